"""« Signaler »: first what it is, then about whom; and what the writer of a report may do at any moment."""

from collections.abc import Awaitable, Callable

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from storage.schema.tables import Card
from use_cases.binomes import binomes, concerns, reports
from use_cases.talk import attached_messages

DANGERS = ("me", "partner", "other")
Step = Callable[[Turn, Action], Awaitable[None]]
OwnAct = Callable[[Turn, Card], Awaitable[None]]


async def report(turn: Turn, action: Action) -> None:
    """Ask what it is, then about whom; a report is told beforehand what it does."""
    await _check_binome(turn, action)
    if action.choice not in STEPS:
        raise NotPossible
    await STEPS[action.choice](turn, action)


async def concern(turn: Turn, action: Action) -> None:
    """Be worried about somebody: first about whom."""
    await _check_binome(turn, action)
    if action.choice in DANGERS:
        await concerns.open_concern(
            turn.session, turn.person, action.choice, action.number, turn.now, edit=turn.message_id
        )
    else:
        await turn.reply("concern_whom", binome=action.number)


async def ask_way_forward(turn: Turn, action: Action) -> None:
    """Ask the team about a binôme that gets no further."""
    await concerns.ask_way_forward(turn.session, turn.person, action.number, turn.now, edit=turn.message_id)


async def act_on_own(turn: Turn, action: Action) -> None:
    """Do what the writer of a report asks for."""
    card = await reports.lock_own(turn.session, action.number, turn.person)
    if action.choice not in OWN_ACTS:
        raise NotPossible
    await OWN_ACTS[action.choice](turn, card)


async def add_words(turn: Turn, expected: Expected, text: str) -> None:
    """Add words to a report, a concern or a question: as many messages as the person needs."""
    await reports.add_words(turn.session, int(expected.subject), turn.person, text, turn.now)
    turn.expect("report", expected.subject)


async def _check_binome(turn: Turn, action: Action) -> None:
    """Refuse any binôme but one of the person's own whose members know each other."""
    if action.number and action.choice != "staff":
        await binomes.lock_acquainted(turn.session, action.number, turn.person)


def _build_screen(kind: str) -> Step:
    async def show(turn: Turn, action: Action) -> None:
        await turn.reply(kind, binome=action.number)

    return show


async def _choose_member(turn: Turn, _action: Action) -> None:
    await turn.reply("report_team")


async def _report_member(turn: Turn, action: Action) -> None:
    await reports.report_staff(turn.session, action.number, turn.person, turn.now, edit=turn.message_id)


async def _report_other(turn: Turn, _action: Action) -> None:
    await reports.report_other(turn.session, turn.person, turn.now, edit=turn.message_id)


def _build_reporter(*, is_quiet: bool) -> Step:
    async def report_partner(turn: Turn, action: Action) -> None:
        await reports.report_partner(
            turn.session, action.number, turn.person, turn.now, is_quiet=is_quiet, edit=turn.message_id
        )

    return report_partner


STEPS: dict[str, Step] = {
    "": _build_screen("signal"),
    "whom": _build_screen("report_whom"),
    "partner": _build_screen("report_confirm"),
    "team": _choose_member,
    "staff": _report_member,
    "other": _report_other,
    "yes": _build_reporter(is_quiet=False),
    "quiet": _build_reporter(is_quiet=True),
}


async def _show_own(turn: Turn, card: Card) -> None:
    await turn.reply("report_own", report=card.id)


async def _write_more(turn: Turn, card: Card) -> None:
    turn.expect("report", card.id)
    await turn.reply("report_ask", report=card.id)


async def _confirm_end(turn: Turn, card: Card) -> None:
    await turn.reply("report_end", report=card.id)


async def _end_binome(turn: Turn, card: Card) -> None:
    await reports.end_binome(turn.session, card, turn.person, turn.now)


async def _ask_another(turn: Turn, card: Card) -> None:
    await reports.ask_another(turn.session, card, turn.person, turn.now)


async def _attach_newest(turn: Turn, card: Card) -> None:
    await attached_messages.attach_newest(turn.session, card, turn.person, turn.now)
    turn.expect("report", card.id)
    await turn.reply("report_own", report=card.id)


def _build_answer(*, agrees: bool) -> OwnAct:
    async def answer(turn: Turn, card: Card) -> None:
        await reports.set_agreement(turn.session, card, turn.now, agrees=agrees)
        await turn.redraw("report_own", report=card.id)

    return answer


OWN_ACTS: dict[str, OwnAct] = {
    "": _show_own,
    "words": _write_more,
    "end": _confirm_end,
    "ended": _end_binome,
    "another": _ask_another,
    "attach": _attach_newest,
    "yes": _build_answer(agrees=True),
    "no": _build_answer(agrees=False),
}
