"""Updates that come twice, out of order, damaged or too fast, and handlers that fail."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from storage.schema.tables import Card, Need, ParkedUpdate
from tests.bot.carriers import build_update
from tests.faults.table_dump import dump, list_outgoing, read_rows
from tests.faults.throttle import restore_throttle
from tests.people import find_next_after, make_head_with_group, sign_up_young, write_need
from tests.town import Town, Visitor
from use_cases.inbox.updates import MAX_TRIES

SLOWED = "Doucement"
SORRY = "Je n'ai pas réussi à traiter ce message"


def _build_update(who: Visitor, text: str, update_id: int, **more: Any) -> dict[str, Any]:
    """Return a raw update: somebody's message in private."""
    user = {"id": who.id, "is_bot": False, "first_name": who.name, "language_code": "fr"}
    chat = {"id": who.id, "type": "private", "first_name": who.name}
    message = {
        "message_id": 900_000 + update_id % 1000,
        "date": 1_795_000_000,
        "chat": chat,
        "from": user,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"update_id": update_id, "message": message | more}


async def _inject_updates(town: Town, *updates: dict[str, Any]) -> None:
    for one in updates:
        await town.act("update", update=one)
    await town.settle()


async def test_the_same_update_twice_has_one_effect(town: Town) -> None:
    """Telegram may repeat itself: one answer, one change."""
    who = await town.add_person("Inès")
    await who.write("/start")
    twice = _build_update(who, "/privacy", 77_000_000)
    await _inject_updates(town, twice, twice)
    before = await dump(town)
    await _inject_updates(town, twice)
    assert (await list_outgoing(town, "sent")).count("privacy") == 1
    assert await dump(town) == before


