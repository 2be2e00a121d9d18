"""The duty roster in chat: a tap takes a shift, and whoever cries for help reads whether somebody is on duty."""

from sqlalchemy import select

from storage.schema.safeguarding_tables import Duty
from storage.schema.tables import Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.people import make_head_with_group
from tests.town import Town, Visitor


async def list_holders(town: Town) -> list[int | None]:
    """Return who has the shifts that are noted, the first one first."""
    async with town.app.sessions.begin() as session:
        return list(await session.scalars(select(Duty.person_id).order_by(Duty.begins_at)))


async def _cry(town: Town, name: str) -> Visitor:
    who = await town.add_person(name)
    await who.write("/start")
    await who.write("je veux mourir")
    return who


async def test_a_week_of_duty_from_taking_a_shift_to_the_cry_that_calls(small_town: Town) -> None:
    """The roster answers in private, page by page; one tap takes, gives back, exchanges, repeats and frees."""
    head, group = await make_head_with_group(small_town)
    karim, karim_in_group = await invite_coordinator(small_town, head, group)
    lou, _ = await invite_coordinator(small_town, head, group, "Lou")
    zoe = await _cry(small_town, "Zoé")  # before there is a roster the staff's hours are told
    assert "L'équipe travaille" in await zoe.reads()
    await karim_in_group.write("/permanence")
    assert "la semaine du lundi 23 novembre" in await karim.reads()
    assert "9 h – 18 h, journée : à prendre" in await karim.reads()
    await karim.tap("lun. 9 h")
    assert "9 h – 18 h, journée : vous" in await karim.reads()

    tom = await _cry(small_town, "Tom")
    assert "L'équipe travaille" not in await tom.reads()
    assert "Personne de l'équipe" not in await tom.reads()
    assert "Urgent : une personne" in await karim.reads()
    assert "Urgent : une personne" not in await lou.reads_all()
    assert "De permanence : Karim" in await group.reads_about("Urgent : une personne")

    await lou.write("/duty")
    await lou.tap("Semaine suivante")
    assert "la semaine du lundi 30 novembre" in await lou.reads()
    await lou.tap("mar. 22 h")
    await lou.tap("12 semaines")
    assert "Permanences ajoutées dans les semaines suivantes : 12" in await lou.reads()
    assert len(await list_holders(small_town)) == 14

    await karim.write("/permanence")
    await karim.tap("✅ lun. 9 h")
    await karim.tap("Échanger avec")
    await karim.tap("👤 Lou")
    assert await karim.tap("nuit, mardi 1er décembre") == "La question est posée. Rien ne change avant la réponse."
    assert (await list_holders(small_town))[:2] == [2, 3]
    assert "Karim vous propose un échange" in await lou.reads_about("échange")
    await lou.tap("✅ Oui")
    assert (await list_holders(small_town))[:2] == [3, 2]
    assert "Lou a dit oui" in await karim.reads_about("échange")

    await lou.write("/permanence")
    await lou.tap("Je m'absente")
    await lou.write("demain")
    assert "Je n'ai pas compris cette date" in await lou.reads()
    await lou.write("du 23/11 au 30/11")
    assert "• lundi 23 novembre, de 9 h à 18 h (journée)" in await lou.reads()
    assert len(await list_holders(small_town)) == 14
    await lou.tap("Oui, les rendre")
    assert len(await list_holders(small_town)) == 13
    assert "Lou ne tient plus ces permanences" in await head.reads_about("permanences")

    max_ = await _cry(small_town, "Max")
    assert "Personne de l'équipe ne regardera avant mardi 1 décembre à 22 h" in (await max_.reads()).replace("1er", "1")
    assert "3114" in await max_.reads()

    await head.write("/permanence")
    await head.tap("Confier une permanence")
    await head.tap("✋ lun. 18 h")
    await head.tap("Confier à")
    await head.tap("👤 Karim")
    assert "Claire vous confie cette permanence" in await karim.reads_about("confie")
    await head.tap("👤 lun. 18 h")
    await head.tap("Personne ne la tient")
    assert "18 h – 22 h, soirée : personne" in await head.reads()


async def test_the_roster_is_the_teams(small_town: Town) -> None:
    """A stranger neither reads it nor changes it, by any button; whoever is removed holds nothing any more."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await karim.write("/permanence")
    await karim.tap("lun. 9 h")
    stranger = await small_town.add_person("Inès")
    await stranger.write("/start")
    last = (await stranger.messages())[-1]["message_id"]
    await stranger.write("/permanence")
    for data in ("duty:0:", "duty:20261123-evening:take", "duty:20261123-day:give", "duty:20261123-20261130:away-yes"):
        await stranger.send_data(data, last)
    assert "Permanences" not in await stranger.reads_all()
    last = (await karim.messages())[-1]["message_id"]
    forged = ("duty:20261399-day:take", "duty:20261128-day:take", "duty:0:repeat-99", "duty:999999999:repeat-4")
    for data in (*forged, "duty:0:x", "duty:20261123-day:swap-1-none-x", "duty:99:accept", "duty:20261122-night:take"):
        await karim.send_data(data, last)
    assert await list_holders(small_town) == [2]
    await head.write("/equipe")
    await head.tap("Retirer Karim")
    await head.tap("Oui")
    assert await list_holders(small_town) == []
    assert "Karim ne tient plus ces permanences" in await head.reads_about("permanences")
    async with small_town.app.sessions.begin() as session:
        assert list(await session.scalars(select(Staff.person_id))) == [1]
