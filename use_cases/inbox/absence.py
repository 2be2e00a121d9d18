"""What was not heard: after a long absence of ours, and while another program takes what people write.

Telegram keeps what people write for 24 hours, and forgets the rest.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, union

from mentoring.states import ConnectionTrouble
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Offer, Person
from use_cases.outbox import outbox
from use_cases.people import staff

UPDATES_KEPT_FOR = timedelta(hours=24)
RECENT_DRAFT = timedelta(days=7)
"""A form begun longer before is no conversation any more."""
UNANSWERED_NEWS_LIFETIME = timedelta(minutes=30)
NEWS_LIFETIME = timedelta(days=1)
"""That the bot was away is no news any more after a day of silence."""


async def note_contact(session: AppSession, now: datetime, real_now: datetime) -> int:
    """Note that Telegram is heard; after too long without it, ask those in a conversation to write again.

    Give how many are asked.
    """
    last = await installation.read_moment(session, installation.LAST_CONTACT_AT)
    await installation.write(session, installation.LAST_CONTACT_AT, real_now.isoformat())
    if last is None or real_now - last <= UPDATES_KEPT_FOR:
        return 0
    drafts = (
        select(form.person_id).where(form.state == "drafting", form.created_at > now - RECENT_DRAFT)
        for form in (Need, Offer)
    )
    filling = Person.id.in_(union(*drafts))
    found = select(Person, filling).where(Person.state == "active", filling | Person.expecting.is_not(None))
    asked = 0
    for person, is_filling in (await session.execute(found.order_by(Person.id))).all():
        if is_filling or (person.expecting and person.expecting.until >= now - (real_now - last)):
            await outbox.put(session, now, person, "write_again", delivery=outbox.Delivery(expires=now + NEWS_LIFETIME))
            asked += 1
    return asked


async def tell_of_trouble(session: AppSession, trouble: ConnectionTrouble, since: datetime, now: datetime) -> None:
    """Tell each head, once, why people may not be heard: what speaks still works."""
    for person in await staff.list_heads(session):
        if trouble == "contested":
            once = outbox.Delivery(key=f"line_contested:{since.date()}:{person.id}")
            await outbox.put(session, now, person, "line_contested", delivery=once, since=since.isoformat())
            continue
        # What was true while Telegram did not answer may leave only once it does again.
        expires = now + NEWS_LIFETIME if trouble == "unheard" else now + UNANSWERED_NEWS_LIFETIME
        once = outbox.Delivery(key=f"line_silent:{trouble}:{since.date()}:{person.id}", expires=expires)
        await outbox.put(session, now, person, "line_silent", delivery=once, trouble=trouble, since=since.isoformat())
