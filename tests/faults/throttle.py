"""Testers tap faster than anybody; here the bot is as patient as it is with real people."""

from bot.transport.throttling import Throttle
from tests.town import Town


def restore_throttle(town: Town) -> None:
    """Slow people down as in real life, all of a flood falling in one moment however busy the machine is."""
    usual, moment = Throttle(), town.throttle.clock()
    town.throttle.clock = lambda: moment
    town.throttle.burst, town.throttle.per_second = usual.burst, usual.per_second
