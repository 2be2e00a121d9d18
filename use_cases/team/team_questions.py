"""Questions to the team that are not urgent: typed, looked at, sent; several in a row are one thread on one case."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from mentoring.case_contexts import QuestionContext
from mentoring.cases import CASES
from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import Note
from storage.schema.tables import Card, Person, Staff
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import unsent_words
from use_cases.team import cards, case_access, notes

MAX_QUESTION_CHARACTERS = 1000
KINDS_BY_WRITER = tuple(kind for kind, rules in CASES.items() if rules.holds_words or kind == "report")
"""Cases that somebody opens by what they write, and so knows of."""


async def type_question(session: AppSession, person: Person, words: str, now: datetime) -> None:
    """Keep what was typed, and show it back: nothing is sent without a tap."""
    await unsent_words.keep(session, person, "typed_question", words, now)
    await outbox.put(session, now, person, "question_confirm", mark=unsent_words.compute_mark(session, words))


async def send_typed(session: AppSession, person: Person, mark: str, now: datetime, *, avoids_follower: bool) -> None:
    """Send what was typed and looked at, to the whole team or to all but whoever of it follows the person."""
    words = await _read_typed(session, person, mark)
    follower = await find_avoidable(session, person, now) if avoids_follower else None
    if not words or (avoids_follower and follower is None):
        raise NotPossible("(question)")
    await unsent_words.drop(session, person, "typed_question")
    await ask(session, person, words, now, avoids=follower)
    await outbox.put(session, now, person, "question_coming")


async def ask_without_words(session: AppSession, person: Person, now: datetime) -> None:
    """Ask the team to write first."""
    await ask(session, person, "", now)
    await outbox.put(session, now, person, "question_coming")


async def ask(session: AppSession, person: Person, words: str, now: datetime, *, avoids: int | None = None) -> None:
    """Open a case that is not urgent, or add to the one that is open; `avoids`: who of the team is kept out of it."""
    key, about = _describe(person, avoids)
    card = await cards.open_case(session, now, "question", key, origin="words" if words else "button", **about)
    if words:
        await notes.add_from_person(session, card, person, words, now)


def _describe(person: Person, avoids: int | None) -> tuple[str, dict[str, Any]]:
    """Return the key and the facts of a question's case: one that is kept from somebody is a case of its own."""
    key = f"person:{person.id}" if avoids is None else f"person:{person.id}:but-{avoids}"
    return key, {"person_id": person.id, "avoids_id": avoids}


async def find_avoidable(session: AppSession, person: Person, now: datetime) -> int | None:
    """Return who of the team follows a person, if somebody else would read a question that is kept from them."""
    follower = await _find_follower(session, person)
    if follower is None:
        return None
    key, about = await case_access.follow_report(session, now, "question", *_describe(person, follower))
    is_read = await case_access.is_anybody_told(session, Card(kind="question", key=key, **about))
    return follower if is_read else None


async def _find_follower(session: AppSession, person: Person) -> int | None:
    """Return who of the team wrote to a person last, or took what the person last wrote; None without anybody.

    Only what the person knows of counts: what others tell about somebody changes nothing that they see.
    """
    theirs = or_(Note.person_id == person.id, Card.person_id == person.id)
    wrote = select(Note.at, Note.writer_id).outerjoin(Card, Card.id == Note.card_id).where(Note.is_letter, theirs)
    took = select(Card.opened_at, Card.taken_by).where(Card.person_id == person.id, Card.kind.in_(KINDS_BY_WRITER))
    found = [
        (await session.execute(rows.join(Staff, Staff.person_id == who).order_by(at.desc()).limit(1))).first()
        for rows, at, who in ((wrote, Note.at, Note.writer_id), (took, Card.opened_at, Card.taken_by))
    ]
    newest = max((row for row in found if row is not None), key=lambda row: row[0], default=None)
    return newest[1] if newest else None


async def _read_typed(session: AppSession, person: Person, mark: str) -> str:
    """Return the words that wait for their writer's look; none when they are others by now."""
    words = str(await unsent_words.read(session, person, "typed_question") or "")
    return words if words and unsent_words.compute_mark(session, words) == mark else ""


async def show(session: AppSession, request: ContextRequest) -> QuestionContext | None:
    """Return who would read a question and when, and its words as they wait; None when they are others by now."""
    person, now, mark = request.reader, request.now, request.args.get("mark", "")
    words = await _read_typed(session, person, mark) if mark else ""
    if mark and not words:
        return None
    answerer = await case_access.find_answerer(session, person, now)
    return QuestionContext(
        me=request.me,
        words=words,
        mark=mark,
        has_team=answerer != "nobody",
        only_outside=answerer == "outside",
        team_back_at=session.programme.find_staff_return(now),
        may_avoid=await find_avoidable(session, person, now) is not None,
    )
