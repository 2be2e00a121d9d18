"""A case in the hands of one of the team, and another who would close it."""

from sqlalchemy import select

from storage.schema.tables import Card
from tests.bot.desk.test_team import invite_coordinator
from tests.people import make_head_with_group
from tests.town import Town


async def test_closing_somebody_elses_urgent_case_needs_a_reason(small_town: Town) -> None:
    """Its taker closes it with a tap; another is asked why, and it stays open until the reason is there."""
    young = await small_town.add_person("Inès")
    head, group = await make_head_with_group(small_town)
    karim, in_group = await invite_coordinator(small_town, head, group)
    await young.write("/start")
    await young.write("jvais me tuer ce soir")
    await group.tap("Je prends")
    await in_group.tap("Détail")
    await karim.tap("Fermer le cas")
    await karim.tap("Réglé avec les personnes")
    assert await _read_state(small_town) == "taken"
    await karim.write("Je l'ai eue au téléphone, sa mère est là.")
    assert await _read_state(small_town) == "closed"


async def test_whoever_took_an_urgent_case_closes_it_with_a_tap(small_town: Town) -> None:
    """Nothing more is asked of them."""
    young = await small_town.add_person("Inès")
    head, group = await make_head_with_group(small_town)
    await young.write("/start")
    await young.write("jvais me tuer ce soir")
    await group.tap("Je prends")
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Réglé avec les personnes")
    assert await _read_state(small_town) == "closed"


async def _read_state(town: Town) -> str:
    async with town.app.sessions.begin() as session:
        return (await session.scalars(select(Card.state).where(Card.kind == "distress"))).one()
