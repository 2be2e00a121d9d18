"""The team sets a silence from a sheet, ends it, and ends a binôme without a message."""

from storage.schema.safeguarding_tables import Silence
from storage.schema.tables import Audit, Binome
from tests.faults.table_dump import dump, read_rows
from tests.town import Town, Visitor

WHY = "un deuil dans la famille"


async def _place_silence(head: Visitor, sheet: str, until: str, why: str = WHY) -> None:
    """Open a sheet, set a silence until a tapped or typed moment, and say why."""
    await head.write(sheet)
    await head.tap("Mettre en silence")
    if until.startswith("sheet:"):
        await head.choose(until)
    else:
        await head.write(until)
    await head.write(why)


async def test_a_silence_on_a_person_lets_nothing_automatic_through(active_town: Town) -> None:
    """Her reminders and check-ins do not come, his do; she is answered and helped; what waits is said at the end."""
    young, volunteer, head, _group = active_town.pair
    await _place_silence(head, "/besoin J-001", "sheet:1:mute_open-need")
    assert (
        "🔕 J-001 : silence sans date de fin, depuis le lundi 23 novembre (par Claire) : " + WHY in await head.reads()
    )
    before = len(await young.messages())
    await active_town.pass_time(days=2)
    assert len(await young.messages()) == before
    assert "eu lieu" in await volunteer.reads_all()
    await volunteer.send_data("place:1:", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("au café du port")
    await volunteer.tap("Envoyer")
    await young.write("/menu")
    assert "B-001" in await young.reads()
    await young.write("/aide")
    await young.tap("urgent")
    assert "au café du port" not in await young.reads_all()
    await head.write("/besoin J-001")
    await head.tap("Lever le silence")
    await head.tap("Non, retour")
    assert await read_rows(active_town, Silence)
    await head.tap("Lever le silence")
    await head.tap("Oui, lever le silence")
    assert not await read_rows(active_town, Silence)
    await active_town.settle()
    assert "au café du port" in await young.reads_all()
    assert [(row.act, row.subject) for row in await read_rows(active_town, Audit) if "silence" in row.act] == [
        ("silenced", "person:3"),
        ("ended silence", "person:3"),
    ]


async def test_a_silence_ends_at_the_day_that_was_typed(active_town: Town) -> None:
    """What is no day is asked again; the reason is sealed; the group reads in the morning what ends soon."""
    _young, _volunteer, head, group = active_town.pair
    await head.write("/binome B-001")
    await head.tap("Mettre en silence")
    await head.write("bientôt")
    assert "jusqu'à quand ?" in await head.reads()
    await head.write("25/11")
    assert "silence jusqu'au mercredi 25 novembre" in await head.reads()
    await head.write("x" * 501)
    assert await read_rows(active_town, Silence) == []
    await head.write(WHY)
    assert "🔕 B-001 : silence jusqu'au mercredi 25 novembre" in await head.reads()
    assert WHY not in str(await dump(active_town))
    await active_town.pass_time(days=2)
    assert "Silences qui finissent bientôt, ou sans fin depuis un mois : B-001" in await group.reads_all()
    assert await read_rows(active_town, Silence) == []


async def test_a_binome_ends_without_a_message_to_whom_the_team_says(active_town: Town) -> None:
    """Only the other one hears of it; the reason stays in the team, on the sheet, and the act is in the audit."""
    young, volunteer, head, _group = active_town.pair
    await head.write("/binome B-001")
    await head.tap("Terminer")
    await head.tap("Terminer sans message")
    await head.choose("sheet:1:quiet_young-binome")
    assert [row.state for row in await read_rows(active_town, Binome)] == ["active"]
    await head.write(WHY)
    assert "terminé" in await head.reads()
    assert WHY in await head.reads()
    assert [row.state for row in await read_rows(active_town, Binome)] == ["ended"]
    assert "🏁" in await volunteer.reads_all()
    assert "🏁" not in await young.reads_all()
    acts = [(row.act, row.subject) for row in await read_rows(active_town, Audit)]
    assert ("ended quietly young", "binome:1") in acts
