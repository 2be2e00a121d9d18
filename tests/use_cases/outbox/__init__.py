"""What waits to be said, and when it leaves."""
