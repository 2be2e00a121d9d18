"""Copies of the database: snapshots while it runs, and the transfer to another database."""
