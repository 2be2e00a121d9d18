"""Which verb of a button leads to which use case, and where and when it counts: one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import anyone, approving, breaks, desk, filling, glancing, looking, pairing, ranking, team, waiting
from bot.turn import Turn
from mentoring.actions import Action

Handler = Callable[[Turn, Action], Awaitable[str | None]]
"""Does what the button says; gives the name of a toast, if one is to be shown."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a button does, and what is particular about tapping it.

    `is_for_group`: it counts in the staff group too, all others in private chats alone; `is_never_slowed`: somebody
    in trouble taps it; `is_aside`: the words that were asked for may still come, any other tap lets them go.
    """

    does: Handler
    is_for_group: bool = False
    is_never_slowed: bool = False
    is_aside: bool = False


VERBS: dict[str, Verb] = {
    "help": Verb(anyone.help_, is_never_slowed=True, is_aside=True),
    "contact": Verb(anyone.contact, is_never_slowed=True, is_aside=True),
    "privacy": Verb(anyone.privacy, is_aside=True),
    "language": Verb(anyone.language, is_aside=True),
    "data": Verb(anyone.data, is_aside=True),
    "erase": Verb(anyone.erase),
    "menu": Verb(anyone.menu),
    "profile": Verb(filling.profile),
    "pause": Verb(breaks.pause),
    "wake": Verb(breaks.wake),
    "stop": Verb(breaks.stop),
    "begin": Verb(filling.begin),
    "need": Verb(filling.answer),
    "offer": Verb(filling.answer),
    "train": Verb(pairing.train),
    "resume": Verb(pairing.resume),
    "pause_why": Verb(pairing.pause_why),
    "again": Verb(pairing.again),
    "where": Verb(waiting.where),
    "widen": Verb(waiting.widen),
    "proposal": Verb(pairing.see),
    "accept": Verb(pairing.accept),
    "decline": Verb(pairing.decline),
    "consent": Verb(pairing.see),
    "agree": Verb(pairing.agree),
    "pass": Verb(pairing.refuse),
    "binome": Verb(pairing.see),
    "hours": Verb(pairing.hours),
    "slot": Verb(pairing.slot),
    "slot_ok": Verb(pairing.slot_ok),
    "place": Verb(pairing.place),
    "move": Verb(pairing.move),
    "skip": Verb(pairing.skip),
    "held": Verb(pairing.held, is_aside=True),
    "rate": Verb(pairing.rate, is_aside=True),
    "end": Verb(pairing.end),
    "report": Verb(pairing.report),
    "card": Verb(desk.act, is_aside=True, is_for_group=True),
    "team": Verb(team.act),
    "queue": Verb(looking.page, is_aside=True),
    "doubtful": Verb(looking.doubtful, is_aside=True),
    "see": Verb(looking.see, is_aside=True),
    "sheet": Verb(looking.act, is_aside=True),
    "pick": Verb(approving.pick),
    "approve": Verb(approving.approve),
    "glance": Verb(glancing.pick),
    "leave": Verb(glancing.leave),
    "aside": Verb(glancing.aside),
    "rank": Verb(ranking.propose),
}

BACK = ("menu", "back")
"""The way back from what is aside, as (verb, choice). It decides by itself: it may lead to the question that waits."""
