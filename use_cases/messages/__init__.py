"""What a message shows when it leaves, and which messages there must be."""
