"""The goal of a binôme: what its young person wants to reach, in their own words, read by the volunteer."""

from datetime import datetime

from mentoring.courses import MAX_GOAL_CHARACTERS
from mentoring.errors import NotPossible
from mentoring.roles import SIDES, YOUNG
from mentoring.states import RUNNING
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Person
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.outbox import outbox
from use_cases.people import people, unsent_words


async def read_goal(session: AppSession, binome: Binome) -> str:
    """Return the goal of a binôme; nothing before there is one."""
    course = await session.get(Course, binome.id)
    return await people.unseal(session, binome.need.person_id, course.goal) or "" if course else ""


async def read_offered(session: AppSession, binome: Binome) -> str:
    """Return the young person's own sentence, which may become the goal; nothing where it is long, or there is none."""
    words = str((await forms.read_answers(session, binome.need)).get("words", ""))
    return words if len(words) <= MAX_GOAL_CHARACTERS else ""


async def keep_offered(session: AppSession, binome_id: int, person: Person, now: datetime) -> None:
    """Take the young person's own sentence as the goal."""
    binome = await lock_own(session, binome_id, person)
    words = await read_offered(session, binome)
    if not words:
        raise NotPossible("(no sentence)")
    await _set_goal(session, binome, words, now)


async def type_goal(session: AppSession, binome_id: int, person: Person, words: str, now: datetime) -> None:
    """Keep a goal that somebody has typed, and show it to them: the volunteer reads it only after a tap."""
    await lock_own(session, binome_id, person)
    await unsent_words.keep(session, person, "typed_goal", {"binome": binome_id, "words": words}, now)
    mark = unsent_words.compute_mark(session, words)
    await outbox.put(session, now, person, "goal_confirm", binome=binome_id, mark=mark)


async def read_typed(session: AppSession, person: Person, binome_id: int, mark: str) -> str:
    """Return the goal that somebody typed and has not sent; nothing when it is another by now."""
    typed = await unsent_words.read(session, person, "typed_goal") or {"binome": 0, "words": ""}
    is_same = (typed["binome"], unsent_words.compute_mark(session, typed["words"])) == (binome_id, mark)
    return typed["words"] if is_same else ""


async def send_typed(session: AppSession, binome_id: int, person: Person, mark: str, now: datetime) -> None:
    """Take as the goal what somebody typed and has looked at."""
    words = await read_typed(session, person, binome_id, mark)
    if not words:
        raise NotPossible("(another goal was typed since)")
    await _set_goal(session, await lock_own(session, binome_id, person), words, now)
    await unsent_words.drop(session, person, "typed_goal")


async def lock_own(session: AppSession, binome_id: int, person: Person) -> Binome:
    """Return for changing it a running binôme of which the person is the young one."""
    binome = await binomes.lock_binome(session, binome_id, person, YOUNG)
    if binome.state not in RUNNING:
        raise NotPossible("(over)")
    return binome


async def _set_goal(session: AppSession, binome: Binome, words: str, now: datetime) -> None:
    course = await session.get_one(Course, binome.id)
    course.goal = await people.seal(session, binome.need.person_id, words)
    for side in SIDES:
        await binomes.queue_message(session, now, binome, side, "goal_set")
