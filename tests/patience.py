"""How long the tests wait for what must happen."""

PATIENCE_SECONDS = 120.0
"""Seconds, of a machine that is busy with something else; reached only when a rule is broken."""
