"""The whole programme played, through HTTP and on the page."""
