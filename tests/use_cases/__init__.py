"""What the programme does, tried on both databases."""
