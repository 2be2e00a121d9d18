"""A person's need or offer while it is being written: answers sealed at each tap, nothing lost by a restart."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring import answer_changes, form_rules, shown_choices
from mentoring.errors import NotPossible
from mentoring.questions import FORMS, TOPICS
from mentoring.states import GONE, Form
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Offer, Person, find_noun
from understanding import shown_words
from use_cases.needs_offers import asked_questions
from use_cases.outbox import outbox
from use_cases.people import people
from use_cases.people.audit import record_audit

TABLES: dict[Form, type[Need] | type[Offer]] = {"need": Need, "offer": Offer}


async def find_latest(session: AppSession, form: Form, person: Person) -> Need | Offer | None:
    """Return the person's present need or offer; None when there is none, or only ended ones."""
    table = TABLES[form]
    mine = select(table).where(table.person_id == person.id, table.state.not_in(GONE)).order_by(table.id.desc())
    found: Need | Offer | None = await session.scalar(mine.limit(1))
    return found


async def fetch(session: AppSession, form: Form, number: int) -> Need | Offer | None:
    """Return a need or an offer by its number."""
    found: Need | Offer | None = await session.get(TABLES[form], number)
    return found


async def has_any(session: AppSession, form: Form, person: Person) -> bool:
    """Return whether the person has or had such a form."""
    return bool(await session.scalar(select(TABLES[form].id).where(TABLES[form].person_id == person.id).limit(1)))


async def find_draft(session: AppSession, person: Person) -> tuple[Form, Need | Offer] | None:
    """Return the form that the person is filling in, the last begun first."""
    found = [
        (form, row) for form in TABLES if (row := await find_latest(session, form, person)) and row.state == "drafting"
    ]
    return max(found, key=lambda item: item[1].created_at, default=None)


async def begin(session: AppSession, form: Form, person: Person, now: datetime) -> Need | Offer:
    """Return the person's present need or offer, a new one in writing when there is none."""
    row = await find_latest(session, form, person)
    if row is None:
        row = TABLES[form](person_id=person.id, state="drafting", created_at=now, nudge_at=_compute_nudge(session, now))
        session.add(row)
    elif row.state == "drafting":
        row.created_at = now  # the form asked for last is the one that is filled in
    await session.flush()
    return row


async def begin_again(session: AppSession, over: Need, person: Person, now: datetime) -> Need | Offer:
    """Return a new need in writing with the answers of one that is over, and its place in the queue."""
    given = await people.unseal(session, person.id, over.answers) or {}
    row = await begin(session, "need", person, now)
    if row.state != "drafting":
        raise NotPossible("(another need is open)")
    assert isinstance(row, Need)
    row.priority, row.waiting_since = True, over.waiting_since
    await save(session, "need", row, {**await people.read_profile(session, person), **given})
    return row


async def read_answers(session: AppSession, row: Need | Offer) -> dict[str, Any]:
    """Return all that was answered for this form, the personal answers included."""
    person = await session.get_one(Person, row.person_id)
    return {
        **await people.read_profile(session, person),
        **(await people.unseal(session, person.id, row.answers) or {}),
    }


async def read_written(session: AppSession, row: Need | Offer) -> dict[str, Any] | None:
    """Return the answers being written: a draft's, or a sent form's with one question open; None when nothing is."""
    given = await read_answers(session, row)
    return given if row.state == "drafting" else answer_changes.preview(given)


async def change(session: AppSession, form: Form, row: Need | Offer, key: str) -> None:
    """Ask one question of a sent form again; an empty `key` lets a change that was begun go."""
    given = answer_changes.drop(await read_answers(session, row))
    await save(session, form, row, answer_changes.begin(given, key) if key else given)


async def keep(session: AppSession, form: Form, row: Need | Offer, after: dict[str, Any], now: datetime) -> bool:
    """Take in what was written; return whether an answer of a sent form is now another, and matching looks again."""
    if row.state == "drafting":
        await save(session, form, row, after)
        row.nudge_at = row.nudge_at and _compute_nudge(session, now)  # once sent there is no other
        return False
    person = await session.get_one(Person, row.person_id)
    given = await read_answers(session, row)
    kept = answer_changes.keep(form, given, after, await read_local_date(session, person, now))
    await save(session, form, row, kept)
    if "change" in kept:
        return False
    if isinstance(row, Offer):
        row.capacity = int(kept["capacity"])
    record_audit(session, now, person, "changed", row, given["change"]["key"])
    await installation.ask_round(session, now)
    return True


