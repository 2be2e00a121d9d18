"""`binome doctor`."""
