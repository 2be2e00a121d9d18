"""A case's record as its readers see it, a page at a time; and the file in which a head takes a case away."""

import secrets
from datetime import datetime
from typing import Any

from mentoring.case_contexts import CaseFileContext, CaseRecordContext, FileKeyContext, ProposedClosing, RecordLine
from mentoring.case_record import OUTCOMES, PAGE_ENTRIES, RECORD_ACTS
from mentoring.cases import SAFETY_KINDS
from mentoring.errors import NotPossible
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import CaseEntry
from storage.schema.tables import Card, Person
from use_cases.binomes import views
from use_cases.desk import open_cases, record_sheets
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import staff
from use_cases.people.audit import record_audit
from use_cases.team import case_access, case_record, case_words, notes

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is easily taken for something else."""
GROUPS, GROUP_CHARACTERS = 6, 4
"""Of a passphrase: 118 bits."""
MAX_FILED_NOTES, MAX_FILED_ACTS = 1000, 1000


async def show_record(session: AppSession, request: ContextRequest) -> CaseRecordContext | None:
    """Return a page of a case's record; nothing to whoever may not see the case."""
    card = await _fetch(session, request)
    if card is None:
        return None
    lines = await _read_lines(session, card)
    pages = max(1, -(-len(lines) // PAGE_ENTRIES))
    page = min(asked, pages - 1) if (asked := request.args.get("page", -1)) >= 0 else pages - 1
    return CaseRecordContext(
        me=request.me,
        case=record_sheets.view_case(card),
        lines=lines[page * PAGE_ENTRIES : (page + 1) * PAGE_ENTRIES],
        page=page,
        pages=pages,
        acts=RECORD_ACTS,
        outcomes=OUTCOMES,
        asked=request.args.get("asked", ""),
        proposed=await _view_proposed(session, card, request.reader),
        needs_second=await case_record.is_second_reader_needed(session, card, request.reader),
        decides=await case_access.may_decide(session, card, request.reader),
    )


async def _fetch(session: AppSession, request: ContextRequest) -> Card | None:
    card = await case_access.fetch_case(session, request.args["card"], request.reader)
    return card if card is not None and card.kind in SAFETY_KINDS else None


async def _read_lines(session: AppSession, card: Card) -> list[RecordLine]:
    return [await _view_line(session, row, said) for row, said in await case_words.read_entries(session, card)]


async def _view_line(session: AppSession, row: CaseEntry, said: Any) -> RecordLine:
    choice, words = _read_entry(said)
    return RecordLine(row.at, await open_cases.find_name(session, row.writer_id), row.kind, choice, words)


def _read_entry(said: Any) -> tuple[str, str]:
    """Return which act, decision or outcome a line names, if it names one, and its words."""
    if not isinstance(said, dict):
        return "", str(said)
    if "outcome" in said:
        return said["outcome"], said["reason"]
    if "words" in said:
        return said.get("act", ""), said["words"]
    ((choice, words),) = said.items()
    return choice, words


async def _view_proposed(session: AppSession, card: Card, reader: Person) -> ProposedClosing | None:
    found = await case_record.find_proposed(session, card)
    if found is None:
        return None
    row, said = found
    by = await open_cases.find_name(session, row.writer_id)
    return ProposedClosing(by, row.writer_id == reader.id, said["outcome"], said["reason"])


async def export(session: AppSession, card: Card, head: Person, now: datetime) -> None:
    """Queue the file of a case and what opens it, which is at rest nowhere but sealed in the queue."""
    if card.kind not in SAFETY_KINDS:
        raise NotPossible("(no record)")
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_CHARACTERS)) for _ in range(GROUPS))
    sealed = session.vault.seal_own("-".join(groups)).hex()
    record_audit(session, now, head, "exported", card)
    await outbox.put(session, now, head, "card_file", card=card.id, key=sealed)
    await outbox.put(session, now, head, "card_file_key", card=card.id, key=sealed)


async def show_file(session: AppSession, request: ContextRequest) -> CaseFileContext | None:
    """Return all that a case keeps, to a head who may see it."""
    card = await _fetch(session, request)
    if card is None or await staff.find_role(session, request.reader) != "head":
        return None
    return CaseFileContext(
        me=request.build_reader("staff"),
        card=await views.view_card_detail(session, card, request.now),
        lines=await _read_lines(session, card),
        notes=await notes.list_about(session, request.reader, MAX_FILED_NOTES, card=card.id),
        acts=await open_cases.list_acts(session, card, MAX_FILED_ACTS),
        reason=await case_words.read_box(session, card, card.reason) if card.reason else "",
        passphrase=_read_passphrase(session, request.args),
        now=request.now,
    )


async def show_file_key(session: AppSession, request: ContextRequest) -> FileKeyContext:
    """Return what opens the file."""
    passphrase = _read_passphrase(session, request.args)
    return FileKeyContext(me=request.me, ref=format_reference("card", request.args["card"]), passphrase=passphrase)


def _read_passphrase(session: AppSession, args: Any) -> str:
    """Return what opens a file that is queued."""
    return str(session.vault.open_own(bytes.fromhex(args["key"])))
