"""What is decided on a report, as the desk taps it; what a barred account still may do."""

from storage.schema.tables import Binome, Card, Offer
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import read_rows
from tests.town import Town


async def test_a_bar_takes_two_and_leaves_help_and_ones_data_open(active_town: Town) -> None:
    """One proposes a ground, another agrees; then all else answers one kind sentence, in every role."""
    young, volunteer, head, group = active_town.pair
    karim, _ = await invite_coordinator(active_town, head, group)
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    (card,) = [row for row in await read_rows(active_town, Card) if row.kind == "report"]
    for one, toast in ((head, "deuxième personne"), (karim, "noté")):
        await one.send_data(f"card:{card.id}:decide", (await one.messages())[-1]["message_id"])
        assert toast in str(await one.tap("Exclure : respect"))
    assert [one.state for one in await read_rows(active_town, Binome)] == ["ended"]
    assert "contestée" in await volunteer.reads_about("ne participe plus")
    for text in ("/menu", "/start", "bonjour", "/profil"):
        await volunteer.write(text)
        assert "ne peut pas participer" in await volunteer.reads(), text
    for text, words in (
        ("/aide", "3114"),
        ("/privacy", "Vie privée"),
        ("/mesdonnees", "Marc"),
        ("/effacer", "effacer"),
    ):
        await volunteer.write(text)
        assert words in await volunteer.reads(), text
    await volunteer.send_data("begin:need:", (await volunteer.messages())[-1]["message_id"])
    assert "ne peut pas participer" in await volunteer.reads()
    await volunteer.write("je veux mourir ce soir")
    assert "3114" in await volunteer.reads_about("3114")
    await volunteer.send_data("erase::yes", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("/start")
    assert "ne peut pas participer" in await volunteer.reads()


async def test_a_report_is_closed_with_a_reason_once_its_binome_is_decided_on(active_town: Town) -> None:
    """Closing it leaves no binôme on hold that nobody would look at any more."""
    young, _, head, group = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Réglé avec les personnes")
    await head.write("vu avec les deux")
    assert [row.state for row in await read_rows(active_town, Card) if row.kind == "report"] == ["open"]
    await young.write("/menu")
    await young.tap("Mon signalement")
    await young.tap("Terminer le binôme")
    await young.tap("Oui, terminer")
    await head.tap("Réglé avec les personnes")
    await head.write("vu avec les deux")
    assert [row.state for row in await read_rows(active_town, Card) if row.kind == "report"] == ["closed"]
    assert "a fini de s'occuper" in await young.reads()


async def test_a_quiet_report_can_end_its_binome_too(active_town: Town) -> None:
    """The team's act on the case ends what runs, on hold or not.

    The volunteer's offer stays as an end from the binôme's sheet leaves it: a closed one would tell of the report.
    """
    young, _, head, group = active_town.pair
    await young.send_data("report:1:quiet", (await young.messages())[-1]["message_id"])
    await group.tap("Détail")
    await head.tap("Terminer le binôme")
    assert [one.state for one in await read_rows(active_town, Binome)] == ["ended"]
    assert [one.state for one in await read_rows(active_town, Offer)] == ["available"]
    assert [row.state for row in await read_rows(active_town, Card) if row.kind == "report"] == ["open"]
