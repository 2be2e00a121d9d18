"""What Telegram refuses, loses or leaves open: what becomes of the message, and who hears of it."""

import asyncio
from datetime import datetime

import pytest

from mentoring.errors import TokenRefused
from storage.schema.tables import Card, Outgoing, Person
from tests.faults.bot_api_calls import add_newcomer, list_calls, type_text
from tests.faults.table_dump import list_outgoing, read_reference, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.people import enter_team, make_head_with_group, sign_up_young
from tests.town import Town


async def _wait_until_read(town: Town) -> None:
    while town.simulator.state.updates.waiting_updates:  # noqa: ASYNC110 - another program's queue has no event
        await asyncio.sleep(0.002)


async def test_nothing_is_sent_before_the_deadline_that_telegram_sets(small_town: Town) -> None:
    """After a 429 everybody waits, not only the chat that was refused; and it is no failure."""
    both = [await add_newcomer(small_town, name) for name in ("Inès", "Karim")]
    await small_town.act("fault", method="sendMessage", status=429, retry_after=2)
    for who in both:
        await type_text(small_town, who, "/privacy")
    await small_town.settle()
    made = (await list_calls(small_town))[2:]
    refused = datetime.fromisoformat(made[0]["at"])
    assert made[0]["result"] == 429
    assert [(datetime.fromisoformat(one["at"]) - refused).total_seconds() >= 1.9 for one in made[1:]] == [True, True]
    assert {row.attempts for row in await read_rows(small_town, Outgoing)} == {1}


async def test_who_blocks_the_bot_is_left_in_peace_and_start_brings_them_back(active_town: Town) -> None:
    """Their messages are cancelled, the partner is told kindly, the team gets a card; /start resumes."""
    young, volunteer, _, group = active_town.pair
    await active_town.act("block", user=young.id)
    await active_town.settle()
    assert "Bot bloqué" in await group.reads()
    assert "ne peut plus continuer" in await volunteer.reads()
    before = len(await list_calls(active_town))
    await active_town.pass_time(days=2)
    tried = [call for call in (await list_calls(active_town))[before:] if int(call["params"]["chat_id"]) == young.chat]
    assert tried == []
    await young.write("/start")
    assert "B-001" in await young.reads()


@pytest.mark.parametrize(
    ("said", "state"), [("bot was blocked by the user", "blocked"), ("user is deactivated", "gone")]
)
async def test_a_block_or_a_closed_account_is_noticed_at_the_next_message(
    active_town: Town, said: str, state: str
) -> None:
    """Telegram's 403 says it too: the partner is told kindly, the team gets a card."""
    young, volunteer, _, group = active_town.pair
    await active_town.act("fault", method="sendMessage", status=403, description=f"Forbidden: {said}")
    await young.write("/privacy")
    assert {row.state for row in await read_rows(active_town, Person)} == {"active", state}
    assert "ne peut plus continuer" in await volunteer.reads()
    assert "Bot bloqué" in await group.reads()


@pytest.mark.parametrize(
    ("status", "description"),
    [(403, "Forbidden: user is deactivated"), (400, "Bad Request: chat not found")],
)
async def test_a_closed_account_is_never_written_to_again(small_town: Town, status: int, description: str) -> None:
    """No second try, and the person is known to be gone."""
    who = await add_newcomer(small_town)
    await small_town.act("fault", method="sendMessage", status=status, description=description)
    await who.write("/privacy")
    assert [row.state for row in await read_rows(small_town, Person)] == ["gone"]
    assert len(await list_calls(small_town)) == 2


async def test_cards_wait_when_the_bot_is_removed_from_the_group(small_town: Town) -> None:
    """What is urgent goes to the team in private; the next group that is bound gets every card."""
    head, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    await who.tap("Ça ne va pas")
    await who.tap("urgent")
    assert "Urgent : une personne" in await group.reads()
    stranger = await small_town.add_person("Inconnue")
    await small_town.act("members", chat=group.chat, user="bot", status="kicked", by=stranger.id)
    other = await add_newcomer(small_town, "Karim")
    await other.tap("Ça ne va pas")
    await other.tap("urgent")
    assert (await head.reads_all()).count("Urgent : une personne") == 2
    second = head.enter_chat(await small_town.add_group(head))
    await second.write("/relier")
    assert (await second.reads_all()).count("Urgent : une personne") == 2
    assert await list_outgoing(small_town, "given_up") == []


