"""What the bot says, in both languages."""
