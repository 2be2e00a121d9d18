"""Who somebody is, in words that a stranger will read: found, and hidden unless the writer leaves it in."""

from understanding.identifying.parts import find_parts, find_to_ask, mask, prepare

__all__ = ["find_parts", "find_to_ask", "mask", "prepare"]
