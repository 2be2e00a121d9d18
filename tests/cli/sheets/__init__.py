"""Two spreadsheets in, binômes out."""
