"""What people and the team do in chat."""
