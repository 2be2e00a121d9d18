"""Which verb of a button leads to which use case: one table."""

from collections.abc import Awaitable, Callable

from bot import anyone, approving, breaks, desk, filling, glancing, looking, pairing, ranking, team, waiting
from bot.turn import Turn
from mentoring.actions import Action

Handler = Callable[[Turn, Action], Awaitable[str | None]]
"""Does what the button says; gives the name of a toast, if one is to be shown."""

VERBS: dict[str, Handler] = {
    "help": anyone.help_,
    "contact": anyone.contact,
    "privacy": anyone.privacy,
    "language": anyone.language,
    "data": anyone.data,
    "erase": anyone.erase,
    "menu": anyone.menu,
    "profile": filling.profile,
    "pause": breaks.pause,
    "wake": breaks.wake,
    "stop": breaks.stop,
    "begin": filling.begin,
    "need": filling.answer,
    "offer": filling.answer,
    "train": pairing.train,
    "resume": pairing.resume,
    "pause_why": pairing.pause_why,
    "again": pairing.again,
    "where": waiting.where,
    "widen": waiting.widen,
    "proposal": pairing.see,
    "accept": pairing.accept,
    "decline": pairing.decline,
    "consent": pairing.see,
    "agree": pairing.agree,
    "pass": pairing.refuse,
    "binome": pairing.see,
    "hours": pairing.hours,
    "slot": pairing.slot,
    "slot_ok": pairing.slot_ok,
    "place": pairing.place,
    "move": pairing.move,
    "skip": pairing.skip,
    "held": pairing.held,
    "rate": pairing.rate,
    "end": pairing.end,
    "report": pairing.report,
    "card": desk.act,
    "team": team.act,
    "queue": looking.page,
    "doubtful": looking.doubtful,
    "see": looking.see,
    "sheet": looking.act,
    "pick": approving.pick,
    "approve": approving.approve,
    "glance": glancing.pick,
    "leave": glancing.leave,
    "aside": glancing.aside,
    "rank": ranking.propose,
}

IN_GROUP = ("card",)
"""Verbs that count in the staff group; all others are for private chats."""
NEVER_SLOWED = ("help", "contact")
ASIDE = (*NEVER_SLOWED, "privacy", "data", "language", "held", "rate", "card", "sheet", "see", "queue", "doubtful")
"""Taps after which the words that were asked for may still come, unless a message comes between.

Any other tap leads elsewhere, and lets them go.
"""
BACK = ("menu", "back")
"""The way back from such a text, as (verb, choice). It decides by itself: it may lead to the question that waits."""
