"""May this pass between the two now: asked when it is written, and again as it leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from mentoring import talk_rules
from mentoring.masking import find_contacts
from mentoring.states import ARRANGING
from mentoring.talk import PassedContent, Verdict
from mentoring.together import ADULT_AGE, Pair, find_ground
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Person
from storage.schema.talk_tables import ConversationSide, PassedMessage
from use_cases.binomes import binomes, together
from use_cases.outbox import silences
from use_cases.people import people

LIMIT_PERIOD = timedelta(hours=1)
NEARBY = timedelta(hours=24)
"""No quiet hours and no session last longer."""


async def judge(session: AppSession, binome: Binome, writer: Person, content: PassedContent, now: datetime) -> Verdict:
    """Return whether one member's message of some content may pass to the other now.

    `too_many` is about writing alone: what was passed on before its writer's limit leaves all the same.
    """
    settings = session.programme.talk
    reader = await binomes.fetch_partner(session, binome, writer)
    pair = await together.read_pair(session, binome, now)
    side = await session.get(ConversationSide, (binome.id, reader.id))
    given = talk_rules.Exchange(
        settings=settings,
        content=content,
        runs=await _runs(session, binome, pair, reader, now),
        has_minor=pair.has_minor,
        has_accepted=writer.talk_accepted_at is not None,
        partner_has_accepted=reader.talk_accepted_at is not None,
        is_muted=side is not None and side.muted_at is not None,
        written=await _count_written(session, writer, now),
    )
    if refusal := talk_rules.judge(given):
        return Verdict(refusal)
    if not _is_reader_minor(pair, binome, reader):
        return Verdict()
    zone, nearby = await people.find_zone(session, reader), await _list_nearby(session, binome, now)
    return Verdict(leaves_at=talk_rules.time_leaving(now, zone, settings, nearby))


async def may_share_names(session: AppSession, binome: Binome, now: datetime) -> bool:
    """Return whether the two may be offered to show each other their Telegram names."""
    pair = await together.read_pair(session, binome, now)
    runs = session.programme.talk.on and binome.state in ARRANGING and find_ground(pair, is_new=False) is None
    return talk_rules.may_share_names(runs=runs, has_minor=pair.has_minor)


async def may_meet(session: AppSession, binome: Binome, now: datetime) -> bool:
    """Return whether the two may see each other in person, in a public place."""
    return _may_meet(session, await together.read_pair(session, binome, now))


async def is_fit_place(session: AppSession, binome: Binome, place: str, now: datetime) -> bool:
    """Return whether the two may be told to meet there."""
    pair = await together.read_pair(session, binome, now)
    return talk_rules.is_fit_place(place, may_meet=_may_meet(session, pair), has_minor=pair.has_minor)


async def is_fit_file_name(session: AppSession, binome: Binome, name: str, now: datetime) -> bool:
    """Return whether a file of this name may pass between the two."""
    pair = await together.read_pair(session, binome, now)
    return not (pair.has_minor and any(part.kind in ("phone", "mail", "link") for part in find_contacts(name)))


def _may_meet(session: AppSession, pair: Pair) -> bool:
    return talk_rules.may_meet(session.programme.talk.meet_in_person, has_minor=pair.has_minor)


def _is_reader_minor(pair: Pair, binome: Binome, reader: Person) -> bool:
    """Return whether a member is under 18; a young person whose age is unknown counts as such."""
    if reader.id == binome.need.person_id:
        return pair.is_minor
    return pair.volunteer.age is not None and pair.volunteer.age < ADULT_AGE


async def _runs(session: AppSession, binome: Binome, pair: Pair, reader: Person, now: datetime) -> bool:
    """Return whether the two arrange things now; what stops them is not told apart."""
    if binome.state not in ARRANGING or find_ground(pair, is_new=False) is not None:
        return False
    silent = [await silences.find_on(session, subject, now) for subject in (binome, reader)]
    return not any(silent)


async def _count_written(session: AppSession, writer: Person, now: datetime) -> int:
    lately = (PassedMessage.writer_id == writer.id, PassedMessage.written_at > now - LIMIT_PERIOD)
    passed = PassedMessage.state.not_in(("draft", "dropped"))
    return int(await session.scalar(select(func.count()).select_from(PassedMessage).where(*lately, passed)) or 0)


async def _list_nearby(session: AppSession, binome: Binome, now: datetime) -> Sequence[tuple[datetime, datetime]]:
    """Return start and end of the binôme's sessions within a day."""
    nearby = (
        MentoringSession.binome_id == binome.id,
        MentoringSession.starts_at.between(now - NEARBY, now + NEARBY),
        MentoringSession.state.in_(("planned", "begun")),
    )
    length = timedelta(minutes=session.programme.rhythm.session_minutes)
    starts = await session.scalars(select(MentoringSession.starts_at).where(*nearby))
    return [(start, start + length) for start in starts]
