"""Accounts in the staff group that are not of the team: each head hears of each once, and the group hears nothing."""

from storage import installation
from tests.bot.desk.test_team import invite_coordinator
from tests.people import enter_team
from tests.town import Town, Visitor

GUEST = "sans être de l'équipe"


async def _make_group_with(town: Town, *others: Visitor) -> tuple[Visitor, Visitor]:
    """Return the head in private and in a bound group of hers in which the bot hears everything."""
    head = await town.add_person("Claire")
    await enter_team(head, town.head_code)
    group = head.enter_chat(await town.add_group(head, *others))
    await group.write("/relier")
    await town.act("members", chat=group.chat, user="bot", status="administrator")
    return head, group


async def test_a_guest_of_the_staff_group_is_named_to_the_heads_once(town: Town) -> None:
    """Whoever comes or is added, and whoever was there and writes or taps first; by the name as Telegram has it."""
    zoe = await town.add_person("Zoé <b>")
    head, group = await _make_group_with(town, zoe)
    karim, in_group = await invite_coordinator(town, head, group)
    await in_group.write("Bonjour")
    await group.write("Bonjour à vous")
    assert GUEST not in await head.reads_all()
    said = len(await group.messages())
    for _ in range(2):
        await zoe.enter_chat(group.chat).write("Bonjour tout le monde")
    assert "Zoé <b> a écrit dans le groupe" in await head.reads_about(GUEST)
    lou = await town.add_person("Lou")
    await town.act("members", chat=group.chat, user=lou.id, status="member")
    await town.settle()
    assert "Lou vient d'entrer" in await head.reads_about(GUEST)
    await lou.enter_chat(group.chat).write("Me voilà")
    await town.act("members", chat=group.chat, user=lou.id, status="left")
    assert (await head.reads_all()).count(GUEST) == 2
    assert GUEST not in await karim.reads_all()
    written = (await group.messages())[said:]
    assert [one for one in written if one["from"]["id"] == town.bot_id and "text" in one and one["text"]] == []


async def test_nobody_is_named_of_any_other_group_or_as_the_group_itself(small_town: Town) -> None:
    """Other groups are not the team's, an anonymous administrator is nobody in particular, and the bot knows itself."""
    head, group = await _make_group_with(small_town)
    lou = await small_town.add_person("Lou")
    other = lou.enter_chat(await small_town.add_group(lou))
    await small_town.act("members", chat=other.chat, user="bot", status="administrator")
    await other.write("Bonjour")
    await small_town.act("send", chat=group.chat, user=head.id, text="Bonjour", anonymous=True)
    await small_town.act("members", chat=group.chat, user="bot", status="left")
    await small_town.settle()
    async with small_town.app.sessions.begin() as session:  # as where the setting names the group beforehand
        await installation.write(session, installation.STAFF_CHAT, str(group.chat))
    await small_town.act("members", chat=group.chat, user="bot", status="administrator")
    await small_town.settle()
    assert GUEST not in await head.reads_all()
