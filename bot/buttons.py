"""Which verb of a button leads to which use case, and where and when it counts: one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import (
    approvals,
    cases,
    danger_questions,
    duty,
    glances,
    home,
    letters,
    lookups,
    rankings,
    team,
    ties,
    vetting,
)
from bot.members import (
    account,
    binomes,
    births,
    conversations,
    courses,
    forms,
    intents,
    kits,
    outside_recipient,
    parents,
    pauses,
    reports,
    session_changes,
    sessions,
    talk,
    team_letters,
    team_questions,
    wait_news,
)
from bot.rights import Own, Right
from bot.turn import Turn
from mentoring.actions import Action

Handler = Callable[[Turn, Action], Awaitable[str | None]]
"""Does what the button says; gives the name of a toast, if one is to be shown."""


@dataclass(frozen=True, slots=True)
class ButtonRule:
    """What a button does, who may tap it, and what is particular about tapping it.

    `by`: looked up before the handler runs; `own`: what of the tapper's own its subject must be, so that it counts;
    `is_for_group`: it counts in the staff group too, all others in private chats alone; `is_never_slowed`: somebody
    in trouble taps it; `is_aside`: the words that were asked for may still come, any other tap lets them go;
    `is_open_to_barred`: it counts for an account that may not take part; `settles`: it answers what its message asks,
    whose buttons go unless something is drawn in its place.
    """

    handler: Handler
    by: Right
    own: Own = ""
    is_for_group: bool = False
    is_never_slowed: bool = False
    is_aside: bool = False
    is_open_to_barred: bool = False
    settles: bool = False


VERBS: dict[str, ButtonRule] = {
    "help": ButtonRule(account.show_help, "anybody", is_never_slowed=True, is_aside=True, is_open_to_barred=True),
    "contact": ButtonRule(
        account.request_contact, "anybody", is_never_slowed=True, is_aside=True, is_open_to_barred=True
    ),
    "question": ButtonRule(team_questions.act, "anybody"),
    "privacy": ButtonRule(account.show_privacy, "anybody", is_aside=True, is_open_to_barred=True),
    "words": ButtonRule(account.choose_words, "anybody", is_aside=True, is_open_to_barred=True),
    "language": ButtonRule(account.choose_language, "anybody", is_aside=True),
    "data": ButtonRule(account.show_data, "anybody", is_aside=True, is_open_to_barred=True),
    "erase": ButtonRule(account.erase, "anybody", is_open_to_barred=True),
    "outside": ButtonRule(outside_recipient.act, "outside", is_aside=True),
    "parents": ButtonRule(parents.ask, "anybody", own="form"),
    "represent": ButtonRule(parents.answer, "anybody", own="represented", is_aside=True),
    "menu": ButtonRule(account.show_menu, "anybody"),
    "want": ButtonRule(intents.act_on_button, "anybody"),
    "profile": ButtonRule(forms.show_profile, "anybody", own="form"),
    "pause": ButtonRule(pauses.pause, "anybody", own="thing"),
    "wake": ButtonRule(pauses.wake, "anybody", own="thing"),
    "stop": ButtonRule(pauses.stop, "anybody", own="thing"),
    "begin": ButtonRule(forms.begin, "anybody"),
    "need": ButtonRule(forms.answer, "anybody", own="form"),
    "offer": ButtonRule(forms.answer, "anybody", own="form"),
    "birth": ButtonRule(births.ask_correction, "anybody", own="birth"),
    "train": ButtonRule(binomes.train, "anybody", own="offer"),
    "resume": ButtonRule(binomes.resume, "anybody", own="offer"),
    "pause_why": ButtonRule(binomes.record_pause_reason, "anybody", own="offer"),
    "again": ButtonRule(binomes.ask_again, "anybody", own="need"),
    "feeling": ButtonRule(binomes.tell_feeling, "anybody", own="binome", is_aside=True),
    "where": ButtonRule(wait_news.tell_where, "anybody", own="form"),
    "widen": ButtonRule(wait_news.widen, "anybody", own="thing"),
    "proposal": ButtonRule(binomes.show_binome, "anybody", own="proposal"),
    "accept": ButtonRule(binomes.accept, "anybody", own="proposal", settles=True),
    "decline": ButtonRule(binomes.decline, "anybody", own="proposal", settles=True),
    "consent": ButtonRule(binomes.show_binome, "anybody", own="consent"),
    "agree": ButtonRule(binomes.agree, "anybody", own="consent", settles=True),
    "pass": ButtonRule(binomes.refuse, "anybody", own="consent", settles=True),
    "binome": ButtonRule(binomes.show_binome, "anybody", own="binome"),
    "kits": ButtonRule(kits.choose_kit, "anybody", own="binome", is_aside=True),
    "kit": ButtonRule(kits.show_page, "anybody", is_aside=True),
    "hours": ButtonRule(binomes.show_hours, "anybody", own="binome"),
    "slot": ButtonRule(binomes.ask_slot, "anybody", own="binome", settles=True),
    "slot_ok": ButtonRule(binomes.confirm_slot, "anybody", own="binome", settles=True),
    "place": ButtonRule(binomes.ask_place, "anybody", own="binome"),
    "move": ButtonRule(sessions.show_moments, "anybody", own="session"),
    "move_ask": ButtonRule(sessions.ask_moment, "anybody", own="session", settles=True),
    "move_ok": ButtonRule(sessions.accept_moment, "anybody", own="session", settles=True),
    "move_keep": ButtonRule(sessions.keep_moment, "anybody", own="session", settles=True),
    "move_undo": ButtonRule(sessions.undo_move, "anybody", own="session", settles=True),
    "coming": ButtonRule(sessions.come, "anybody", own="session", is_aside=True),
    "skip": ButtonRule(sessions.skip_session, "anybody", own="session", settles=True),
    "which": ButtonRule(session_changes.change_chosen, "anybody", own="binome", settles=True),
    "held": ButtonRule(sessions.record_held, "anybody", own="session", is_aside=True, settles=True),
    "rate": ButtonRule(sessions.rate_session, "anybody", own="session", is_aside=True, settles=True),
    "end": ButtonRule(binomes.end, "anybody", own="binome"),
    "goal": ButtonRule(courses.choose_goal, "anybody", own="binome"),
    "length": ButtonRule(courses.choose_length, "anybody", own="binome"),
    "go_on": ButtonRule(courses.decide_end, "anybody", own="binome", settles=True),
    "write": ButtonRule(talk.ask_words, "anybody", own="binome"),
    "ready": ButtonRule(talk.send_ready_word, "anybody", own="binome", is_aside=True),
    "draft": ButtonRule(talk.choose_recipient, "anybody", own="passed", settles=True),
    "resend": ButtonRule(talk.resend, "anybody", own="passed", is_aside=True),
    "conversation": ButtonRule(conversations.choose, "anybody", own="binome", is_aside=True),
    "report": ButtonRule(reports.report, "anybody", own="binome", is_never_slowed=True),
    "concern": ButtonRule(reports.concern, "anybody", own="binome", is_never_slowed=True),
    "stuck": ButtonRule(reports.ask_way_forward, "anybody", own="binome"),
    "my_report": ButtonRule(reports.act_on_own, "anybody", own="report"),
    "card": ButtonRule(cases.act_on_card, "reader", is_aside=True, is_for_group=True),
    "letter": ButtonRule(letters.send_letter, "team"),
    "answer": ButtonRule(team_letters.ask_answer, "anybody", own="letter"),
    "danger": ButtonRule(danger_questions.open_case, "team", is_aside=True),
    "team": ButtonRule(team.act_on_team, "team"),
    "pledge": ButtonRule(team.take_pledge, "joined", is_aside=True),
    "duty": ButtonRule(duty.act, "team", is_aside=True),
    "audit": ButtonRule(team.show_audit_page, "head", is_aside=True),
    "group": ButtonRule(team.move_group, "head"),
    "desk": ButtonRule(home.open_screen, "team"),
    "queue": ButtonRule(lookups.show_page, "team", is_aside=True),
    "doubtful": ButtonRule(lookups.show_uncertain_page, "team", is_aside=True),
    "see": ButtonRule(lookups.open_sheet, "team", is_aside=True),
    "sheet": ButtonRule(lookups.act_on_sheet, "team", is_aside=True),
    "check": ButtonRule(vetting.act, "team", is_aside=True),
    "pick": ButtonRule(approvals.pick, "team"),
    "approve": ButtonRule(approvals.approve, "team"),
    "glance": ButtonRule(glances.pick, "team"),
    "leave": ButtonRule(glances.send_chosen, "team"),
    "aside": ButtonRule(glances.set_aside, "team"),
    "rank": ButtonRule(rankings.propose, "team"),
    "tie": ButtonRule(ties.act, "team", is_aside=True),
}

BACK = ("menu", "back")
"""The way back from what is aside, as (verb, choice). It decides by itself: it may lead to the question that waits."""
