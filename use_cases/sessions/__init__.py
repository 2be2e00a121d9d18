"""Sessions of a binôme and their reminders."""
