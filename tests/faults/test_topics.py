"""The team reads in one topic of a forum, where the head says so; when the topic goes, in the group itself."""

from typing import Any

import pytest

from storage import installation
from tests.faults.bot_api_calls import add_newcomer, list_calls
from tests.faults.table_dump import find_case, list_outgoing
from tests.people import enter_team, make_head_with_group, sign_up_young
from tests.town import Message, Town, Visitor
from use_cases.outbox import outbox

TOPIC = 7


async def _in_a_topic(town: Town, topic: int | None = TOPIC, **how: Any) -> tuple[Visitor, Visitor]:
    """Return the head in private and in a forum that is bound from one of its topics."""
    head = await town.add_person("Claire")
    await enter_team(head, town.head_code)
    forum = await town.act("groups", title="Équipe", type="supergroup", is_forum=True, members=[head.id])
    group = head.enter_chat(int(forum["id"]))
    await _write(group, "/relier", thread_id=topic, **how)
    return head, group


async def _write(who: Visitor, text: str, **where: Any) -> int:
    sent = await who.town.act("send", chat=who.chat, user=who.id, text=text, **where)
    await who.town.settle()
    return int(sent["message_id"])


async def _ask_for_help(town: Town, name: str = "Inès") -> None:
    who = await add_newcomer(town, name)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])


async def _from_bot(group: Visitor) -> list[Message]:
    return [one for one in await group.messages() if one["from"]["id"] == group.town.bot_id]


async def _topic(town: Town) -> int | None:
    async with town.app.sessions.begin() as session:
        return await installation.read_staff_thread(session)


async def test_everything_for_the_team_goes_to_the_topic(small_town: Town) -> None:
    """The greeting, cards, their reminders, the digest and Monday's figures."""
    _, group = await _in_a_topic(small_town)
    young = await sign_up_young(small_town)
    await young.send_data("contact::yes", (await young.messages())[-1]["message_id"])
    await small_town.beat()
    await small_town.pass_time(minutes=20)
    assert "Toujours en attente" in await group.reads()
    await group.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads()
    await small_town.pass_time(days=7)
    said = await _from_bot(group)
    assert {one["thread_id"] for one in said} == {TOPIC}
    for words in ("Ce groupe est maintenant", "☀️", "📊"):
        assert any(words in one["text"] for one in said), words


@pytest.mark.parametrize("topic", [None, 1])
async def test_general_is_never_named(small_town: Town, topic: int | None) -> None:
    """Bound from General, the forum's own place, messages name no topic: Telegram refuses its id."""
    _, group = await _in_a_topic(small_town, topic)
    assert await _topic(small_town) is None
    await _ask_for_help(small_town)
    assert {one["thread_id"] for one in await _from_bot(group)} == {None}
    assert [call["result"] for call in await list_calls(small_town) if "message_thread_id" in call["params"]] == []


async def test_an_answer_is_in_no_topic(small_town: Town) -> None:
    """In a group without topics an answer has a thread's number, which is not one to write to."""
    head = await small_town.add_person("Claire")
    await enter_team(head, small_town.head_code)
    group = head.enter_chat(await small_town.add_group(head))
    first = await _write(group, "Bonjour")
    await _write(group, "/relier", reply_to=first)
    assert await _topic(small_town) is None
    assert "Ce groupe est maintenant" in await group.reads()


async def test_binding_again_moves_it(small_town: Town) -> None:
    """To another topic, and to the group itself; open cases come along, and the old ones point to them."""
    _, group = await _in_a_topic(small_town)
    await _ask_for_help(small_town)
    for topic in (8, None):
        await _write(group, "/relier", thread_id=topic)
        (live,) = [one for one in await _from_bot(group) if one["keyboard"]]
        assert (live["thread_id"], "Urgent : une personne" in live["text"]) == (topic, True)
        assert (await _from_bot(group))[-1]["thread_id"] == topic
    assert await _topic(small_town) is None


async def _delete(town: Town, chat: int) -> None:
    await town.act("topics", chat=chat, topic=TOPIC, standing="deleted")


async def _close(town: Town, chat: int) -> None:
    await town.act("topics", chat=chat, topic=TOPIC, standing="closed")


async def _switch_off(town: Town, chat: int) -> None:
    await town.act("forum", chat=chat, is_forum=False)


@pytest.mark.parametrize("going", [_delete, _close, _switch_off])
async def test_a_topic_that_goes_loses_nothing(small_town: Town, going: Any) -> None:
    """The card that finds it gone is said in the group itself, once, and so is all that follows."""
    _, group = await _in_a_topic(small_town)
    await going(small_town, group.chat)
    for name in ("Inès", "Karim"):
        await _ask_for_help(small_town, name)
    assert [one["thread_id"] for one in await _from_bot(group) if "Urgent : une personne" in one["text"]] == [
        None,
        None,
    ]
    refused = [call for call in await list_calls(small_town) if call["result"] != 200]
    assert len(refused) == 1
    assert await _topic(small_town) is None
    for state in ("given_up", "uncertain", "queued"):
        assert await list_outgoing(small_town, state) == []


async def test_a_case_whose_topic_was_deleted_is_said_anew_when_it_changes(small_town: Town) -> None:
    """Its message went with the topic: the case as it now is comes once in the group itself."""
    _, group = await _in_a_topic(small_town)
    await _ask_for_help(small_town)
    await _delete(small_town, group.chat)
    assert "Urgent : une personne" not in await group.reads_all()
    await group.send_data(f"card:{(await find_case(small_town, 'help')).id}:take", 1)
    assert "Claire s'en occupe" in await group.reads()
    assert [one["thread_id"] for one in await _from_bot(group)] == [None]
    assert await list_outgoing(small_town, "queued") == []


async def test_a_closed_general_is_a_group_that_forbids_writing(small_town: Town) -> None:
    """There is nowhere else to go: urgent cases call the team in private, the rest waits for another group."""
    head, group = await make_head_with_group(small_town)
    await small_town.act("fault", method="sendMessage", status=400, description="Bad Request: TOPIC_CLOSED")
    async with small_town.app.sessions.begin() as session:
        await outbox.put(session, small_town.app.clock.now(), outbox.STAFF, "written_privately")
    await small_town.settle()
    async with small_town.app.sessions.begin() as session:
        assert await installation.read_staff_chat(session) is None
    await _ask_for_help(small_town)
    assert "Urgent : une personne" in await head.reads_all()
    await group.write("/relier")
    assert "Urgent : une personne" in await group.reads_all()


async def test_an_upgrade_forgets_the_topic(small_town: Town) -> None:
    """The new group has none of the old one's."""
    head, group = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        await installation.write(session, installation.STAFF_THREAD, "7")
    message = {
        "message_id": 9,
        "date": 1_790_000_000,
        "chat": {"id": group.chat, "type": "group", "title": "Équipe"},
        "from": {"id": head.id, "is_bot": False, "first_name": "Claire"},
        "migrate_to_chat_id": -1009,
    }
    await small_town.act("update", update={"message": message})
    await small_town.settle()
    assert await _topic(small_town) is None


async def test_a_private_word_has_no_topic(active_town: Town) -> None:
    """Members and the team in private are written to as ever, whatever the group has."""
    young, volunteer, head, _ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        await installation.write(session, installation.STAFF_THREAD, "7")
    for who in (young, volunteer, head):
        await who.write("/menu")
        last = (await list_calls(active_town))[-1]
        assert (last["result"], "message_thread_id" in last["params"]) == (200, False)
