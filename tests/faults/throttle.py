"""Testers tap faster than anybody; here the bot is as patient as it is with real people."""

from bot.transport.throttling import Slowing
from tests.town import Town


def usual_patience(town: Town) -> None:
    """Slow people down as in real life, all of a flood falling in one moment however busy the machine is."""
    usual, moment = Slowing(), town.slowing.clock()
    town.slowing.clock = lambda: moment
    town.slowing.burst, town.slowing.per_second = usual.burst, usual.per_second
