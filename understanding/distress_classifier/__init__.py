"""The classifier beside the patterns of distress: what it looks at, its weights, and what it says."""
