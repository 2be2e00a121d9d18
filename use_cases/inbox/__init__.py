"""Updates that arrived: each has its effect once, those that fail are parked."""
