"""What the rules of the programme promise."""
