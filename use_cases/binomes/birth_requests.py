"""A birth that somebody says is another one: the team looks at both, and decides. The person alone changes nothing."""

from datetime import datetime

from sqlalchemy import select

from mentoring.birth_contexts import AgeRequest
from mentoring.births import BirthChange
from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Person
from use_cases.binomes import births
from use_cases.binomes.binome_rows import have_agreed
from use_cases.outbox import outbox
from use_cases.people import age_marks, people, ties
from use_cases.team import cards, case_words, notes

KINDS = ("age_gate", "birth_date")
"""The cases about a birth: of an account that is turned away, and of any other."""


async def find_state(session: AppSession, person: Person, now: datetime) -> AgeRequest:
    """Return where somebody's request stands."""
    mine = (Card.person_id == person.id, Card.kind.in_(KINDS), Card.state != "closed")
    if await session.scalar(select(Card.id).where(*mine).limit(1)):
        return "open"
    return "kept_out" if await age_marks.is_kept_out(session, person, now) else ""


async def may_ask(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether somebody may ask now: one request at a time, and none more once the team has kept its answer."""
    return await births.is_settled(session, person, now) and not await find_state(session, person, now)


async def ask(session: AppSession, person: Person, said: str, now: datetime) -> None:
    """Have the team look at what somebody says now, beside what they said first: sealed under their key."""
    if not await may_ask(session, person, now):
        raise NotPossible("(birth)")
    before = (await people.read_profile(session, person)).get("birth", "")
    kind = "age_gate" if await age_marks.is_marked(session, person, now) else "birth_date"
    words = str(BirthChange(before, said))
    await cards.open_case(session, now, kind, f"person:{person.id}", words=words, person_id=person.id)


async def accept(session: AppSession, card: Card, by: Person, now: datetime) -> None:
    """Take what the person says for true: forms that it closed are open again, and each binôme is asked about."""
    person, change = await _read(session, card, by)
    mark = await births.correct(session, person, change.said, by, now)
    await _close(session, card, by, now, is_accepted=True)
    await outbox.put(session, now, person, mark or ("let_in" if card.kind == "age_gate" else "birth_corrected"))


async def refuse(session: AppSession, card: Card, by: Person, now: datetime) -> None:
    """Leave what was said first; of an account that is turned away nothing more is looked at until its term."""
    person, _ = await _read(session, card, by)
    mark = await age_marks.find_mark(session, person, now, "offer")
    if mark is not None:
        await age_marks.keep_out(session, person, now)
    await _close(session, card, by, now, is_accepted=False)
    await outbox.put(session, now, person, mark or "birth_kept")


async def correct_from_sheet(
    session: AppSession, person: Person, birth: str, by: Person, reason: str, now: datetime
) -> None:
    """Put a birth right that the team knows better, for a reason. Raise `NotAllowed` for one's own, or a tie."""
    await ties.refuse_close(session, by, person.id)
    mark = await births.correct(session, person, birth, by, now)
    await notes.add_to_person(session, person.id, by, reason, now)
    await outbox.put(session, now, person, mark or "birth_corrected")


async def _read(session: AppSession, card: Card, by: Person) -> tuple[Person, BirthChange]:
    """Return whose birth it is, and the change. Raise `NotAllowed` for a partner: an age decides who may be theirs."""
    person = await session.get(Person, card.person_id) if card.person_id else None
    change = BirthChange.parse(await case_words.read(session, card))
    if person is None or change is None or card.kind not in KINDS:
        raise NotPossible("(birth)")
    if await have_agreed(session, by, (person.id,)):
        raise NotAllowed
    return person, change


async def _close(session: AppSession, card: Card, by: Person, now: datetime, *, is_accepted: bool) -> None:
    if card.kind == "age_gate":
        await cards.close_case(session, card, by, "let_in" if is_accepted else "keep_out", now)
    else:
        await cards.close_case(session, card, by, "birth_yes" if is_accepted else "birth_no", now)