async def save(session: AppSession, form: Form, row: Need | Offer, given: dict[str, Any]) -> None:
    """Seal answers where they belong: with the person, or with the need or offer."""
    person = await session.get_one(Person, row.person_id)
    personal = {item.key for item in FORMS[form] if item.personal}
    known = await people.read_profile(session, person)
    kept = {key: value for key, value in known.items() if key not in personal}
    mine = {key: value for key, value in given.items() if key in personal or key in known}
    await people.save_profile(session, person, kept | mine)
    row.answers = await people.seal(session, person.id, {key: value for key, value in given.items() if key not in mine})


async def ask(
    session: AppSession,
    row: Need | Offer,
    now: datetime,
    *,
    edit: int | None = None,
    problem: str = "",
    taken: str = "",
) -> None:
    """Queue the question that comes next, the summary, or what was sent; drawn as things are when it leaves.

    Whether names may stay in the words is asked first. `taken`: the question whose answer was typed, which is read
    above and can be changed by one tap; words with a name in them are not repeated above the question about it.
    """
    form, person = find_noun(row), await session.get_one(Person, row.person_id)
    given = await read_written(session, row)
    if shown_words.find_unasked(form, await read_answers(session, row) if given is None else given):
        kind, taken = f"{form}_ask_back", ""
    elif given is None:
        kind = f"{form}_profile"
    else:
        complete = form_rules.find_next_question(form, given, await read_local_date(session, person, now)) is None
        kind = f"{form}_summary" if complete else f"{form}_question"
    await outbox.put(session, now, person, kind, edit=edit, form=row.id, problem=problem, taken=taken)


async def choose_shown(session: AppSession, row: Need | Offer, *, leaves: bool) -> bool:
    """Keep whether names stay in the words that a partner reads; return False when nothing was asked."""
    form, given = find_noun(row), await read_answers(session, row)
    if not shown_words.find_unasked(form, given):
        return False
    await save(session, form, row, shown_choices.choose(form, given, leaves=leaves))
    return True


async def close_question(
    session: AppSession, row: Need | Offer, key: str, now: datetime, tapped: int | None = None
) -> None:
    """Leave one line, « Région : Bretagne ✓ », of a question that was answered: its buttons would lead nowhere.

    `tapped`: the message that was tapped. What asked the question before keeps its words, and loses its buttons.
    """
    form, person = find_noun(row), await session.get_one(Person, row.person_id)
    standing = await asked_questions.list_standing(session, person, form)
    last = tapped or next(iter(standing), None)
    said: dict[str, Any] = {"form": row.id, "closed": key}
    if last is not None:
        await outbox.put(session, now, person, f"{form}_question", edit=last, problem="", **said)
    for message_id, problem in standing.items():
        if message_id != last:
            said |= {"problem": problem, "past": True}
            await outbox.put(session, now, person, f"{form}_question", edit=message_id, **said)


async def prefill_words(session: AppSession, row: Need, words: str, topics: Collection[str]) -> None:
    """Put what somebody wrote first where the need is asked for, with the topics in it ticked, to be looked at."""
    given = await read_answers(session, row)
    if TOPICS.key in given or given.get(TOPICS.typed):
        return
    ticked = form_rules.tick(TOPICS, given, topics, session.programme).answers
    await save(session, "need", row, {**ticked, TOPICS.typed: words})


async def read_local_date(session: AppSession, person: Person, now: datetime) -> date:
    """Return the date where the person is."""
    return now.astimezone(ZoneInfo(await people.find_zone(session, person))).date()


async def is_minor(session: AppSession, person: Person, now: datetime) -> bool | None:
    """Return whether the person is under 18; None when they were never asked."""
    birth = (await people.read_profile(session, person)).get("birth")
    return None if birth is None else form_rules.is_minor(birth, await read_local_date(session, person, now))


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Remind once of each form that was left unfinished; return how many there were."""
    count = 0
    tables: dict[Form, type[Any]] = dict(TABLES)
    for form, table in tables.items():
        due = select(table).where(table.nudge_at <= now).order_by(table.nudge_at)
        rows = (await session.scalars(due.limit(limit))).all()
        for row in rows:
            row.nudge_at = None
            if row.state == "drafting":
                person = await session.get_one(Person, row.person_id)
                await outbox.put(session, now, person, f"{form}_nudge", form=row.id)
        count += len(rows)
    return count


def _compute_nudge(session: AppSession, now: datetime) -> datetime:
    return now + timedelta(days=session.programme.delays.unfinished_days)
