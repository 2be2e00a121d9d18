"""The team's menu leads where its commands lead; a first session to open says who, when and where."""

from storage.schema.tables import Audit, Binome
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Town
from use_cases.people import people
from use_cases.team import cards


async def test_the_teams_menu_is_the_teams(small_town: Town) -> None:
    """Open cases, what waits for a yes, duty, the team; a newcomer's offers of help are not in it."""
    head, _ = await make_head_with_group(small_town)
    for label, said in (
        ("Les cas ouverts", "Les cas ouverts"),
        ("À approuver", "Aucune offre n'attend"),
        ("À envoyer", "Aucune proposition"),
        ("Permanences", "ermanence"),
        ("L'équipe", "Claire"),
    ):
        await head.write("/menu")
        assert "Je veux aider" not in str((await head.messages())[-1]["keyboard"])
        assert "/chercher" in await head.reads()
        await head.tap(label)
        assert said in await head.reads(), label
    assert "read" in [row.act for row in await read_rows(small_town, Audit)]


async def test_a_first_session_to_open_says_who_when_and_where(active_town: Town) -> None:
    """The group reads reference and date; names and link stand in private, and both sides can be written to."""
    _, _, head, group = active_town.pair
    async with active_town.app.sessions.begin() as session:
        binome = await session.get_one(Binome, 1)
        binome.place = await people.seal(session, binome.need.person_id, "https://meet.example.org/b")
        now = active_town.app.clock.now()
        await cards.open_case(session, now, "kick_off", "binome:1", binome_id=binome.id)
    await active_town.beat()
    card = await group.reads()
    assert "Première session : " in card
    assert "B-001" in card
    assert "Inès" not in card
    await group.tap("Détail")
    detail = await head.reads()
    assert "Inès et Marc" in detail
    assert "📍 https://" in detail
    assert "effacé" not in detail
    await head.tap("Écrire à V-001")
    assert "Écrivez ici à Marc" in await head.reads()
