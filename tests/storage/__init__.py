"""What the programme remembers, tried on both databases."""
