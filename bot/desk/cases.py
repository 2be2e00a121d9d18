"""The desk: what coordinators do with a case, in the group or in private. Rights are checked at each act."""

from collections.abc import Awaitable, Callable

from bot.desk import attachments, birth_corrections, case_notes, case_records, decisions, letters, vetting
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.case_access import ACTS_OF_READERS
from mentoring.case_record import OUTCOME_ACTS
from mentoring.cases import ACTS_IN_SIGHT, ACTS_WITH_REASON, CASES, PRIVATE_ACTS, SAFETY_ACTS, SAFETY_KINDS
from mentoring.errors import CaseClosed, NotAllowed, NotPossible
from mentoring.expectations import Expected
from mentoring.vetting import ChecksMissing
from storage.schema.tables import Card, Offer
from use_cases.binomes import binomes, holds, reports
from use_cases.needs_offers import offers
from use_cases.people import outsiders, staff
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_access, case_subjects, readings

DeskAct = Callable[[Turn, Card, str], Awaitable[str | None]]
"""Takes the case and, where there is one, a written reason or the choice's second part."""
CLOSING_ACTS = ("close", "done", *OUTCOME_ACTS)
ACTS_ON_CLOSED = ("detail", "history", "record", "file")
"""Acts that a closed case still knows."""


async def act_on_card(turn: Turn, action: Action) -> str | None:
    """Do what a card's button says."""
    await outsiders.require_reader(turn.session, turn.person)
    card = await case_access.fetch_case(turn.session, action.number, turn.person, lock=True)
    choice, _, rest = action.choice.partition("-")
    if card is None:
        raise NotPossible("(case)")
    _require_offered(card, choice, in_sight=turn.is_in_group)
    await _require_power(turn, card, choice)
    if await _is_reason_needed(turn, card, choice):
        return await _ask_reason(turn, card, choice)
    return await ACTS[choice](turn, card, rest)


async def _is_reason_needed(turn: Turn, card: Card, choice: str) -> bool:
    """Return whether an act is done only with a written reason: one that closes somebody else's case is."""
    is_others = card.state == "taken" and card.taken_by != turn.person.id
    is_report = card.kind == "report"
    if choice in ACTS_WITH_REASON or ((is_others or is_report) and choice in CLOSING_ACTS):
        return True
    return choice == "unfreeze" and card.agreed_at is not None and await _is_head(turn)


def _require_offered(card: Card, choice: str, *, in_sight: bool = False) -> None:
    """Raise `CaseClosed` for what a closed case knows no more, as a list in the group still offers it."""
    if card.state == "closed" and choice not in ACTS_ON_CLOSED:
        raise CaseClosed
    if not _is_offered(card, choice, in_sight=in_sight):
        raise NotPossible("(case)")


def _is_offered(card: Card, choice: str, *, in_sight: bool) -> bool:
    rules = CASES[card.kind]
    if in_sight and rules.urgent:
        return choice in ACTS_IN_SIGHT
    if choice in SAFETY_ACTS and card.kind not in SAFETY_KINDS:
        return False
    if card.state == "closed":
        return True
    return choice in (*rules.acts, *rules.decisions, *PRIVATE_ACTS, *SAFETY_ACTS)


async def act_with_reason(turn: Turn, expected: Expected, reason: str) -> None:
    """Do what waited for a written reason."""
    await outsiders.require_reader(turn.session, turn.person)
    card = await case_access.fetch_case(turn.session, int(expected.subject), turn.person, lock=True)
    if card is None:
        raise NotPossible("(case)")
    _require_offered(card, expected.choice)
    await _require_power(turn, card, expected.choice)
    record_audit(turn.session, turn.now, turn.person, "reason for", card, expected.choice)
    if await ACTS[expected.choice](turn, card, reason) != "toast_second_needed":
        await turn.reply("reason_kept", card=card.id)


async def _require_power(turn: Turn, card: Card, choice: str) -> None:
    """Raise `NotAllowed` when an act decides on a case and the person may only read it."""
    if choice not in ACTS_OF_READERS and not await case_access.may_decide(turn.session, card, turn.person):
        raise NotAllowed


