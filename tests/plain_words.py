"""What is read, as a test types it."""


def normalise(text: str | None) -> str:
    """Return words as a test types them: what keeps two together on a line is not seen, nor which apostrophe it is."""
    return str(text or "").replace("\u00a0", " ").replace("’", "'")
