"""What young people and volunteers do: forms, binômes, pauses, their account."""
