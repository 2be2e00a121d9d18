"""Spreadsheets as people write them."""
