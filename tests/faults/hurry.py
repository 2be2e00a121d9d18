"""Testers tap faster than anybody: the bot's patience with them."""

from bot.middleware import OneTransaction
from tests.town import Town


def never_slow_down(town: Town) -> None:
    """Let people do as much as they like in no time."""
    heard_by = town.app.listener.dispatcher.update.outer_middleware
    (middleware,) = (one for one in heard_by if isinstance(one, OneTransaction))
    middleware.slowing.burst = 10_000
    middleware.slowing.per_second = 10_000
