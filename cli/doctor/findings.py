"""What the doctor says of one thing."""

Finding = tuple[bool, str]
"""Whether all is well, and what to say."""


def format_finding(finding: Finding) -> str:
    """Return a finding as it is printed."""
    well, words = finding
    return f"{'✓' if well else '✗'} {words}"
