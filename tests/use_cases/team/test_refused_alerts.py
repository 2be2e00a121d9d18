"""Whatever Telegram refuses, an urgent case reaches somebody: in the group, plainly if need be, or in private."""

import pytest

from cli import health
from mentoring.references import format_reference
from storage import installation
from storage.schema.tables import Card, Staff
from tests.faults.bot_api_calls import add_newcomer, list_calls
from tests.faults.refused_texts import ABOUT_THE_CHAT, ABOUT_THE_CONTENT, ABOUT_THE_PACE, ABOUT_THE_TOPIC
from tests.faults.table_dump import list_outgoing, read_reference, read_rows
from tests.people import make_head_with_group
from tests.town import Message, Town, Visitor
from use_cases.outbox import outbox
from use_cases.people import people

ALWAYS = 1_000
PARTS = 4
"""Each new group is shown all cases that are open: a few texts a town."""
TOPIC = 7


async def _refuse(town: Town, chat: int, words: str, *, times: int = 1, method: str = "sendMessage") -> None:
    what = {"method": method, "status": 400, "description": f"Bad Request: {words}", "times": times, "chat": chat}
    await town.act("fault", **what)


async def _ask_for_help(town: Town, name: str = "Inès") -> str:
    """Let somebody new ask for help; return the reference of their case."""
    who = await add_newcomer(town, name)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    return await read_reference(town, "help")


async def _bind_another(town: Town, head: Visitor) -> Visitor:
    group = head.enter_chat(await town.add_group(head))
    await group.write("/relier")
    await _agree_to_move(town, head)
    return group


async def _agree_to_move(town: Town, head: Visitor) -> None:
    """Say yes in private to what was asked there, where another group was bound before."""
    if await _is_bound(town) and "Déplacer les alertes" in await head.reads():
        await head.tap("les alertes iront là")


async def _bind_topic(town: Town, head: Visitor) -> Visitor:
    """Bind another group, from one of its topics."""
    forum = await town.act("groups", title="Équipe", type="supergroup", is_forum=True, members=[head.id])
    group = head.enter_chat(int(forum["id"]))
    await town.act("send", chat=group.chat, user=head.id, text="/relier", thread_id=TOPIC)
    await town.settle()
    await _agree_to_move(town, head)
    return group


async def _is_bound(town: Town) -> bool:
    async with town.app.sessions.begin() as session:
        return await installation.read_staff_chat(session) is not None


async def _from_bot(who: Visitor) -> list[Message]:
    return [one for one in await who.messages() if one["from"]["id"] == who.town.bot_id]


async def _add_coordinator(town: Town, name: str = "Omar") -> Visitor:
    who = await add_newcomer(town, name)
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert person is not None
        session.add(
            Staff(person_id=person.id, role="coordinator", since=town.app.clock.now(), pledged_at=town.app.clock.now())
        )
    return who


@pytest.mark.parametrize("part", range(PARTS))
async def test_no_refusal_of_the_group_loses_an_alert(small_town: Town, part: int) -> None:
    """For each text that is known: the group is unbound, health says so, and the team is called in private."""
    head, _ = await make_head_with_group(small_town)
    for words in list(ABOUT_THE_CHAT)[part::PARTS]:
        group = await _bind_another(small_town, head)
        await _refuse(small_town, group.chat, words, times=ALWAYS)
        reference = await _ask_for_help(small_town)
        assert reference in await head.reads_all(), words
        assert not await _is_bound(small_town), words
        assert "staff group: none is bound, or it was lost; cards wait" in await health.list_reasons(small_town.app)
        await small_town.act("faults/clear")
    assert await list_outgoing(small_town, "given_up") == []
    group = await _bind_another(small_town, head)
    said = await group.reads_all()
    assert [
        card.id for card in await read_rows(small_town, Card) if format_reference("card", card.id) not in said
    ] == []
    assert await health.list_reasons(small_town.app) == []


