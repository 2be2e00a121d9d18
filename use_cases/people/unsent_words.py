"""Words that somebody typed and is looking at before they leave: sealed in their own profile, and soon gone."""

from datetime import datetime, timedelta
from typing import Any, Literal

from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.people import people

UnsentKind = Literal["typed_question", "typed_letter", "typed_place", "typed_goal"]
"""What the words are, and where in the profile they stand: one of a kind at a time."""
NAMES_OF_WORDS: dict[UnsentKind, str] = {
    "typed_place": "place",
    "typed_goal": "words",
    "typed_letter": "words",
    "typed_question": "",
}
"""Kind -> the name of the words there, if they stand there with other things."""
KEPT_FOR = timedelta(minutes=10)
MARK_CHARACTERS = 12


async def keep(session: AppSession, person: Person, kind: UnsentKind, typed: Any, now: datetime) -> None:
    """Keep what was typed for ten minutes, in the place of what was typed before."""
    known = await people.read_profile(session, person)
    await people.save_profile(session, person, {**known, kind: typed})
    until = now + KEPT_FOR
    person.first_words_until = max(until, person.first_words_until or until)


async def read(session: AppSession, person: Person, kind: UnsentKind) -> Any:
    """Return what was typed and not sent; None when there is nothing, or no longer."""
    return (await people.read_profile(session, person)).get(kind)


def compute_mark(session: AppSession, words: str) -> str:
    """Return a short mark of words for a button. Keyed: the outbox keeps it, and words cannot be guessed from it."""
    return session.vault.fingerprint(words).hex()[:MARK_CHARACTERS]


async def drop(session: AppSession, person: Person, *kinds: UnsentKind) -> None:
    """Keep what was typed no longer: it has left, or its time is over."""
    known = await people.read_profile(session, person)
    left = {key: said for key, said in known.items() if key not in kinds}
    if left != known:
        await people.save_profile(session, person, left)
