"""What the matcher promises."""
