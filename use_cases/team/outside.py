"""The outside recipient: who is told of a case that nobody of the team may read. Signs, is called each quarter."""

from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.deep_links import STAFF_CODE
from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Person, Staff
from use_cases.outbox import outbox
from use_cases.people import outsiders, people, staff, standing
from use_cases.people.audit import Subject, record_audit
from use_cases.team import invitations

CALL_EVERY = timedelta(days=91)
"""A quarter: who has not read anything for longer may no longer be there."""
OVERDUE_AFTER = timedelta(days=14)
"""A holiday; after that nobody can be sure that a case would be read."""


async def find_recipient(session: AppSession) -> Person | None:
    """Return the outside recipient: signed, to be reached, and of no team; None when there is none."""
    return await outsiders.find_recipient(session)


async def is_overdue(session: AppSession, now: datetime) -> bool:
    """Return whether the recipient has left a test call unanswered for too long."""
    row = await outsiders.find_signed(session)
    since = _find_waiting_since(row) if row is not None else None
    return since is not None and now - since >= OVERDUE_AFTER


async def open_link(session: AppSession, now: datetime) -> str:
    """Return the code of a new one-time link; whoever is the recipient stays it until the next one signs."""
    return await invitations.renew_code(session, await invitations.open_invitation(session, None, "outside", now))


async def bind(session: AppSession, person: Person, code: str, now: datetime) -> bool:
    """Use a one-time link; return whether it counts. Nobody of the team is outside of it."""
    row = await invitations.lock_by_code(session, code, now)
    if row is None or row.role != "outside" or not await _may_be_outside(session, person, now):
        return False
    row.used_by, row.used_at = person.id, now
    if await session.get(OutsideRecipient, person.id) is None:
        session.add(OutsideRecipient(person_id=person.id, bound_at=now))
        await session.flush()
    return True


async def sign(session: AppSession, person: Person, now: datetime) -> None:
    """Record that confidentiality is promised: from now on this is the recipient; the one before and the heads hear."""
    row = await session.get(OutsideRecipient, person.id)
    if row is None or row.signed_at is not None or not await _may_be_outside(session, person, now):
        raise NotPossible("(outside)")
    for former in await session.scalars(select(OutsideRecipient).where(OutsideRecipient.signed_at.is_not(None))):
        await outbox.put(session, now, await session.get_one(Person, former.person_id), "outside_left")
        await session.delete(former)
    row.signed_at = row.confirmed_at = now
    await people.record_consent(session, person, now)
    record_audit(session, now, person, "signed", "staff")
    await _tell_heads(session, now, "signed")


async def confirm(session: AppSession, person: Person, now: datetime) -> None:
    """Record that a test call was read. Raise `NotPossible` where none waits for that: it proves that calls arrive."""
    row = await session.get(OutsideRecipient, person.id)
    if row is None or row.signed_at is None or not _is_unread(row.called_at, row.confirmed_at):
        raise NotPossible("(outside)")
    row.confirmed_at = now


async def save_mail(session: AppSession, person: Person, address: str, now: datetime) -> None:
    """Keep the recipient's mail address, sealed, and send a test to it; without an address there is none any more."""
    row = await session.get(OutsideRecipient, person.id)
    if row is None or row.signed_at is None:
        raise NotPossible("(outside)")
    row.mail = await people.seal(session, person.id, address) if address else None
    row.mail_code = row.mail_called_at = row.mail_confirmed_at = None
    row.mail_problem = ""
    await _test_mail(session, row, person, now)


async def read_address(session: AppSession, person: Person) -> str:
    """Return the recipient's mail address; empty when they have given none, or are the recipient no more."""
    row = await session.get(OutsideRecipient, person.id)
    return str(await people.unseal(session, person.id, row.mail) or "") if row is not None else ""


async def renew_mail_code(session: AppSession, person: Person, about: int | None) -> str:
    """Return the code of a mail. Sent once more, the mail has the same code; only its keyed hash is kept."""
    row = await session.get_one(OutsideRecipient, person.id)
    seed = f"mail {person.id} {row.mail_called_at} {about}"
    code = STAFF_CODE + session.vault.fingerprint(seed).hex()[:24]
    row.mail_code = session.vault.fingerprint(code)
    return code