async def _is_head(turn: Turn) -> bool:
    return await staff.find_role(turn.session, turn.person) == "head"


async def _ask_reason(turn: Turn, card: Card, choice: str) -> str:
    turn.expect("reason", card.id, choice)
    await turn.reply("reason_ask", card=card.id)
    return "toast_look_private"


async def _take_case(turn: Turn, card: Card, _reason: str) -> str | None:
    if card.state == "taken" and card.taken_by != turn.person.id:
        return "toast_taken"
    await cards.take_case(turn.session, card, turn.person, turn.now)
    return "toast_saved"


async def _show_detail(turn: Turn, card: Card, _reason: str) -> str:
    await readings.record_reading(turn.session, turn.now, turn.person, card)
    if CASES[card.kind].urgent and await case_subjects.find_subject(turn.session, card):
        record_audit(turn.session, turn.now, turn.person, "saw link", card)
    if card.kind == "glance":
        await turn.reply("to_send", chosen=[])
    elif card.kind == "uncertain":
        await turn.reply("doubtful", page=0)
    else:
        await turn.reply("card_detail", card=card.id)
    return "toast_look_private"


async def _snooze_case(turn: Turn, card: Card, _reason: str) -> str:
    await cards.snooze_case(turn.session, card, turn.person, turn.now)
    return "toast_saved"


async def _close_case(turn: Turn, card: Card, reason: str) -> str:
    await cards.close_case(turn.session, card, turn.person, "close", turn.now, reason=reason)
    return "toast_saved"


async def _note_contact(turn: Turn, card: Card, _reason: str) -> str:
    await cards.close_case(turn.session, card, turn.person, "done", turn.now)
    return "toast_saved"


async def _approve(turn: Turn, card: Card, _reason: str) -> str:
    offer = await _find_offer(turn, card)
    try:
        await offers.approve(turn.session, offer, turn.person, turn.now)
    except ChecksMissing:
        return await vetting.show_missing(turn, offer, "approve")
    await cards.close_case(turn.session, card, turn.person, "approve", turn.now)
    return "toast_saved"


async def _refuse(turn: Turn, card: Card, _reason: str) -> str:
    await offers.refuse(turn.session, await _find_offer(turn, card), turn.person, turn.now)
    await cards.close_case(turn.session, card, turn.person, "refuse", turn.now)
    return "toast_saved"


async def _unfreeze_binome(turn: Turn, card: Card, reason: str) -> str:
    back = await reports.unfreeze(turn.session, card, turn.person, turn.now, reason)
    if card.agreed_at is None:
        return "toast_writer_asked"
    return "toast_saved" if back else "toast_second_needed"


async def _end_binome(turn: Turn, card: Card, _reason: str) -> str:
    binome = await reports.lock_running_binome(turn.session, card, turn.person)
    if binome is None:  # it has ended otherwise, and only the case is left to close
        raise NotPossible("(ended)")
    await binomes.end(turn.session, binome, "team", turn.now)
    await cards.record_act(turn.session, card, turn.person, "end", turn.now)
    await holds.lift_of_case(turn.session, card, turn.now)
    return "toast_saved"


async def _find_offer(turn: Turn, card: Card) -> Offer:
    offer = await turn.session.get(Offer, card.offer_id) if card.offer_id else None
    if offer is None:
        raise NotPossible("(erased)")
    return offer


ACTS: dict[str, DeskAct] = {
    "take": _take_case,
    "detail": _show_detail,
    "snooze": _snooze_case,
    "close": _close_case,
    "done": _note_contact,
    "approve": _approve,
    "refuse": _refuse,
    "unfreeze": _unfreeze_binome,
    "end": _end_binome,
    **birth_corrections.ACTS,
    **decisions.ACTS,
    **case_records.ACTS,
    "history": case_notes.show_history,
    "note": case_notes.ask_note_on_card,
    "pass": case_notes.choose_colleague,
    "to": case_notes.hand_over,
    "write": letters.ask_on_card,
    "attached": attachments.show,
}
