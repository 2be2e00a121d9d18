"""What identifies somebody in words that a stranger will read: found, and hidden."""

from mentoring.masking.parts import ASKED_BACK, HIDDEN, Part, find_parts, find_to_ask, mask

__all__ = ["ASKED_BACK", "HIDDEN", "Part", "find_parts", "find_to_ask", "mask"]