async def open_mail(session: AppSession, person: Person, code: str, now: datetime) -> bool:
    """Use the code of a mail: it proves that the recipient reads mails. Return whether it counts."""
    row = await session.get(OutsideRecipient, person.id)
    if row is None or row.mail_code is None or row.mail_code != session.vault.fingerprint(code):
        return False
    row.mail_code, row.mail_confirmed_at = None, now
    return True


async def note_mail(session: AppSession, person_id: int, refusal: str, now: datetime) -> None:
    """Remember whether the mail server refused the recipient's newest mail; the heads hear of the first refusal."""
    row = await session.get(OutsideRecipient, person_id)
    if row is None or row.mail is None:
        return
    if refusal and not row.mail_problem:
        await _tell_heads(session, now, "mail_refused")
    row.mail_problem = refusal


async def find_mail_problem(session: AppSession) -> str:
    """Return why the recipient's newest mail was refused; empty when it was not."""
    row = await outsiders.find_signed(session)
    return row.mail_problem if row is not None else ""


async def _test_mail(session: AppSession, row: OutsideRecipient, person: Person, now: datetime) -> None:
    if row.mail is not None and session.programme.has_mail:
        row.mail_called_at = now
        await outbox.put(session, now, person, "outside_mail_test")


async def hand_over_head(session: AppSession, head: Person, now: datetime) -> None:
    """Leave it to the recipient to name who heads the programme; raise `NotPossible` when there is none."""
    recipient = await find_recipient(session)
    if recipient is None:
        raise NotPossible("(nobody outside)")
    record_audit(session, now, head, "handed over", Subject("person", recipient.id))
    await outbox.put(session, now, recipient, "outside_no_head")


async def name_head(session: AppSession, person: Person, member_id: int, now: datetime) -> None:
    """Make a coordinator the head, by the recipient: only while the programme has none."""
    row = await session.get(Staff, member_id, with_for_update=True, populate_existing=True)
    if await find_recipient(session) != person or row is None or await staff.has_head(session):
        raise NotPossible("(outside)")
    row.role = "head"
    record_audit(session, now, person, "named head", Subject("person", member_id))
    await session.flush()
    await outbox.put(session, now, await session.get_one(Person, member_id), "staff_welcome")


async def leave(session: AppSession, person: Person, now: datetime, act: str = "left") -> None:
    """Tell the heads that the recipient is one no more: erased, no longer to be reached, or now of the team."""
    row = await session.get(OutsideRecipient, person.id)
    if row is None:
        return
    if row.signed_at is not None:
        await _tell_heads(session, now, act)
    if act == "inside":
        await session.delete(row)


async def call_when_due(session: AppSession, now: datetime) -> None:
    """Send the quarterly test call; tell the heads, once, of one that stays unanswered."""
    row = await outsiders.find_signed(session)
    if row is None or row.confirmed_at is None:
        return
    if not _is_waiting(row) and now - row.confirmed_at >= CALL_EVERY:
        row.called_at, person = now, await session.get_one(Person, row.person_id)
        await outbox.put(session, now, person, "outside_call")
        await _test_mail(session, row, person, now)
    elif (since := _find_waiting_since(row)) is not None and now - since >= OVERDUE_AFTER:
        await _tell_heads(session, now, "overdue", once=f"{since:%Y%m%d}")


async def _may_be_outside(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether somebody may judge the team: none of it, not even while they are suspended."""
    return not await staff.find_role(session, person) and not await standing.is_restricted(session, person, now)


def _is_waiting(row: OutsideRecipient) -> bool:
    return _find_waiting_since(row) is not None


def _find_waiting_since(row: OutsideRecipient) -> datetime | None:
    """Return since when a test call, or a test mail, is unanswered; the longer of both."""
    tests = (row.called_at, row.confirmed_at), (row.mail_called_at, row.mail_confirmed_at)
    return min((called for called, read in tests if called and _is_unread(called, read)), default=None)


def _is_unread(called: datetime | None, read: datetime | None) -> bool:
    return called is not None and (read is None or called > read)


async def _tell_heads(session: AppSession, now: datetime, act: str, *, once: str = "") -> None:
    for head in await staff.list_heads(session):
        key = f"outside:{act}:{once}:{head.id}" if once else None
        await outbox.put(session, now, head, "outside_news", delivery=outbox.Delivery(key=key), act=act)
