"""People under 18 where the programme wants it: only volunteers whom the team cleared for them."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from cli.settings import ROOT
from storage.schema.tables import Audit, Binome, Need, Offer
from tests.faults.table_dump import dump, read_rows
from tests.people import enter_team_by_link, make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor, open_town
from use_cases.needs_offers import forms

PROPOSAL_WORDS = "Quelqu'un cherche de l'aide"
CLEAR, UNCLEAR = "Autoriser pour les moins de 18 ans", "Ne plus autoriser pour les moins de 18 ans"


def _with_the_rule(folder: Path) -> str:
    path = folder / "programme.toml"
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    path.write_text(shipped.replace('minors = "everybody"', 'minors = "cleared"'), "utf-8")
    return str(path)


@pytest.fixture
async def cleared_town(database_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town whose programme has the rule, on each database."""
    async with open_town(database_url, tmp_path, worker_process, BINOME_PROGRAMME=_with_the_rule(tmp_path)) as found:
        yield found


@pytest.fixture
async def small_cleared_town(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return the same on SQLite only: what is asked of the database is the same in each of these tests."""
    async with open_town(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=_with_the_rule(tmp_path)) as found:
        yield found


async def sign_up_minor(town: Town) -> Visitor:
    """Let somebody of 16 sign up."""
    young = await sign_up_young(town)
    async with town.app.sessions.begin() as session:
        need = await session.get_one(Need, 1)
        await forms.save(session, "need", need, {**await forms.read_answers(session, need), "birth": "2010-01"})
    return young


async def read_states(town: Town) -> list[str]:
    """Return the states of the binômes."""
    return [row.state for row in await read_rows(town, Binome)]


async def test_only_a_cleared_volunteer_is_asked(cleared_town: Town) -> None:
    """Until the team clears them nobody is proposed; the young person reads why, and then somebody is asked."""
    head, group = await make_head_with_group(cleared_town)
    volunteer = await make_trained_volunteer(cleared_town, group)
    young = await sign_up_minor(cleared_town)
    await cleared_town.beat()
    assert await read_states(cleared_town) == []
    await young.write("/ou_en_est_on")
    assert "pour les moins de 18 ans, l'équipe choisit" in await young.reads()
    await head.write("/proposer J-001")
    assert "Avec l'accord de l'équipe : 1 volontaire" in await head.reads()
    await head.write("/offre V-001")
    assert "accompagnement pas encore autorisé" in await head.reads()
    await head.tap(CLEAR)
    assert "accompagnement autorisé" in await head.reads()
    await cleared_town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()
    assert [row.act for row in await read_rows(cleared_town, Audit) if row.subject == "offer:1"] == [
        "read",
        "cleared for minors",
    ]


async def test_who_is_of_age_needs_no_clearance(small_cleared_town: Town) -> None:
    """The rule concerns people under 18 alone."""
    _, group = await make_head_with_group(small_cleared_town)
    volunteer = await make_trained_volunteer(small_cleared_town, group)
    await sign_up_young(small_cleared_town)
    await small_cleared_town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()


@pytest.mark.parametrize("agreed", [False, True])
async def test_taking_it_back_ends_what_is_not_agreed(small_cleared_town: Town, agreed: bool) -> None:
    """Proposed or accepted, it does not go on; each who was asked is told, and the need waits again."""
    head, group = await make_head_with_group(small_cleared_town)
    volunteer = await make_trained_volunteer(small_cleared_town, group)
    await head.write("/offre V-001")
    await head.tap(CLEAR)
    young = await sign_up_minor(small_cleared_town)
    await small_cleared_town.beat()
    if agreed:
        await volunteer.tap("Oui, je l'accompagne")
    await head.tap(UNCLEAR)
    assert await read_states(small_cleared_town) == ["released" if agreed else "withdrawn"]
    assert [row.state for row in await read_rows(small_cleared_town, Need)] == ["waiting"]
    assert "n'a plus besoin de réponse" in await volunteer.reads()
    assert ("n'est plus disponible" in await young.reads()) == agreed
    await small_cleared_town.beat()
    assert len(await read_states(small_cleared_town)) == 1


async def test_nobody_clears_themselves(small_cleared_town: Town) -> None:
    """A volunteer of the team is cleared by another; anybody else's button does nothing."""
    head, group = await make_head_with_group(small_cleared_town)
    volunteer = await make_trained_volunteer(small_cleared_town, group)
    before = await dump(small_cleared_town)
    last = (await volunteer.messages())[-1]["message_id"]
    await volunteer.send_data("sheet:1:clear-offer", last)
    assert await dump(small_cleared_town) == before
    await enter_team_by_link(volunteer, head)
    await volunteer.send_data("sheet:1:clear-offer", last)
    assert not (await read_rows(small_cleared_town, Offer))[0].minors


async def test_without_the_rule_nothing_is_asked_of_the_team(small_town: Town) -> None:
    """As shipped every volunteer who passed the gate may accompany everybody, and no button speaks of it."""
    head, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_minor(small_town)
    await small_town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()
    await head.write("/offre V-001")
    assert "18 ans" not in str((await head.messages())[-1])
