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
    "help": Verb(account.show_help, is_never_slowed=True, is_aside=True),
    "contact": Verb(account.request_contact, is_never_slowed=True, is_aside=True),
    "privacy": Verb(account.show_privacy, is_aside=True),
    "language": Verb(account.choose_language, is_aside=True),
    "data": Verb(account.show_data, is_aside=True),
    "erase": Verb(account.erase),
    "menu": Verb(account.show_menu),
    "profile": Verb(forms.show_profile),
    "pause": Verb(pauses.pause),
    "wake": Verb(pauses.wake),
    "stop": Verb(pauses.stop),
    "begin": Verb(forms.begin),
    "need": Verb(forms.answer),
    "offer": Verb(forms.answer),
    "train": Verb(binomes.train),
    "resume": Verb(binomes.resume),
    "pause_why": Verb(binomes.record_pause_reason),
    "again": Verb(binomes.ask_again),
    "where": Verb(wait_news.tell_where),
    "widen": Verb(wait_news.widen),
    "proposal": Verb(binomes.show_binome),
    "accept": Verb(binomes.accept),
    "decline": Verb(binomes.decline),
    "consent": Verb(binomes.show_binome),
    "agree": Verb(binomes.agree),
    "pass": Verb(binomes.refuse),
    "binome": Verb(binomes.show_binome),
    "hours": Verb(binomes.show_hours),
    "slot": Verb(binomes.ask_slot),
    "slot_ok": Verb(binomes.confirm_slot),
    "place": Verb(binomes.ask_place),
    "move": Verb(binomes.move_session),
    "skip": Verb(binomes.skip_session),
    "held": Verb(binomes.record_held, is_aside=True),
    "rate": Verb(binomes.rate_session, is_aside=True),
    "end": Verb(binomes.end),
    "report": Verb(binomes.report),
    "card": Verb(cases.act_on_card, is_aside=True, is_for_group=True),
    "team": Verb(team.act_on_team),
    "queue": Verb(lookups.show_page, is_aside=True),
    "doubtful": Verb(lookups.show_uncertain_page, is_aside=True),
    "see": Verb(lookups.open_sheet, is_aside=True),
    "sheet": Verb(lookups.act_on_sheet, is_aside=True),
    "pick": Verb(approvals.pick),
    "approve": Verb(approvals.approve),
    "glance": Verb(glances.pick),
    "leave": Verb(glances.send_chosen),
    "aside": Verb(glances.set_aside),
    "rank": Verb(rankings.propose),
}

BACK = ("menu", "back")
"""The way back from what is aside, as (verb, choice). It decides by itself: it may lead to the question that waits."""
