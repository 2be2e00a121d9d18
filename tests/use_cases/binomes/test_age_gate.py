"""An account that was too young once: whatever is answered afterwards, in either role, nothing is sent."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

import hypothesis
from hypothesis import Phase, given
from hypothesis import strategies as some
from sqlalchemy import select

from benchmarks.databases import KEY
from bot.members import forms as answering
from bot.turn import Turn
from cli import settings
from mentoring.actions import Action
from mentoring.births import CLOSED_FORMS, compute_term, find_mark
from mentoring.errors import NotPossible
from mentoring.form_rules import find_next_question
from mentoring.safeguarding import AgeMark
from mentoring.states import Form
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, build_sessions, connect
from storage.schema.tables import Need, Offer, Person
from tests.cast import APPROVER, NOW
from tests.mentoring.examples import complete_form, leave_out
from use_cases.binomes import births, departures
from use_cases.needs_offers import forms
from use_cases.people import people

EXAMPLES = hypothesis.settings().max_examples // 10
"""Ten in the suite, and 400 with `--hypothesis-profile thorough`."""
Step = tuple[Literal["answer"], Form, str] | tuple[Literal["wait"], int] | tuple[Literal["lift", "erase"]]
BIRTHS = some.sampled_from(["2015", "03/2011", "11/2010", "2009", "01/2009", "12/2008", "2006", "1990", "1960"])
STEPS = some.one_of(
    some.tuples(some.just("answer"), some.sampled_from(get_args(Form)), BIRTHS),
    some.tuples(some.just("answer"), some.sampled_from(get_args(Form)), BIRTHS),
    some.tuples(some.just("wait"), some.sampled_from([1, 70, 400])),
    some.tuples(some.just("lift")),
    some.tuples(some.just("erase")),
)
MARKS: dict[Form, AgeMark] = {"need": "too_young", "offer": "no_offer"}
KNOWN: list[list[Step]] = [
    [("answer", "offer", "2015"), ("erase",), ("answer", "need", "2004")],
    [("answer", "offer", "2009"), ("answer", "need", "2006"), ("answer", "offer", "1990")],
    [("answer", "need", "1960"), ("answer", "offer", "01/2009")],  # which the need, begun first, takes: there it fits
    [("answer", "need", "2015"), ("lift",), ("answer", "need", "2006")],
    [("answer", "offer", "2009"), ("erase",), ("answer", "need", "2004")],
    [("answer", "offer", "11/2010"), ("wait", 70), ("erase",), ("answer", "offer", "1990")],
]


def test_whoever_was_too_young_once_sends_nothing_before_the_term(sqlite_url: str) -> None:
    """Whatever is answered afterwards, in either role, by whatever way round; but for what the team lifts."""
    engine = connect(sqlite_url)
    sessions = build_sessions(engine, Vault(KEY), settings.read({}).programme)
    with asyncio.Runner() as runner:

        @hypothesis.settings(max_examples=EXAMPLES, phases=(Phase.generate,))
        @given(some.lists(STEPS, min_size=2, max_size=6))
        def play(steps: list[Step]) -> None:
            runner.run(_play(sessions, steps))

        assert [runner.run(_play(sessions, steps)) for steps in KNOWN] == [0, 1, 0, 1, 1, 0]
        play()
        runner.run(engine.dispose())


async def _play(sessions: Sessions, steps: list[Step]) -> int:
    """Take the steps, looking after each; return how many forms are sent in the end."""
    async with sessions() as session:  # never committed: each example begins with nobody
        now, marks = NOW, dict[Form, datetime]()
        for step in steps:
            person = await people.find_or_create(session, 7_000_000_000, "fr", now)
            if step[0] == "answer":
                said = await _answer(session, person, step[1], step[2], now)
                marks = _remember(session, marks, step[1], said, now)
            elif step[0] == "wait":
                now += timedelta(days=step[1])
            elif step[0] == "lift":
                await births.correct(session, person, "2003-01", APPROVER, now)
                marks = {}
            else:
                await departures.erase(session, person, now)
            await _check(session, marks, now)
        return len([one for form in forms.TABLES for one in await _list_sent(session, form)])


async def _answer(session: AppSession, person: Person, form: Form, words: str, now: datetime) -> str | None:
    """Begin a form as anybody would, answer all of it, and send it; return the birth that was taken or refused."""
    turn = Turn(session, person, now, session.programme)
    for _ in range(2):  # whoever is known again by a mark is shown the welcome first, which nobody sees here
        await people.record_consent(session, person, now)
        await answering.begin(turn, Action("begin", form))
    row = await forms.find_latest(session, form, person)
    if row is None or row.state != "drafting":
        return None
    rest = leave_out(complete_form(form, {"name": "Inès"}), "birth", "name")
    known = await people.read_profile(session, person)
    await people.save_profile(session, person, {**known, "name": "Inès"})
    if "birth" not in known:
        await answering.answer_by_text(turn, words)
    if await forms.find_draft(session, person) and await _find_asked(session, form, row, now) == "birth_month":
        await answering.answer(turn, Action(form, "birth_month", "01"))
    row = await forms.find_latest(session, form, person)
    said = (await people.read_profile(session, person)).get("birth")
    if row is not None:
        await forms.save(session, form, row, {**rest, **await forms.read_answers(session, row)})
        with suppress(NotPossible):  # a form that is not complete: the birth was not understood, or is too long ago
            await answering.answer(turn, Action(form, "send"))
    return said


async def _find_asked(session: AppSession, form: Form, row: Need | Offer, now: datetime) -> str:
    asked = find_next_question(form, await forms.read_answers(session, row), now.date())
    return asked.key if asked else ""


def _remember(
    session: AppSession, marks: dict[Form, datetime], form: Form, said: str | None, now: datetime
) -> dict[Form, datetime]:
    """Return until when each form is closed, by the rule alone."""
    mark = find_mark(form, said, session.programme, now.date()) if said else None
    if mark is None or said is None:
        return marks
    marks = dict(marks)
    for one, other in MARKS.items():
        if one in CLOSED_FORMS[mark]:  # each until they are old enough for it
            day = compute_term(other, said, session.programme)
            term = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=2)
            marks[one] = max(term, marks.get(one, term))
    return marks


async def _check(session: AppSession, marks: dict[Form, datetime], now: datetime) -> None:
    for form, until in marks.items():
        assert until <= now or not await _list_sent(session, form), (form, until, now)
    if marks.get("offer", now) > now:  # closed to them, it makes nobody of age in the other form
        for need in (await session.scalars(select(Need).where(Need.state != "drafting"))).all():
            assert await forms.is_minor(session, await session.get_one(Person, need.person_id), now), now


async def _list_sent(session: AppSession, form: Form) -> Sequence[int]:
    table = forms.TABLES[form]
    return (await session.scalars(select(table.id).where(table.state != "drafting"))).all()
