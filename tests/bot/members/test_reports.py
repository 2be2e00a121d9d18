"""« Signaler » as people tap it: what it is, about whom, what the other side will read, and what one may do after."""

from storage.schema.tables import Binome, Card
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor


async def _report(young: Visitor) -> None:
    for label in ("Signaler", "Quelque chose ne va pas", "Marc", "Oui, je signale"):
        await young.tap(label)


async def test_what_it_is_comes_first(active_town: Town) -> None:
    """A worry, something wrong, no way forward: only what is wrong asks with whom, and nothing is sent before."""
    young, *_ = active_town.pair
    await young.write("/menu")
    await young.tap("Signaler quelque chose")
    assert "Qu'est-ce qui se passe" in await young.reads()
    await young.tap("Quelque chose ne va pas")
    assert "Avec qui" in await young.reads()
    await young.tap("Marc")
    assert "L'équipe met le binôme B-001 en attente quelque temps" in await young.reads()
    assert [row for row in await read_rows(active_town, Card) if row.kind == "report"] == []


async def test_the_reporter_reads_who_reads_and_what_the_other_sees(active_town: Town) -> None:
    """At once, with the numbers; the other reads the words that were announced, and nothing of a report."""
    young, volunteer, *_ = active_town.pair
    await young.write("/menu")
    await young.tap("B-001")
    await _report(young)
    read = await young.reads_about("Qui peut lire")
    assert "l'équipe de coordination, et personne d'autre" in read
    assert "comme pour une maladie" in read
    assert "3919" in read
    assert "L'équipe met le binôme B-001 avec Inès en attente quelque temps" in await volunteer.reads()
    assert "signal" not in (await volunteer.reads_all()).lower().partition("b-001 avec inès en attente")[2]


async def test_the_team_may_be_told_without_anything_stopping(active_town: Town) -> None:
    """The binôme goes on as before, and the other side reads nothing."""
    young, volunteer, *_ = active_town.pair
    before = await volunteer.reads_all()
    await young.send_data("report:1:partner", (await young.messages())[-1]["message_id"])
    await young.tap("sans rien arrêter")
    assert [one.state for one in await read_rows(active_town, Binome)] == ["active"]
    assert await volunteer.reads_all() == before


async def test_a_binome_goes_on_after_the_reporters_yes_and_the_teams(active_town: Town) -> None:
    """The team asks, the reporter says yes in private, then the head gives a reason."""
    young, volunteer, head, group = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await group.tap("Détail")
    assert "doit d'abord dire oui" in str(await head.tap("Relancer le binôme"))
    assert [one.state for one in await read_rows(active_town, Binome)] == ["frozen"]
    await young.tap("D'accord pour reprendre")
    await head.tap("Relancer le binôme")
    await head.write("vu avec les deux")
    assert [one.state for one in await read_rows(active_town, Binome)] == ["active"]
    assert "reprend" in await volunteer.reads()


async def test_the_reporter_may_end_it_and_look_for_somebody_else(active_town: Town) -> None:
    """From the menu, at any moment while the case is open."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await young.write("/menu")
    await young.tap("Mon signalement")
    await young.tap("Chercher quelqu'un d'autre")
    assert [one.state for one in await read_rows(active_town, Binome)] == ["ended"]
    assert "terminé" in await volunteer.reads()
    assert [one.state for one in await read_rows(active_town, Card) if one.kind == "report"] == ["open"]


async def test_a_stranger_may_tell_a_worry(active_town: Town) -> None:
    """A parent, a school: from the help screen, without any profile; they read what to do and whom to call."""
    parent = await active_town.add_person("Maman")
    await parent.write("/start")
    await parent.write("/aide")
    await parent.tap("Signaler quelque chose")
    await parent.tap("Je m'inquiète")
    await parent.tap("Quelqu'un d'autre")
    assert "ne promettez pas de garder le secret" in await parent.reads()
    await parent.write("ma fille Zoé ne sort plus de sa chambre")
    (card,) = [row for row in await read_rows(active_town, Card) if row.kind == "concern"]
    assert (card.about_id, card.state, card.words is not None) == (None, "open", True)


async def test_an_ordinary_hold_reads_the_same_on_either_side(active_town: Town) -> None:
    """Set aside from the binôme's sheet with a reason, which neither side reads; ended by hand."""
    young, volunteer, head, _ = active_town.pair
    await head.write("/binome B-001")
    await head.tap("Mettre en attente")
    await head.write("une attestation manque")
    said = [(await one.reads()).replace("Marc", "X").replace("Inès", "X") for one in (young, volunteer)]
    assert said[0] == said[1]
    assert "attestation" not in "".join(said)
    await head.write("/binome B-001")
    await head.tap("Reprendre le binôme")
    assert [one.state for one in await read_rows(active_town, Binome)] == ["active"]