async def test_no_refusal_of_the_content_loses_an_alert(small_town: Town) -> None:
    """For each text that is known: the number and the command stand in the group, and a case names the fault once."""
    _, group = await make_head_with_group(small_town)
    for words in ABOUT_THE_CONTENT:
        await _refuse(small_town, group.chat, words)
        reference = await _ask_for_help(small_town)
        plain = [one for one in await _from_bot(group) if one["text"] == f"{reference} : /file"]
        assert [bool(one["keyboard"]) for one in plain] == [False], words
    assert await _is_bound(small_town)
    assert [card.key for card in await read_rows(small_town, Card) if card.kind == "fault"] == ["fault:message:card"]
    assert await list_outgoing(small_town, "given_up") == []


async def test_no_refusal_of_the_topic_loses_an_alert(small_town: Town) -> None:
    """For each text that is known: the card comes in the group itself, whole."""
    head, _ = await make_head_with_group(small_town)
    for words, times in ABOUT_THE_TOPIC.items():
        group = await _bind_topic(small_town, head)
        await _refuse(small_town, group.chat, words, times=times)
        reference = await _ask_for_help(small_town)
        card = next(one for one in reversed(await _from_bot(group)) if reference in str(one["text"]))
        assert (card["thread_id"], bool(card["keyboard"])) == (None, True), words


@pytest.mark.parametrize("words", ABOUT_THE_PACE)
async def test_a_wait_is_no_loss(small_town: Town, words: str) -> None:
    """The card comes whole once the time is over; the group stays bound and others are written to meanwhile."""
    _, group = await make_head_with_group(small_town)
    await _refuse(small_town, group.chat, words)
    reference = await _ask_for_help(small_town)
    shown = (await _from_bot(group))[-1]
    assert (reference in shown["text"], bool(shown["keyboard"])) == (True, True)
    assert [card.kind for card in await read_rows(small_town, Card)] == ["help"]


async def test_a_case_that_cannot_be_redrawn_is_said_anew(small_town: Town) -> None:
    """Whatever Telegram says of the redrawing: the group reads how the case stands."""
    _, group = await make_head_with_group(small_town)
    await _ask_for_help(small_town)
    await _refuse(small_town, group.chat, "CHAT_RESTRICTED", method="editMessageText")
    await group.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads()
    assert await _is_bound(small_town)


async def test_what_is_about_no_case_is_said_plainly_too(small_town: Town) -> None:
    """Anything for the group: a command is all that is left of it, and it is not given up."""
    _, group = await make_head_with_group(small_town)
    await _refuse(small_town, group.chat, "REPLY_MARKUP_INVALID")
    async with small_town.app.sessions.begin() as session:
        await outbox.put(session, small_town.app.clock.now(), outbox.STAFF, "written_privately")
    await small_town.settle()
    assert "/file" in [one["text"] for one in await _from_bot(group)]
    assert await list_outgoing(small_town, "given_up") == []


async def test_a_private_call_is_said_plainly(small_town: Town) -> None:
    """Somebody of the team whose call Telegram refuses reads its number and the command."""
    await make_head_with_group(small_town)
    coordinator = await _add_coordinator(small_town)
    reference = await _ask_for_help(small_town)
    await _refuse(small_town, coordinator.chat, "BUTTON_DATA_INVALID")
    await small_town.pass_time(minutes=20)
    assert f"{reference} : /file" in await coordinator.reads_all()


@pytest.mark.parametrize("words", ["PEER_FLOOD", "something that nobody has ever read", "chat not found"])
async def test_who_cannot_be_called_is_followed_by_the_next(small_town: Town, words: str) -> None:
    """A coordinator whose every message is refused: the head is called at once, and not with the next reminder."""
    head, group = await make_head_with_group(small_town)
    coordinator = await _add_coordinator(small_town)
    reference = await _ask_for_help(small_town)
    await _refuse(small_town, coordinator.chat, words, times=ALWAYS)
    await small_town.pass_time(minutes=16)
    assert reference not in (await coordinator.reads_all())
    assert reference in (await head.reads_all())
    assert reference in (await group.reads_all())


async def test_each_is_tried_before_the_group_is_left(small_town: Town) -> None:
    """In a topic: the card, a plain one, both without the topic; then no more."""
    head, _ = await make_head_with_group(small_town)
    group = await _bind_topic(small_town, head)
    await _refuse(small_town, group.chat, "CHAT_RESTRICTED", times=ALWAYS)
    await _ask_for_help(small_town)
    refused = [call for call in await list_calls(small_town) if call["result"] == 400]
    assert len(refused) == 4
    assert not await _is_bound(small_town)
