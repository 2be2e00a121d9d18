"""The record of a case about somebody's safety, in private: what was done and said, how it ends, its file."""

from bot.desk.decisions import DeskAct
from bot.turn import Turn
from mentoring.case_record import MAX_RECORD_CHARACTERS, OUTCOME_ACTS, WRITTEN_KINDS, Outcome, parse_act
from mentoring.errors import NotAllowed, NotPossible
from mentoring.expectations import Expected
from storage.schema.tables import Card
from use_cases.binomes import reports
from use_cases.desk import case_files
from use_cases.people import outsiders, staff
from use_cases.team import case_access, case_record, readings

LAST_PAGE = -1


async def show_record(turn: Turn, card: Card, page: str) -> str:
    """Show the record, its last page first."""
    await readings.record_reading(turn.session, turn.now, turn.person, card)
    await turn.reply("card_record", card=card.id, page=int(page) if page.isdecimal() and len(page) < 6 else LAST_PAGE)
    return "toast_look_private"


async def note_act(turn: Turn, card: Card, chosen: str) -> str:
    """Ask for a word more on what was done; or, when none is wanted (``called-bare``), write it down at once."""
    name, _, bare = chosen.partition("-")
    act = parse_act(name)
    if bare:
        turn.person.expecting = None
        await case_record.write_act(turn.session, card, turn.person, act, "", turn.now)
        await turn.reply("card_record", card=card.id, page=LAST_PAGE)
        return "toast_saved"
    await _ask_words(turn, card.id, act)
    return "toast_look_private"


async def ask_words(turn: Turn, card: Card, kind: str) -> str:
    """Ask for what is assessed, decided or given as a reason."""
    await _require_kind(turn, card, kind)
    await _ask_words(turn, card.id, kind)
    return "toast_look_private"


async def _ask_words(turn: Turn, card_id: int, asked: str, problem: str = "") -> None:
    turn.expect("record", card_id, asked)
    await turn.reply("card_words", card=card_id, asked=asked, problem=problem)


async def _require_kind(turn: Turn, card: Card, kind: str) -> None:
    if kind not in WRITTEN_KINDS:
        raise NotPossible("(record)")
    if kind == "decision" and not await case_access.may_decide(turn.session, card, turn.person):
        raise NotAllowed


async def keep_words(turn: Turn, expected: Expected, words: str) -> None:
    """Write the words that were asked for into the record."""
    await outsiders.require_reader(turn.session, turn.person)
    card = await case_access.fetch_case(turn.session, int(expected.subject), turn.person, lock=True)
    if card is None or card.state == "closed":
        raise NotPossible("(case)")
    if len(words) > MAX_RECORD_CHARACTERS:
        await _ask_words(turn, card.id, expected.choice, "too_long")
        return
    await _write(turn, card, expected.choice, words)
    await turn.reply("card_record", card=card.id, page=LAST_PAGE)


async def _write(turn: Turn, card: Card, asked: str, words: str) -> None:
    for kind in WRITTEN_KINDS:
        if kind == asked:
            await _require_kind(turn, card, kind)
            await case_record.write_words(turn.session, card, turn.person, kind, words, turn.now)
            return
    await case_record.write_act(turn.session, card, turn.person, parse_act(asked), words, turn.now)


async def choose_outcome(turn: Turn, card: Card, _rest: str) -> str:
    """Ask how the case ends, or whether it ends as somebody else has proposed."""
    await readings.record_reading(turn.session, turn.now, turn.person, card)
    await turn.reply("card_outcome", card=card.id)
    return "toast_look_private"


async def confirm(turn: Turn, card: Card, _rest: str) -> str:
    """Close a report as somebody else has proposed."""
    await reports.confirm_closing(turn.session, card, turn.person, turn.now)
    return "toast_saved"


async def export(turn: Turn, card: Card, _rest: str) -> str:
    """Send a head the case as a sealed file, and in another message what opens it."""
    await staff.require_role(turn.session, turn.person, "head")
    await case_files.export(turn.session, card, turn.person, turn.now)
    return "toast_look_private"


def _build_closer(outcome: Outcome) -> DeskAct:
    async def close(turn: Turn, card: Card, reason: str) -> str:
        if await reports.close(turn.session, card, turn.person, outcome, reason, turn.now):
            return "toast_saved"
        await turn.reply("card_outcome", card=card.id)
        return "toast_second_needed"

    return close


ACTS: dict[str, DeskAct] = {
    "record": show_record,
    "did": note_act,
    "said": ask_words,
    "outcome": choose_outcome,
    "confirm": confirm,
    "file": export,
    **{act: _build_closer(outcome) for act, outcome in OUTCOME_ACTS.items()},
}
