"""Faults and bad input, through the whole bot: each test says what must happen."""
