"""A binôme from its proposal to its end: slots, pauses, safety, departures, retention."""
