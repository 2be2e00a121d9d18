"""`binome doctor`: settings, texts, key, database, staff, Telegram; what to do about each fault."""
