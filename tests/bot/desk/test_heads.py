"""Two heads, and the only head who leaves: somebody follows, or it is said twice that nobody does."""

from sqlalchemy import select

from storage.schema.tables import Person, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.people import make_head_with_group
from tests.town import Town, Visitor
from use_cases.team import outside


async def _list_heads(town: Town) -> list[int]:
    async with town.app.sessions.begin() as session:
        return list(await session.scalars(select(Staff.person_id).where(Staff.role == "head")))


async def _count_people(town: Town) -> int:
    async with town.app.sessions.begin() as session:
        return len((await session.scalars(select(Person.id))).all())


async def _send(who: Visitor, data: str) -> None:
    await who.send_data(data, (await who.messages())[-1]["message_id"])


async def test_a_head_is_named_and_steps_down_by_two_taps_each(small_town: Town) -> None:
    """One tap changes nothing; the way down is shown only while another head stays."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await head.write("/equipe")
    assert "Deux responsables, c'est plus sûr" in await head.reads()
    assert "Ne plus être responsable" not in str((await head.messages())[-1]["keyboard"])
    await head.tap("Nommer Karim responsable aussi")
    assert await _list_heads(small_town) == [1]
    await head.tap("Oui")
    assert await _list_heads(small_town) == [1, 2]
    assert "Vous êtes responsable" in await karim.reads()
    await head.tap("Ne plus être responsable")
    assert await _list_heads(small_town) == [1, 2]
    await head.tap("Oui")
    assert await _list_heads(small_town) == [2]
    assert "Claire n'est plus responsable" in await karim.reads()


async def test_the_team_lists_open_invitations_and_takes_them_back(small_town: Town) -> None:
    """Each with its end and without its code; one tap and it names nobody."""
    head, _ = await make_head_with_group(small_town)
    await head.write("/inviter")
    code = (await head.reads()).partition("start=")[2].split()[0]
    assert "jusqu'au lundi 30 novembre" in await head.reads()
    await head.write("/equipe")
    assert "1. Coordination, par Claire : jusqu'au lundi 30 novembre" in await head.reads()
    assert code not in await head.reads()
    await head.tap("Annuler cette invitation (1)")
    assert "Invitations" not in await head.reads()
    lou = await small_town.add_person("Lou")
    await lou.write(f"/start {code}")
    assert "n'est plus valable" in await lou.reads()


async def test_the_only_head_does_not_erase_themselves_without_a_word(small_town: Town) -> None:
    """An old button asks who follows; whoever is chosen heads the programme, before everything is erased."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await _send(head, "erase::yes")
    assert "choisissez qui prend la suite" in await head.reads()
    for forged in ("erase:1:heir", "erase:99:heir", "erase::heir"):
        await _send(head, forged)
    assert await _count_people(small_town) == 2
    await head.write("/effacer")
    await head.tap("Confier à Karim, et tout effacer")
    assert await _list_heads(small_town) == [2]
    assert await _count_people(small_town) == 1
    assert "Vous êtes responsable" in await karim.reads_about("Bienvenue")


async def test_nobody_follows_only_when_it_was_said_twice(small_town: Town) -> None:
    """The erasure explains what will be missing, and asks once more."""
    head, _ = await make_head_with_group(small_town)
    await head.write("/effacer")
    await head.tap("Effacer sans que personne ne suive")
    assert "Plus personne ne sera responsable" in await head.reads()
    assert await _count_people(small_town) == 1
    await head.tap("Oui, tout effacer")
    assert await _count_people(small_town) == 0


async def test_the_outside_recipient_names_who_follows(small_town: Town) -> None:
    """The only head leaves it to them: they choose among the team, once, and only while there is no head."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await _send(head, "erase::outside")
    assert await _list_heads(small_town) == [1]
    awa = await small_town.add_person("Awa")
    await awa.write("/start")
    async with small_town.app.sessions.begin() as session:
        recipient = await session.get_one(Person, 3)
        code, now = await outside.open_link(session, small_town.app.clock.now()), small_town.app.clock.now()
        await outside.bind(session, recipient, code, now)
        await outside.sign(session, recipient, now)
    await _send(awa, "outside:2:name")
    assert await _list_heads(small_town) == [1]
    await head.write("/effacer")
    assert "sans que personne ne suive" not in str((await head.messages())[-1]["keyboard"])
    await head.tap("Laisser la personne extérieure choisir")
    assert await _list_heads(small_town) == []
    assert "n'a plus de responsable" in await awa.reads()
    assert "reste dans le groupe Telegram" in await karim.reads()  # there is no head to tell
    await awa.tap("⭐ Karim")
    assert await _list_heads(small_town) == [2]
    assert "Vous êtes responsable" in await karim.reads()
    assert "a une personne responsable" in await awa.reads()


async def test_a_head_beside_another_erases_as_anybody_does(small_town: Town) -> None:
    """One question, one yes: the programme keeps its other head."""
    head, group = await make_head_with_group(small_town)
    await invite_coordinator(small_town, head, group)
    await head.write("/equipe")
    await head.tap("Nommer Karim responsable aussi")
    await head.tap("Oui")
    await head.write("/effacer")
    await head.tap("Oui, tout effacer")
    assert await _list_heads(small_town) == [2]
