"""What somebody wants who writes: one intent, two, or none, read with weights made from examples."""

from understanding.intents.reading import Guess, Intents, load_intents, offer

__all__ = ["Guess", "Intents", "load_intents", "offer"]
