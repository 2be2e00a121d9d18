"""Who may do what: every role, every command, every button, every kind of chat."""
