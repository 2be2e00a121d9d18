"""Which verb of a button leads to which use case, and where and when it counts: one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import approvals, cases, danger_questions, duty, glances, letters, lookups, rankings, team, ties
from bot.members import (
    account,
    binomes,
    forms,
    outside_recipient,
    parents,
    pauses,
    reports,
    team_letters,
    wait_news,
)
from bot.turn import Turn
from mentoring.actions import Action

Handler = Callable[[Turn, Action], Awaitable[str | None]]
"""Does what the button says; gives the name of a toast, if one is to be shown."""


@dataclass(frozen=True, slots=True)
class ButtonRule:
    """What a button does, and what is particular about tapping it.

    `is_for_group`: it counts in the staff group too, all others in private chats alone; `is_never_slowed`: somebody
    in trouble taps it; `is_aside`: the words that were asked for may still come, any other tap lets them go;
    `is_open_to_barred`: it counts for an account that may not take part.
    """

    handler: Handler
    is_for_group: bool = False
    is_never_slowed: bool = False
    is_aside: bool = False
    is_open_to_barred: bool = False


VERBS: dict[str, ButtonRule] = {
    "help": ButtonRule(account.show_help, is_never_slowed=True, is_aside=True, is_open_to_barred=True),
    "contact": ButtonRule(account.request_contact, is_never_slowed=True, is_aside=True, is_open_to_barred=True),
    "privacy": ButtonRule(account.show_privacy, is_aside=True, is_open_to_barred=True),
    "language": ButtonRule(account.choose_language, is_aside=True),
    "data": ButtonRule(account.show_data, is_aside=True, is_open_to_barred=True),
    "erase": ButtonRule(account.erase, is_open_to_barred=True),
    "outside": ButtonRule(outside_recipient.act, is_aside=True),
    "parents": ButtonRule(parents.ask),
    "represent": ButtonRule(parents.answer, is_aside=True),
    "menu": ButtonRule(account.show_menu),
    "profile": ButtonRule(forms.show_profile),
    "pause": ButtonRule(pauses.pause),
    "wake": ButtonRule(pauses.wake),
    "stop": ButtonRule(pauses.stop),
    "begin": ButtonRule(forms.begin),
    "need": ButtonRule(forms.answer),
    "offer": ButtonRule(forms.answer),
    "train": ButtonRule(binomes.train),
    "resume": ButtonRule(binomes.resume),
    "pause_why": ButtonRule(binomes.record_pause_reason),
    "again": ButtonRule(binomes.ask_again),
    "where": ButtonRule(wait_news.tell_where),
    "widen": ButtonRule(wait_news.widen),
    "proposal": ButtonRule(binomes.show_binome),
    "accept": ButtonRule(binomes.accept),
    "decline": ButtonRule(binomes.decline),
    "consent": ButtonRule(binomes.show_binome),
    "agree": ButtonRule(binomes.agree),
    "pass": ButtonRule(binomes.refuse),
    "binome": ButtonRule(binomes.show_binome),
    "hours": ButtonRule(binomes.show_hours),
    "slot": ButtonRule(binomes.ask_slot),
    "slot_ok": ButtonRule(binomes.confirm_slot),
    "place": ButtonRule(binomes.ask_place),
    "move": ButtonRule(binomes.move_session),
    "skip": ButtonRule(binomes.skip_session),
    "held": ButtonRule(binomes.record_held, is_aside=True),
    "rate": ButtonRule(binomes.rate_session, is_aside=True),
    "end": ButtonRule(binomes.end),
    "report": ButtonRule(reports.report, is_never_slowed=True),
    "concern": ButtonRule(reports.concern, is_never_slowed=True),
    "stuck": ButtonRule(reports.ask_way_forward),
    "my_report": ButtonRule(reports.act_on_own),
    "card": ButtonRule(cases.act_on_card, is_aside=True, is_for_group=True),
    "letter": ButtonRule(letters.send_letter),
    "answer": ButtonRule(team_letters.ask_answer),
    "danger": ButtonRule(danger_questions.open_case, is_aside=True),
    "team": ButtonRule(team.act_on_team),
    "duty": ButtonRule(duty.act, is_aside=True),
    "audit": ButtonRule(team.show_audit_page, is_aside=True),
    "group": ButtonRule(team.move_group),
    "queue": ButtonRule(lookups.show_page, is_aside=True),
    "doubtful": ButtonRule(lookups.show_uncertain_page, is_aside=True),
    "see": ButtonRule(lookups.open_sheet, is_aside=True),
    "sheet": ButtonRule(lookups.act_on_sheet, is_aside=True),
    "pick": ButtonRule(approvals.pick),
    "approve": ButtonRule(approvals.approve),
    "glance": ButtonRule(glances.pick),
    "leave": ButtonRule(glances.send_chosen),
    "aside": ButtonRule(glances.set_aside),
    "rank": ButtonRule(rankings.propose),
    "tie": ButtonRule(ties.act, is_aside=True),
}

BACK = ("menu", "back")
"""The way back from what is aside, as (verb, choice). It decides by itself: it may lead to the question that waits."""
