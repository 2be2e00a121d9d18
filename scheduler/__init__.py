"""The clock and the mouth: what is due, and how it leaves."""
