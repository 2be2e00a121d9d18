"""What somebody reads of all that is kept about them: in the chat, in the page and in the file."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from itertools import product
from typing import Any, Literal, get_args

import pytest
from sqlalchemy import select

from mentoring.gates import CHECK_KINDS, ConsentMeans, ConsentState
from mentoring.own_data import (
    DataContext,
    OwnAct,
    OwnCheck,
    OwnData,
    OwnInvitation,
    OwnParents,
    OwnRestriction,
    OwnRole,
    OwnTie,
    OwnWords,
)
from mentoring.roles import InvitedRole, Role
from mentoring.safeguarding import BAR_GROUNDS, TIE_KINDS, BarGround, TurnedAwayWhy
from mentoring.states import EndReason
from scheduler.delivery.documents import make_data_file, make_data_page
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_coordinator, add_person, make_active, make_proposed, members_of
from tests.plain_words import normalise
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import PROGRAMME, make_largest
from tests.use_cases.messages.held_person import CANARY, OWN, make_held
from use_cases.binomes import holds, proposals, reports
from use_cases.messages import own_data
from use_cases.messages.context import build_context
from use_cases.messages.held_columns import SHOWN
from use_cases.outbox import outbox
from use_cases.people import people
from use_cases.people.age_marks import ALL_MARKS
from use_cases.people.audit import PEOPLE_ACTS

LEFT_OUT = {"fr": "la sécurité de quelqu'un", "en": "somebody's safety"}


async def _build(session: AppSession, person: Person, kind: str = "my_data") -> Any:
    await outbox.put(session, NOW, person, kind)
    theirs = (Outgoing.person_id == person.id, Outgoing.kind == kind)
    row = (await session.scalars(select(Outgoing).where(*theirs).order_by(Outgoing.id.desc()))).first()
    assert row is not None
    return await build_context(session, row, NOW)


async def _speak(session: AppSession, person: Person, language: str) -> None:
    profile = await people.read_profile(session, person)
    await people.save_profile(session, person, profile | {"language": language})


def _read_all(context: DataContext) -> dict[str, str]:
    """Return what is read in the chat, in the page and in the file."""
    return {
        "chat": make_plain(TEXTS.render("my_data", context).text),
        "page": make_data_page(TEXTS, context).content.decode(),
        "file": make_data_file(TEXTS, context).content.decode(),
    }


@pytest.mark.parametrize("kind", ["my_data", "erase_ask"])
@pytest.mark.parametrize("language", list(LEFT_OUT))
async def test_everybody_reads_the_same_of_what_protects_somebody(
    small_sessions: Sessions, kind: str, language: str
) -> None:
    """Neither who reported nor who is reported reads another word of it than anybody whom the team has set aside.

    That it is left out of what is shown, and whom to ask; or that it may stay sealed, and for how long at most.
    """
    said: list[list[str]] = []
    async with small_sessions.begin() as session:
        claire = await add_coordinator(session)
        for is_reported in (True, False):
            binome = await make_active(session)
            pair = await members_of(session, binome)
            if is_reported:
                await reports.report_partner(session, binome.id, pair[0], NOW)
            else:
                await holds.place(session, binome, NOW, by=claire, reason="un papier manque")
            for person in pair:
                await _speak(session, person, language)
                context = await _build(session, person, kind)
                shown = make_plain(TEXTS.render(kind, context).text)
                read = [shown, *_read_all(context).values()] if kind == "my_data" else [shown]
                said.append([re.sub("[JVB]-[0-9]+|700[0-9]{7}", "#", one) for one in read])
    assert (said[0], said[1]) == (said[2], said[3])
    promised = PROGRAMME.contact if kind == "my_data" else str(PROGRAMME.safeguarding.keep_case_months)
    assert all(LEFT_OUT[language] in normalise(text) and promised in text for one in said for text in one)


def _list_values(data: OwnData, path: str) -> list[Any]:
    """Return the values at a path such as ``sessions.rating``, but for those that say nothing."""
    found: list[Any] = [data]
    for step in path.split("."):
        stepped = [getattr(one, step) for one in found]
        found = [inner for one in stepped for inner in (one if isinstance(one, list) else [one])]
    return [one for one in found if one not in (None, "", [], {}, False)]


async def test_each_column_that_is_shown_is_read(sessions: Sessions) -> None:
    """Of somebody who has a value everywhere nothing that the table promises is empty."""
    async with sessions.begin() as session:
        context = await _build(session, (await make_held(session)).person)
        data = context.data
    assert {name: path for name, path in SHOWN.items() if not _list_values(data, path)} == {}
    assert {one.kind for one in data.restrictions} == {"suspended", "barred", *ALL_MARKS}
    assert [one.ground for one in data.restrictions if one.kind == "barred"] == ["conduct"]
    assert {one.for_another for one in data.parents} == {True, False}
    assert [(one.held, one.rating) for one in data.sessions] == [(True, 3)]


@pytest.mark.parametrize("language", list(LEFT_OUT))
async def test_nobody_elses_words_are_in_it_and_all_of_ones_own(small_sessions: Sessions, language: str) -> None:
    """Partner, team, parents and whoever reported or fears for them said much: none of it, nor a name of the team."""
    async with small_sessions.begin() as session:
        held = await make_held(session)
        await _speak(session, held.person, language)
        read = _read_all(await _build(session, held.person))
        partner_reads = _read_all(await _build(session, held.partner))
    assert [kind for kind, text in read.items() if CANARY in text] == []
    assert [(kind, words) for kind in ("page", "file") for words in OWN if words not in read[kind]] == []
    assert all("Inès" in text for text in read.values())
    assert CANARY in partner_reads["file"], "the canary is there to be found"
    assert "MIEN" not in partner_reads["file"]


async def test_the_file_is_for_programs(small_sessions: Sessions) -> None:
    """It holds every field, the same names each time, and moments with their zone."""
    async with small_sessions.begin() as session:
        context = await _build(session, (await make_held(session)).person)
    found = json.loads(make_data_file(TEXTS, context).content)
    names = [one.name for one in fields(OwnData)]
    assert list(found) == ["format", "made_at", "title", *names, "left_out"]
    assert found["format"] == "binome-data/1"
    assert datetime.fromisoformat(found["sessions"][0]["starts_at"]) == NOW
    assert found["records"][-1]["answers"] == {"job": "MIEN-emploi"}
    assert LEFT_OUT["fr"] in normalise(found["left_out"])


INVITED: tuple[InvitedRole, ...] = (*get_args(Role), "outside")
GROUNDS: tuple[BarGround | Literal[""], ...] = ("", *BAR_GROUNDS)
VARIED: dict[str, list[Any]] = {
    "words": [OwnWords(NOW, kind, "mots") for kind in own_data.KINDS_TO_READ],
    "checks": [OwnCheck(kind, NOW, NOW) for kind in CHECK_KINDS],
    "parents": [
        OwnParents(state, means, NOW, NOW, for_another)
        for state, means, for_another in product(get_args(ConsentState), get_args(ConsentMeans), (False, True))
    ],
    "restrictions": [
        OwnRestriction(kind, ground, NOW, NOW)
        for kind, ground in product(("suspended", *get_args(TurnedAwayWhy)), GROUNDS)
    ],
    "roles": [OwnRole(role, NOW, None, suspended) for role, suspended in product(get_args(Role), (False, True))],
    "ties": [OwnTie(kind, NOW) for kind in TIE_KINDS],
    "invitations": [OwnInvitation(role, NOW, None, True) for role in INVITED],
    "acts": [OwnAct(NOW, act) for act in (*PEOPLE_ACTS, "changed region")],
}
"""A part of what is held -> one of each kind that it may have."""


@pytest.mark.parametrize("language", list(LEFT_OUT))
async def test_whatever_is_held_has_words_in_the_chat_and_in_the_page(small_sessions: Sessions, language: str) -> None:
    """A kind without words would leave whoever has it without their page, and without an answer."""
    async with small_sessions.begin() as session:
        person = await add_person(session, "Inès")
        await _speak(session, person, language)
        context = await _build(session, person)
    for part, kinds in VARIED.items():
        for one in kinds:
            shown = replace(context, data=replace(context.data, **{part: [one]}))
            assert make_data_page(TEXTS, shown).content, one
            assert TEXTS.render_strictly("my_data", shown).text, one


async def test_the_page_runs_and_loads_nothing(small_sessions: Sessions) -> None:
    """What people typed is shown as typed; no script, no address of anything else."""
    async with small_sessions.begin() as session:
        person = await add_person(session, "<script>alert(1)</script>")
        page = make_data_page(TEXTS, await _build(session, person)).content.decode()
    assert "&lt;script&gt;" in page
    assert re.findall(r"<(?:script|link|img|iframe|object)|https?:|src=|url\(|@import", page) == []


@pytest.mark.parametrize("language", list(LEFT_OUT))
def test_the_screen_fits_whatever_is_held(language: str) -> None:
    """Somebody with both forms, all roles and the longest words reads an overview; the page has all of it."""
    sample = make_largest()
    young, volunteer = (sample.data(sample.me("my_data", side, language)) for side in ("young", "volunteer"))
    both = [young.data.records[0], *volunteer.data.records]
    context = replace(volunteer, data=replace(volunteer.data, records=both))
    shown = TEXTS.render("my_data", context)
    assert len(make_plain(shown.text)) < 4096
    assert make_data_page(TEXTS, context).content.decode().count("<h2>") > 10
    assert is_dataclass(context.data)


@pytest.mark.parametrize(("why", "seen"), [("team", ["withdrawn"]), ("set_aside", [])])
async def test_a_proposal_that_was_taken_back_is_read_by_whoever_was_asked(
    small_sessions: Sessions, why: EndReason, seen: list[str]
) -> None:
    """By the volunteer, whom it was sent to; what the team set aside before nobody was told of."""
    async with small_sessions.begin() as session:
        binome = await make_proposed(session)
        proposals.withdraw(binome, "withdraw", why, NOW)
        young, volunteer = await members_of(session, binome)
        assert [one.state for one in (await own_data.read(session, young, NOW)).binomes] == []
        assert [one.state for one in (await own_data.read(session, volunteer, NOW)).binomes] == seen
        for kind, make in (("data_page", make_data_page), ("data_file", make_data_file)):
            assert make(TEXTS, await _build(session, volunteer, kind)).content


async def test_one_export_in_ten_minutes(small_sessions: Sessions) -> None:
    """A second request reads that the files are there; what Telegram refused does not count."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for minutes in (0, 9, 10):
            await own_data.request_export(session, person, NOW.replace(minute=minutes))
        rows = (await session.scalars(select(Outgoing).where(Outgoing.person_id == person.id))).all()
        asked = [row for row in rows if row.kind.startswith("data_")]
        assert [row.kind for row in asked] == ["data_page", "data_file", "data_wait", "data_page", "data_file"]
        for row in asked:
            row.state = "given_up"
        await own_data.request_export(session, person, NOW.replace(minute=11))
        mine = select(Outgoing.kind).where(Outgoing.person_id == person.id, Outgoing.state == "queued")
        assert {"data_page", "data_file"} <= set(await session.scalars(mine))
