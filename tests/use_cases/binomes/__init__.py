"""A binôme from its proposal to its end."""
