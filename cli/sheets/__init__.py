"""An association's own spreadsheets: read into needs and offers, every bad line named; results written back."""
