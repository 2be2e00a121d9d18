"""The team's group: cards, notes, membership."""
