"""Sessions and their reminders."""
