"""What each of the four chairs must see on the page, in both languages."""
