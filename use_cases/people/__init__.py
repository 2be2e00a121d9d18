"""People and staff: keys and seals, rights, campaigns, search by name."""
