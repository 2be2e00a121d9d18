"""What the programme remembers: tables, use cases by noun, the outbox. No function here commits."""
