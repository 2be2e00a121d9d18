"""The clock and the sender."""
