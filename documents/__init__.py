"""Files in and out: spreadsheets read into rows, cells and headings understood."""
