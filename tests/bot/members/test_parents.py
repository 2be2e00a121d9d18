"""A minor's legal representative in the chat: the link, what they read and never read, what everybody is told."""

import re
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from cli.settings import ROOT
from tests.people import WORDS, make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor, open_town

LINK = re.compile(r"start=(p-\w+)")
BORN = "2009"
ASKED = "Vous pouvez répondre jusqu'au"
"""What a volunteer reads below a proposal."""


RULES = {
    'parents = "none"': 'parents = "agree"',
    'minors = "cleared"': 'minors = "everybody"',
    'required_for_minors = ["identity", "record_extract"]': "required_for_minors = []",
}
"""Lines of the shipped programme -> what this one has: nothing else is in a minor's way."""


@pytest.fixture
async def strict_town(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town whose programme wants a representative's agreement for everybody under 18."""
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    path = tmp_path / "programme.toml"
    for line, other in RULES.items():
        assert line in shipped
        shipped = shipped.replace(line, other)
    path.write_text(shipped, "utf-8")
    async with open_town(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=str(path)) as found:
        yield found


async def _read_link(young: Visitor) -> str:
    found = LINK.findall(await young.reads_about("Envoie-lui ce lien"))
    return f"/start {found[-1]}"


async def test_a_young_person_passes_a_link_on_and_a_parent_answers(strict_town: Town) -> None:
    """Each reads what they may: the parent nothing of the need, the young person what is missing and how to go on."""
    town = strict_town
    _head, group = await make_head_with_group(town)
    marc = await make_trained_volunteer(town, group)
    ines = await sign_up_young(town, birth=BORN)
    await town.beat()
    assert "Ton besoin est noté, rien n'est perdu" in await ines.reads()
    assert ASKED not in await marc.reads_all()
    for command in ("/ou_en_est_on", "/menu"):
        await ines.write(command)
        assert "la réponse d'un parent, d'une tutrice" in await ines.reads()
    await ines.tap("La réponse d'un parent")

    code = await _read_link(ines)
    await ines.write(code)
    assert "Ce lien est pour un parent" in await ines.reads()

    nadia = await town.add_person("Nadia")
    await nadia.write(code)
    assert "Ce qui ne vous est jamais montré" in await nadia.reads()
    assert "119" in await nadia.reads()
    await nadia.tap("Je suis d'accord")
    assert "d'accord, le lundi 23 novembre" in await nadia.reads()
    assert "l'étape avec un parent est faite" in await ines.reads_about("l'étape")
    await town.beat()
    assert ASKED in await marc.reads_all()

    await nadia.write("bonjour, est-ce que ma fille va bien ?")
    assert "Votre réponse" in await nadia.reads()
    await nadia.tap("Une question à l'équipe")
    await nadia.write("/mesdonnees")
    assert "Réponse pour une ou un jeune : d'accord" in await nadia.reads()
    await nadia.write("je vais me tuer")
    assert "3114" in await nadia.reads_about("3114")
    shown = await nadia.reads_all()
    assert not [word for word in ("Inès", "J-", "B-", "CV", "Marc", WORDS) if word in shown.replace("« J'", "")]

    other = await town.add_person("Zoé")
    for code_of_it in (code, code[:-1] + "z"):
        await other.write(code_of_it)
        assert "n'est plus valable" in await other.reads()
    await nadia.write(code)
    await nadia.tap("Votre réponse")
    await nadia.tap("Je retire ma réponse")
    await nadia.tap("Oui, je retire")
    assert "accord retiré" in await nadia.reads()
    assert "Ce n'est pas de ta faute" in await ines.reads_about("Un parent a changé d'avis")
    await ines.write("/aide")
    assert "119" in await ines.reads()


async def test_a_paper_or_a_waiver_is_written_down_on_the_sheet(strict_town: Town) -> None:
    """The young person chooses a paper, the team hears; a head waives in writing; both are undone there."""
    town = strict_town
    head, group = await make_head_with_group(town)
    ines = await sign_up_young(town, birth=BORN)
    await ines.tap("Je préfère un papier")
    assert "L'équipe sait que tu préfères un papier" in await ines.reads()
    assert "Réponse d'un parent" in await group.reads()
    reference = re.findall(r"J-\d+", await ines.reads())[0]
    await head.write(f"/besoin {reference}")
    await head.tap("Noter un papier signé")
    await head.write("Sa mère, le 20 novembre, en main propre. Elle veut mourir de rire.")
    sheet = await head.reads_about("Un parent est d'accord")
    assert "par un papier" in sheet
    assert "main propre" not in sheet
    await head.write(f"/besoin {reference}")
    await head.tap("Ce qui est noté")
    assert "en main propre" in await head.reads()
    await head.tap("Annuler et redemander")
    assert "Ton besoin est noté" in await ines.reads()
    await head.write(f"/besoin {reference}")
    await head.tap("Dispenser de l'accord")
    await head.write("Parents injoignables, vu avec l'ASE")
    assert "Dispense de l'accord d'un parent" in await head.reads()
    await head.write("/audit")
    assert "a dispensé de l'accord d'un parent pour" in await head.reads()
    assert "injoignables" not in await head.reads()
