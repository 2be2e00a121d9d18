"""The clock and the mouth."""
