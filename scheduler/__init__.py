"""The clock and the sender: what is due, and how it leaves."""
