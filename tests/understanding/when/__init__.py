"""Hours, days and dates."""
