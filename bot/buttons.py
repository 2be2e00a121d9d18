"""Which verb of a button leads to which use case, and where and when it counts: one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import approvals, cases, glances, lookups, rankings, team
from bot.members import account, binomes, forms, pauses, wait_news
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
    "help": Verb(account.help_, is_never_slowed=True, is_aside=True),
    "contact": Verb(account.contact, is_never_slowed=True, is_aside=True),
    "privacy": Verb(account.privacy, is_aside=True),
    "language": Verb(account.language, is_aside=True),
    "data": Verb(account.data, is_aside=True),
    "erase": Verb(account.erase),
    "menu": Verb(account.menu),
    "profile": Verb(forms.profile),
    "pause": Verb(pauses.pause),
    "wake": Verb(pauses.wake),
    "stop": Verb(pauses.stop),
    "begin": Verb(forms.begin),
    "need": Verb(forms.answer),
    "offer": Verb(forms.answer),
    "train": Verb(binomes.train),
    "resume": Verb(binomes.resume),
    "pause_why": Verb(binomes.pause_why),
    "again": Verb(binomes.again),
    "where": Verb(wait_news.where),
    "widen": Verb(wait_news.widen),
    "proposal": Verb(binomes.see),
    "accept": Verb(binomes.accept),
    "decline": Verb(binomes.decline),
    "consent": Verb(binomes.see),
    "agree": Verb(binomes.agree),
    "pass": Verb(binomes.refuse),
    "binome": Verb(binomes.see),
    "hours": Verb(binomes.hours),
    "slot": Verb(binomes.slot),
    "slot_ok": Verb(binomes.slot_ok),
    "place": Verb(binomes.place),
    "move": Verb(binomes.move),
    "skip": Verb(binomes.skip),
    "held": Verb(binomes.held, is_aside=True),
    "rate": Verb(binomes.rate, is_aside=True),
    "end": Verb(binomes.end),
    "report": Verb(binomes.report),
    "card": Verb(cases.act, is_aside=True, is_for_group=True),
    "team": Verb(team.act),
    "queue": Verb(lookups.page, is_aside=True),
    "doubtful": Verb(lookups.doubtful, is_aside=True),
    "see": Verb(lookups.see, is_aside=True),
    "sheet": Verb(lookups.act, is_aside=True),
    "pick": Verb(approvals.pick),
    "approve": Verb(approvals.approve),
    "glance": Verb(glances.pick),
    "leave": Verb(glances.leave),
    "aside": Verb(glances.aside),
    "rank": Verb(rankings.propose),
}

BACK = ("menu", "back")
"""The way back from what is aside, as (verb, choice). It decides by itself: it may lead to the question that waits."""
