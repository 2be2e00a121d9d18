"""Needs and offers: forms, training, and pairs that were not proposed yet."""
