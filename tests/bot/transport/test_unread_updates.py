"""Updates that the library cannot read: kept, answered, heard for distress, and told to the team once."""

from typing import Any

from storage.schema.tables import Card, Outgoing, ParkedUpdate
from tests.bot.carriers import build_update, carry
from tests.faults.bot_api_calls import add_newcomer
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, write_need
from tests.town import Town
from use_cases.inbox.updates import MAX_TRIES

UNREAD = "Je n'ai pas réussi à tout lire"


async def _list_cases(town: Town, kind: str) -> list[Card]:
    return [card for card in await read_rows(town, Card) if card.kind == kind]


async def test_it_is_kept_and_its_sender_is_answered_kindly_and_asked_again(small_town: Town) -> None:
    """Sealed, for whoever looks into it; no try would read it, so none is made. The question waits."""
    young = await write_need(small_town, until="field")
    await carry(small_town, young, "unreadable", "des mots")
    assert UNREAD in await young.reads()
    assert await young.asked() == "field"
    (kept,) = await read_rows(small_town, ParkedUpdate)
    assert (kept.tries, kept.retry_at, b"des mots" in kept.update) == (MAX_TRIES, None, False)
    async with small_town.app.sessions.begin() as session:
        assert session.vault.open_own(kept.update)["message"]["caption"] == "des mots"


async def test_a_strong_sign_in_it_is_answered_in_the_same_turn(small_town: Town) -> None:
    """Help and one urgent case, as from any other message; a cry for help is one too."""
    who = await add_newcomer(small_town)
    await carry(small_town, who, "unreadable", "jveu mourir")
    assert "3114" in await who.reads()
    assert len(await _list_cases(small_town, "distress")) == 1
    other = await add_newcomer(small_town, "Zoé")
    await carry(small_town, other, "unreadable", "aide !")
    assert "3114" in await other.reads()


async def test_the_team_is_told_once(small_town: Town) -> None:
    """However many of them come, one case is open."""
    _, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    for _ in range(3):
        await carry(small_town, who, "unreadable", "des mots")
    assert len(await read_rows(small_town, ParkedUpdate)) == 3
    (case,) = await _list_cases(small_town, "fault")
    assert case.count == 1
    assert await small_town.count_sent(group, "Erreur technique") == 1


async def test_nobody_is_answered_who_wrote_elsewhere_or_is_nobody(small_town: Town) -> None:
    """From a group, from a bot, or from nowhere: it is kept, and that is all."""
    who = await add_newcomer(small_town)
    before = len([row for row in await read_rows(small_town, Outgoing) if row.person_id])
    elsewhere: list[dict[str, Any]] = [
        {"chat": {"id": -100, "type": "supergroup", "title": 7}},
        {"chat": {"id": -100}},
        {"from": {"id": who.id, "is_bot": True, "first_name": "x"}},
        {"from": "nobody"},
    ]
    for more in elsewhere:
        await carry(small_town, who, "unreadable", "jveu mourir", **more)
    await small_town.act("update", update={"message": ["not even a message"]})
    await small_town.settle()
    assert len([row for row in await read_rows(small_town, Outgoing) if row.person_id]) == before
    assert len(await read_rows(small_town, ParkedUpdate)) == len(elsewhere) + 1


async def test_a_chat_that_cannot_be_read_is_the_sender_s_own(small_town: Town) -> None:
    """Nothing says that it was a group: whoever cries for help is answered in private."""
    who = await add_newcomer(small_town)
    update = build_update(who, "text", "jveu mourir", chat={"id": "not a number", "type": 7})
    await small_town.act("update", update=update)
    await small_town.settle()
    assert "3114" in await who.reads()


async def test_a_tap_that_cannot_be_read_is_answered_and_the_bot_s_own_words_are_nobody_s(small_town: Town) -> None:
    """The message under which somebody tapped is the bot's: that it names a danger is no sign of theirs."""
    who = await add_newcomer(small_town)
    tapped = {"message_id": "one", "date": 1, "chat": {"id": who.id, "type": "private"}, "text": "jveu mourir"}
    user = {"id": who.id, "is_bot": False, "first_name": "Inès"}
    tap = {"id": "1", "from": user, "chat_instance": "1", "data": "help::", "message": tapped}
    await small_town.act("update", update={"callback_query": tap})
    await small_town.settle()
    assert UNREAD in await who.reads()
    assert await _list_cases(small_town, "distress") == []
