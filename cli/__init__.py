"""The front door: settings, wiring, commands."""
