"""How long the tests wait for what must happen."""

PATIENCE = 120.0
"""Seconds, of a machine that is busy with something else; reached only when a rule is broken."""
