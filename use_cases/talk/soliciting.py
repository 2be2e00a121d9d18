"""What looks like soliciting in a message that passes: the team hears of it, its writer never, its reader one line."""

from datetime import datetime

from mentoring.talk_rules import is_hint_due
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Person
from storage.schema.talk_tables import PassedMessage
from understanding.soliciting import is_soliciting
from use_cases.binomes import binomes
from use_cases.talk import conversation_sides
from use_cases.team import cards, case_words

KIND = "soliciting"


async def look_at(
    session: AppSession, binome: Binome, writer: Person, passed: PassedMessage, words: str, now: datetime
) -> None:
    """Look at words that were just put on their way: they leave as any others do.

    The line that its reader gets also comes with any message from time to time, so that it proves nothing.
    """
    reader = await binomes.fetch_partner(session, binome, writer)
    side = await conversation_sides.find_or_create(session, binome, reader)
    is_doubtful = is_soliciting(words)
    if is_doubtful:
        await _open_case(session, binome, writer, reader, words, now)
    if is_doubtful or is_hint_due(passed.id, side.hinted_at, now):
        side.hinted_at = passed.written_at


async def is_hinted(session: AppSession, binome: Binome, passed: PassedMessage, reader: Person) -> bool:
    """Return whether a message carries the line « Quelque chose te gêne ? »."""
    side = await conversation_sides.find(session, binome, reader)
    return side is not None and reader.id != passed.writer_id and side.hinted_at == passed.written_at


async def _open_case(
    session: AppSession, binome: Binome, writer: Person, reader: Person, words: str, now: datetime
) -> None:
    """Open a case that accuses the writer: nobody has told it, and nothing changes for either of the two."""
    card = await cards.open_case(
        session,
        now,
        KIND,
        f"binome:{binome.id}:{writer.id}",
        about_id=writer.id,
        about_print=writer.fingerprint,
        danger_id=reader.id,
        binome_id=binome.id,
        origin="words",
    )
    before = await case_words.read(session, card)
    card.words = await case_words.seal(session, card, f"{before}\n{words}".strip()[-case_words.MAX_CHARACTERS :])
