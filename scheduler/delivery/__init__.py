"""The outbox relay: claims a message, prepares it, sends it, records the result."""
