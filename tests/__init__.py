"""The tests: what must work, each rule in plain words."""