async def test_a_group_that_forbids_writing_is_as_good_as_lost(small_town: Town) -> None:
    """The card is not given up: it waits for a group where the bot may write."""
    head, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    await small_town.act(
        "fault", method="sendMessage", status=400, description="Bad Request: not enough rights to send text messages"
    )
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    assert "Urgent : une personne" in await head.reads_all() + await group.reads_all()
    assert await list_outgoing(small_town, "given_up") == []


async def test_a_group_that_becomes_a_supergroup_is_followed(small_town: Town) -> None:
    """The same message is sent once, to the new id; later cards too, and nothing pointless."""
    head = await small_town.add_person("Claire")
    await enter_team(head, small_town.head_code)
    group = head.enter_chat(await small_town.add_group(head, kind="group"))
    await group.write("/relier")
    who = await add_newcomer(small_town)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    first = await read_reference(small_town, "help")
    moved = head.enter_chat(int((await small_town.act("upgrade", chat=group.chat))["id"]))
    await small_town.settle()
    other = await add_newcomer(small_town, "Karim")
    await other.send_data("contact::yes", (await other.messages())[-1]["message_id"])
    assert (await moved.reads_all()).count("Urgent : une personne") == 1
    await small_town.pass_time(minutes=20)
    await moved.tap("Je prends")
    assert "Claire s'en occupe" in await moved.reads_all()
    assert f"{first} : la suite est plus bas" not in await moved.reads_all()


@pytest.mark.parametrize("fault", ["timeout", "drop"])
async def test_an_answer_that_may_have_left_is_repeated_once_and_then_listed(small_town: Town, fault: str) -> None:
    """Nobody can say whether it arrived, twice: the team gets one card, and the next message leaves as ever."""
    _, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    await small_town.act("fault", method="sendMessage", status=fault)
    await who.write("/privacy")
    assert await list_outgoing(small_town, "uncertain") == []
    assert "Vie privée" in await who.reads()
    await small_town.act("fault", method="sendMessage", status=fault, times=2)
    await who.write("/privacy")
    assert await list_outgoing(small_town, "uncertain") == ["privacy"]
    assert "Messages peut-être perdus" in await group.reads()
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_a_refused_line_is_tried_again_in_order(small_town: Town) -> None:
    """What surely did not leave is sent a moment later, before what was asked for after it."""
    who = await add_newcomer(small_town)
    await small_town.act("fault", method="sendMessage", status=502)
    await type_text(small_town, who, "/privacy")
    await type_text(small_town, who, "/menu")
    await small_town.settle()
    await small_town.settle()
    said = [str(call["params"].get("text", "")) for call in await list_calls(small_town) if call["result"] == 200]
    assert len(said) == 3
    assert "robot" in said[-1]
    assert "robot" not in said[-2].splitlines()[0]


async def test_a_refused_token_ends_the_program_and_gives_nothing_up(small_town: Town) -> None:
    """The sender stops with a clear word; what was to be said waits."""
    who = await add_newcomer(small_town)
    await small_town.act("fault", method="sendMessage", status=401, times=3)
    await type_text(small_town, who, "/privacy")
    with pytest.raises(TokenRefused):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await small_town.app.sender.run()
    await _wait_until_read(small_town)
    assert await list_outgoing(small_town, "given_up") == []
    assert await list_outgoing(small_town, "uncertain") == []
    assert await list_outgoing(small_town, "queued") == ["privacy"]


async def test_a_refused_token_ends_listening(small_town: Town) -> None:
    """So does the poller."""
    await small_town.act("fault", method="getUpdates", status=401, times=5)
    with pytest.raises(TokenRefused):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await small_town.app.poller.run()


async def test_no_message_is_pending_when_nobody_is_there(small_town: Town) -> None:
    """A young person signs up alone: no card is lost, none is sent, all wait for a group."""
    await sign_up_young(small_town)
    await small_town.pass_time(days=11)
    assert [card.kind for card in await read_rows(small_town, Card)] == ["waiting_long"]
    assert "card" in await list_outgoing(small_town, "queued")
