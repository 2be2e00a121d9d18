"""What the team sees and decides: open cases, record sheets, glances, digest, figures."""
