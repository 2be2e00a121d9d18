"""Updates in: parked, throttled, answered."""
