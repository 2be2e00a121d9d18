"""Which messages there must be."""
