"""What matching reads and answers: its input, requests, wait news."""
