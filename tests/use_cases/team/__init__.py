"""The team's cards."""
