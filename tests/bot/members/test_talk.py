"""Talking through the bot: written, looked at and sent; answered at once; ready words; what does not pass."""

from typing import Any

from storage.schema.talk_tables import PassedMessage
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor


async def list_passed(town: Town) -> list[tuple[str, str, bool]]:
    """Return (state, content, whether words are kept) of each message, oldest first."""
    rows = sorted(await read_rows(town, PassedMessage), key=lambda row: row.id)
    return [(row.state, row.content, row.words is not None) for row in rows]


async def send(who: Visitor, **what: Any) -> None:
    """Let somebody send anything; return once the bot has said all it had to say."""
    await who.town.act("send", chat=who.chat, user=who.id, **what)
    await who.town.settle()


async def answer(who: Visitor, words: str, **what: Any) -> None:
    """Let somebody answer the newest message of the bot that holds some words."""
    found = [one for one in await who.messages() if words in str(one["text"]) and one["from"]["id"] != who.id]
    await send(who, reply_to=found[-1]["message_id"], **what)


async def test_words_are_looked_at_then_sent_with_one_tap(active_town: Town) -> None:
    """Exactly what was typed is shown with its reader, and stands in the other chat as one's own."""
    young, volunteer, *_ = active_town.pair
    await young.write("/menu")
    await young.choose("binome:1:")
    await young.tap("Écrire à Marc")
    await young.write("Le lien <b>Zoom</b> a changé\nje te l'envoie")
    assert "« Le lien <b>Zoom</b> a changé\nje te l'envoie »" in await young.reads()
    assert "✉️ Inès" not in await volunteer.reads_all()
    await young.tap("Envoyer à Marc")
    assert await volunteer.reads() == "✉️ Inès : Le lien <b>Zoom</b> a changé\nje te l'envoie"
    assert "J'envoie ce message à Marc" in await young.reads()
    assert await list_passed(active_town) == [("received", "text", False)]
