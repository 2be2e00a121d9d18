"""What the team sees."""