async def test_an_update_that_cannot_be_read_is_passed_over(small_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Alone it is no reason to try anything; what comes after it is heard."""
    who = await small_town.add_person("Inès")
    await who.write("/start")
    with caplog.at_level(logging.INFO, logger="bot"):
        await small_town.act("update", update={"update_id": 81_000_000, "message": {"message_id": "one"}})
        await _inject_updates(small_town, _build_update(who, "/privacy", 81_000_001))
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 1
    assert [record.msg for record in caplog.records if record.name.startswith("bot")] == ["update_not_understood"]


async def test_updates_out_of_order_are_all_heard(small_town: Town) -> None:
    """Ids that jump up, down, or come in the wrong order lose nothing."""
    who = await small_town.add_person("Inès")
    await who.write("/start")
    for update_id in (80_000_000, 79_000_000, 5, 80_000_001, 4):
        await _inject_updates(small_town, _build_update(who, "/privacy", update_id))
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 5
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_an_update_that_cannot_be_read_stops_nobody(small_town: Town) -> None:
    """Something that Telegram invents tomorrow is left out; those before and after it are heard."""
    who = await small_town.add_person("Inès")
    await who.write("/start")
    strange = _build_update(who, "/privacy", 90_000_001)
    strange["message"]["chat"] = {"id": "not a number", "type": 7}
    updates = [_build_update(who, "/privacy", 90_000_000), strange, _build_update(who, "/privacy", 90_000_002)]
    for one in updates:
        await small_town.act("update", update=one)
    await small_town.settle()
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 2
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_a_flood_is_slowed_with_one_sentence_and_help_still_works(small_town: Town) -> None:
    """Of 100 messages at once some are answered, one sentence says why the others are not; help is never slowed."""
    town = small_town
    restore_throttle(town)
    who, other = await town.add_person("Inès"), await town.add_person("Karim")
    await who.write("/start")
    for _ in range(100):
        await town.act("send", chat=who.chat, user=who.id, text="allô ?")
    await town.settle()
    assert await town.count_sent(who, SLOWED) == 1
    assert await town.count_sent(who, "Je n'ai pas compris") <= 40
    assert "3114" not in await who.reads()
    assert await who.send_data("help::", (await who.messages())[-1]["message_id"]) == ""
    assert "3114" in await who.reads()
    for act in ("/aide", "je veux mourir"):
        await who.write(act)
        assert "3114" in await who.reads()
    await other.write("/start")
    assert "Je suis un robot" in await other.reads()


@pytest.mark.parametrize("carrier", ["text", "caption", "edit", "quote", "aide"])
async def test_no_sign_and_no_cry_is_ever_slowed(small_town: Town, carrier: str) -> None:
    """Whoever wrote too much and was told so is heard at once, by a weak sign and by any spelling of « aide »."""
    restore_throttle(small_town)
    who = await small_town.add_person("Inès")
    await who.write("/start")
    for _ in range(45):
        await small_town.act("send", chat=who.chat, user=who.id, text="allô ?")
    for words in ("je me sens seule", "AIDE !") if carrier in ("text", "caption", "edit") else ("je me sens seule",):
        await small_town.act("update", update=build_update(who, carrier, words))
        await small_town.settle()
    said = await list_outgoing(small_town, "sent")
    assert "help_weak" in said
    assert ("help" in said) is (carrier != "quote")


async def _damage_answers(town: Town, need_id: int) -> bytes:
    """Damage the sealed answers of a need; return what they were."""
    async with town.app.sessions.begin() as session:
        before = await session.scalar(select(Need.answers).where(Need.id == need_id))
        await session.execute(update(Need).where(Need.id == need_id).values(answers=b"damaged"))
    assert before is not None
    return before


async def _mend(town: Town, need_id: int, answers: bytes) -> None:
    async with town.app.sessions.begin() as session:
        await session.execute(update(Need).where(Need.id == need_id).values(answers=answers))


async def _try_again(town: Town) -> None:
    """Let the moment of the next try come."""
    async with town.app.sessions.begin() as session:
        moment = select(ParkedUpdate.retry_at).where(ParkedUpdate.retry_at.is_not(None))
        latest = await session.scalar(moment)
        assert latest is not None
        await session.execute(update(ParkedUpdate).values(retry_at=latest - timedelta(hours=2)))
    await town.app.poller.retry_due_parked()
    await town.settle()


async def _go_half_way(town: Town, name: str = "Inès") -> Visitor:
    return await write_need(town, name, until="field")


async def test_a_handler_that_fails_undoes_and_parks_and_others_go_on(town: Town) -> None:
    """The person is told once, what they wrote is kept sealed, and everybody else is answered."""
    young = await _go_half_way(town)
    await _damage_answers(town, 1)
    before = await dump(town)
    await young.write("mots très secrets")
    assert SORRY in await young.reads()
    after = await dump(town)
    parked = after.pop("parked")
    before.pop("parked")
    assert after == before
    assert len(parked) == 1
    assert b"secrets" not in bytes(parked[0]["update"])
    other = await sign_up_young(town, "Karim")
    assert "J-002" in await other.reads()


async def test_a_parked_update_has_its_effect_later(small_town: Town) -> None:
    """Once what was wrong is mended the same words are taken, in their place."""
    young = await _go_half_way(small_town)
    answers = await _damage_answers(small_town, 1)
    await young.write("Commerce, gestion")
    assert SORRY in await young.reads()
    await _mend(small_town, 1, answers)
    await _try_again(small_town)
    assert await read_rows(small_town, ParkedUpdate) == []
    assert await young.asked() == find_next_after("need", "field")


async def test_after_five_tries_the_team_is_told(small_town: Town) -> None:
    """The person is told once, not five times; then a card, and no sixth try."""
    _, group = await make_head_with_group(small_town)
    young = await _go_half_way(small_town)
    await _damage_answers(small_town, 1)
    await young.write("Commerce, gestion")
    for _ in range(MAX_TRIES - 1):
        assert "Erreur technique" not in await group.reads_all()
        await _try_again(small_town)
    assert "Erreur technique" in await group.reads()
    assert await small_town.count_sent(young, SORRY) == 1
    (left,) = await read_rows(small_town, ParkedUpdate)
    assert (left.tries, left.retry_at) == (MAX_TRIES, None)
    await small_town.app.poller.retry_due_parked()
    (left,) = await read_rows(small_town, ParkedUpdate)
    assert left.tries == MAX_TRIES


async def test_a_message_that_cannot_be_made_is_shown_to_the_team(agreed_town: Town) -> None:
    """What the bot could not say is not lost in silence."""
    young, *_, group = agreed_town.pair
    await _damage_answers(agreed_town, 1)
    await young.send_data("binome:1:", (await young.messages())[-1]["message_id"])
    assert await list_outgoing(agreed_town, "given_up") == ["binome"]
    assert "Erreur technique" in await group.reads()
    assert [card.key for card in await read_rows(agreed_town, Card) if card.kind == "fault"] == ["fault:message:binome"]
