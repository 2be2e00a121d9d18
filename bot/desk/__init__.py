"""What the team does: cases, approvals, glances, lookups, rankings."""
