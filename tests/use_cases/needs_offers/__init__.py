"""Needs, offers and the training."""
