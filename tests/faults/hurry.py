"""Testers tap faster than anybody; here the bot is as patient as it is with real people."""

from bot.slowing import Slowing
from tests.town import Town


def usual_patience(town: Town) -> None:
    """Slow people down as in real life."""
    usual = Slowing()
    town.slowing.burst, town.slowing.per_second = usual.burst, usual.per_second
