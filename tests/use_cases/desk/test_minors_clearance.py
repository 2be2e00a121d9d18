"""People under 18, as shipped: only volunteers whom the team has checked and cleared for them."""

from concurrent.futures import Executor
from pathlib import Path

import pytest

from cli.settings import ROOT
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Audit, Binome, Need, Offer
from tests.cast import vet
from tests.faults.table_dump import dump, read_rows
from tests.people import enter_team_by_link, make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor, open_town
from use_cases.needs_offers import forms

PROPOSAL_WORDS = "Quelqu'un cherche de l'aide"
CLEAR, UNCLEAR = "Autoriser pour les moins de 18 ans", "Ne plus autoriser pour les moins de 18 ans"


def _without_the_rule(folder: Path) -> str:
    path = folder / "programme.toml"
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    free = shipped.replace('minors = "cleared"', 'minors = "everybody"')
    path.write_text(free.replace('["identity", "record_extract"]', "[]"), "utf-8")
    return str(path)


async def vet_volunteer(town: Town) -> None:
    """Have the first volunteer's checks recorded that accompanying people under 18 takes."""
    async with town.app.sessions.begin() as session:
        await vet(session, await session.get_one(Offer, 1), "identity", "record_extract")


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


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_only_a_cleared_volunteer_is_asked(town: Town) -> None:
    """Until the team clears them nobody is proposed; the young person reads why, and then somebody is asked."""
    head, group = await make_head_with_group(town)
    volunteer = await make_trained_volunteer(town, group)
    young = await sign_up_minor(town)
    await town.beat()
    assert await read_states(town) == []
    await young.write("/ou_en_est_on")
    assert "pour les moins de 18 ans, l'équipe choisit" in await young.reads()
    await head.write("/proposer J-001")
    assert "Avec l'accord de l'équipe : 1 volontaire" in await head.reads()
    await head.write("/offre V-001")
    assert "accompagnement pas encore autorisé" in await head.reads()
    assert await head.tap(CLEAR) == "Une vérification manque. Lisez en privé."
    assert "Il manque : identité, extrait de casier judiciaire." in await head.reads()
    await head.tap("Identité")
    assert "Ne gardez ni copie ni photo" in await head.reads()
    await head.tap("Vérifié aujourd'hui")
    await head.tap("Extrait de casier")
    for typed in ("hier", "24/11/2026"):
        await head.write(typed)
        assert "Je n'ai pas compris cette date" in await head.reads()
    await head.write("15/01")
    said = await head.reads()
    assert "Identité : 23 nov. 2026, par Claire" in said
    assert "15 janv. 2026, par Claire · jusqu'au 15 janv. 2029" in said
    await head.tap("La fiche V-001")
    assert "15 janv. 2026, par Claire" in await head.reads()
    await head.tap(CLEAR)
    assert "accompagnement autorisé" in await head.reads()
    await town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()
    acts = [row.act for row in await read_rows(town, Audit) if row.subject == "offer:1"]
    assert acts == ["read", "checked identity", "checked record_extract", "read", "cleared for minors"]


async def test_who_is_of_age_needs_no_clearance(small_town: Town) -> None:
    """The rule concerns people under 18 alone."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_young(small_town)
    await small_town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()


@pytest.mark.parametrize("agreed", [False, True])
async def test_taking_it_back_ends_what_is_not_agreed(small_town: Town, agreed: bool) -> None:
    """Proposed or accepted, it does not go on; each who was asked is told, and the need waits again."""
    head, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await vet_volunteer(small_town)
    await head.write("/offre V-001")
    await head.tap(CLEAR)
    young = await sign_up_minor(small_town)
    await small_town.beat()
    if agreed:
        await volunteer.tap("Oui, je l'accompagne")
    await head.tap(UNCLEAR)
    assert await read_states(small_town) == ["released" if agreed else "withdrawn"]
    assert [row.state for row in await read_rows(small_town, Need)] == ["waiting"]
    assert "n'a plus besoin de réponse" in await volunteer.reads()
    assert ("n'est plus disponible" in await young.reads()) == agreed
    await small_town.beat()
    assert len(await read_states(small_town)) == 1


async def test_nobody_clears_themselves(small_town: Town) -> None:
    """A volunteer of the team is cleared by another; anybody else's button does nothing."""
    head, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    before = await dump(small_town)
    last = (await volunteer.messages())[-1]["message_id"]
    await volunteer.send_data("sheet:1:clear-offer", last)
    assert await dump(small_town) == before
    await enter_team_by_link(volunteer, head)
    await volunteer.send_data("sheet:1:clear-offer", last)
    await volunteer.send_data("check:1:identity-today", last)
    assert not (await read_rows(small_town, Offer))[0].minors
    assert await read_rows(small_town, VettingCheck) == []


async def test_without_the_rule_nothing_is_asked_of_the_team(
    sqlite_url: str, tmp_path: Path, worker_process: Executor
) -> None:
    """Then every volunteer who passed the gate may accompany everybody, and no button speaks of it."""
    programme = _without_the_rule(tmp_path)
    async with open_town(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=programme) as found:
        await _accompany_without_clearance(found)


async def _accompany_without_clearance(small_town: Town) -> None:
    head, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_minor(small_town)
    await small_town.beat()
    assert PROPOSAL_WORDS in await volunteer.reads()
    await head.write("/offre V-001")
    assert "18 ans" not in str((await head.messages())[-1])
