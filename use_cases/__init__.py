"""What the programme does: one function, one transaction. A folder a noun; Telegram and words are unknown here."""
