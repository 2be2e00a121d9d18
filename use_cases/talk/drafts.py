"""Drafts: what somebody typed or sent and has not passed on. They look at it, and one tap sends; else it lapses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from mentoring.message_kinds import IN_TRANSIT_STATES, SENT_STATES
from mentoring.states import ARRANGING
from mentoring.talk import DRAFT_LASTS, Passable, TalkRefusal
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from use_cases.binomes import binomes
from use_cases.talk import passing, permission

AGREEABLE: tuple[TalkRefusal, ...] = ("", "not_accepted", "partner_not_accepted")
"""What keeps no words from being offered: a yes, once, of either side is all that may be missing."""
HELP_KINDS = ("help", "help_weak", "help_more", "contact_coming")
"""After these somebody may still be speaking of themselves: for a while nothing of it is offered to a partner."""


async def keep(
    session: AppSession, writer: Person, passable: Passable, now: datetime, binome: Binome | None = None
) -> PassedMessage:
    """Keep sealed what somebody may pass on, for ten minutes; without a binôme they are asked to whom."""
    draft = await passing.add(session, writer, passable, now)
    draft.binome_id, draft.lapses_at = binome.id if binome else None, now + DRAFT_LASTS
    await session.flush()
    return draft


async def forget(session: AppSession, writer: Person, now: datetime) -> None:
    """Keep nothing of what somebody has not sent, but that there was something: a late tap is answered kindly."""
    theirs = (PassedMessage.writer_id == writer.id, PassedMessage.state == "draft")
    gone = {"state": "dropped", "words": None, "lapses_at": None, "settled_at": now}
    await session.execute(update(PassedMessage).where(*theirs).values(gone))


async def send(session: AppSession, binome: Binome, writer: Person, now: datetime) -> None:
    """Pass on what somebody has not sent, an album part by part."""
    for draft in await list_current(session, writer):
        await passing.send(session, draft, binome, writer, now)


async def list_current(session: AppSession, writer: Person) -> Sequence[PassedMessage]:
    """Return what somebody has not sent: one thing, or the parts of one album."""
    theirs = (PassedMessage.writer_id == writer.id, PassedMessage.state == "draft")
    return (await session.scalars(select(PassedMessage).where(*theirs).order_by(PassedMessage.id))).all()


def is_open(draft: PassedMessage, now: datetime) -> bool:
    """Return whether a draft may still be sent."""
    return draft.state == "draft" and draft.lapses_at is not None and now < draft.lapses_at


async def list_recipients(session: AppSession, writer: Person) -> list[Binome]:
    """Return the binômes in which somebody may write to the other."""
    return await binomes.list_binomes(session, writer, ARRANGING)


async def list_open(session: AppSession, writer: Person, now: datetime) -> list[Binome]:
    """Return the binômes in which words would pass now, or once both have accepted that."""
    found = await list_recipients(session, writer)
    return [one for one in found if (await permission.judge(session, one, writer, "text", now)).refusal in AGREEABLE]


async def may_offer(session: AppSession, writer: Person, now: datetime) -> bool:
    """Return whether words may be offered to a partner: not where somebody was just shown help."""
    helped = (Outgoing.person_id == writer.id, Outgoing.kind.in_(HELP_KINDS), Outgoing.due_at > now - DRAFT_LASTS)
    shown = Outgoing.state.in_((*SENT_STATES, *IN_TRANSIT_STATES))
    return await session.scalar(select(Outgoing.id).where(*helped, shown).limit(1)) is None
