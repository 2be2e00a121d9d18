"""Encryption at rest: the vault for values, encrypted files for backups."""
