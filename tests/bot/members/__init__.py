"""What young people and volunteers do in chat."""
