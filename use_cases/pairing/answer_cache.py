"""What needs and offers say, opened once and kept until it changes.

Opening what is sealed takes far longer than reading a row. A seal begins with a nonce, new each time that something is
sealed: two nonces tell whether what is behind them is still what was opened before.
"""

import logging
from collections.abc import Iterable
from typing import Any

from sqlalchemy import LargeBinary, func, select

from storage.crypto.vault import NONCE_BYTES, Vault, WrongKey
from storage.engine.app_session import AppSession
from storage.engine.batches import split_into_batches
from storage.schema.tables import Need, Offer, Person, PersonKey
from use_cases.people.people import KeyGone

log = logging.getLogger(__name__)
Given = dict[str, Any]
Table = type[Need] | type[Offer]
OWN_WORDS = ("job", "words")
"""What people typed about what they look for or do; nothing else that they said is free text to the matcher."""
LEFT_OUT_WITH_WORDS = (*OWN_WORDS, "level", "field")
"""What counts no more once somebody objects: topics and hours are left, and the region, without which nobody meets."""


class AnswerCache:
    """What was opened for the last question; of nobody who was not asked for in it."""

    def __init__(self) -> None:
        self._opened_by_key: dict[Table, dict[int, tuple[Any, Given]]] = {}

    async def read(self, session: AppSession, table: Table, wanted: Any) -> dict[int, Given]:
        """Return what each of the rows of active people that are `wanted` says, with what its person said, by number.

        Somebody whose answers cannot be opened is left out: they must not stop the others. Of somebody who refused
        that their words count there is no such word, nor the level or the field.
        """
        known = self._opened_by_key.get(table, {})
        seals = {number: tuple(found) for number, *found in await session.execute(_select_nonces(table, wanted))}
        kept = {number: known[number] for number, found in seals.items() if known.get(number, (None,))[0] == found}
        opened = await _open_rows(session, table, seals.keys() - kept.keys())
        kept |= {number: (seals[number], given) for number, given in opened.items()}
        self._opened_by_key[table] = kept
        return {number: given for number, (_, given) in sorted(kept.items())}


def _select_nonces(table: Table, wanted: Any) -> Any:
    nonces = (func.substr(seal, 1, NONCE_BYTES, type_=LargeBinary) for seal in (table.answers, Person.profile))
    known = select(table.id, *nonces, Person.words_refused_at).join(Person, Person.id == table.person_id)
    return known.where(Person.state == "active", wanted)


async def _open_rows(session: AppSession, table: Table, numbers: Iterable[int]) -> dict[int, Given]:
    sealed = (
        select(table.id, Person.words_refused_at, PersonKey.wrapped, Person.profile, table.answers)
        .join(Person, Person.id == table.person_id)
        .outerjoin(PersonKey, PersonKey.person_id == Person.id)
    )
    found: dict[int, Given] = {}
    for some in split_into_batches(sorted(numbers)):
        for number, refused_at, key, *seals in await session.execute(sealed.where(table.id.in_(some))):
            try:
                given = _open(session.vault, key, *seals)
                found[number] = given if refused_at is None else _drop_refused(given)
            except WrongKey as error:
                problem = type(error).__name__
                log.error("not_readable", extra={"table": table.__tablename__, "row": number, "problem": problem})
    return found


def _drop_refused(given: Given) -> Given:
    return {name: said for name, said in given.items() if name not in LEFT_OUT_WITH_WORDS}


def _open(keys: Vault, wrapped: bytes | None, *seals: bytes | None) -> Given:
    """Return what was said of the person and in the form, together."""
    if wrapped is None:
        raise KeyGone
    return {name: said for seal in seals for name, said in (keys.open(wrapped, seal) or {}).items()}
