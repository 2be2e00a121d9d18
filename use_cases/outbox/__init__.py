"""What is to be said: queue, ledger, quiet time, recipients, outages."""
