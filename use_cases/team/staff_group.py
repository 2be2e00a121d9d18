"""The staff group: bound, followed when its id changes, lost; and which of its messages show a case."""

from datetime import datetime

from sqlalchemy import select

from mentoring.cases import CASES
from mentoring.errors import NotPossible
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, Person
from use_cases.outbox import group_exits, outbox
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_access


async def bind_group(session: AppSession, chat_id: int, thread: int | None, person: Person, now: datetime) -> None:
    """Make a Telegram group the staff group, or one topic of it; the cases that are open follow."""
    before = await installation.read_staff_chat(session)
    await _save_group(session, chat_id, thread)  # first: until it is written, what is sent still counts as said here
    if before != chat_id:
        await _forget_messages(session, now)
        await group_exits.cancel_all(session)
    record_audit(session, now, person, "bound the group", "staff")
    await outbox.put(session, now, outbox.STAFF, "group_bound")
    await repost_all(session, now)


async def ask_to_move(
    session: AppSession, chat_id: int, thread: int | None, title: str, person: Person, now: datetime
) -> None:
    """Ask the head in private whether all alerts shall go to another group; nothing moves before their tap."""
    # The title travels with this one question, sealed; it is kept nowhere else.
    sealed = session.vault.seal_own(title).hex()
    await outbox.put(session, now, person, "group_move", chat=chat_id, thread=thread or 0, title=sealed)
    record_audit(session, now, person, "asked to move", "staff")


async def move_group(session: AppSession, chat_id: int, thread: int | None, person: Person, now: datetime) -> None:
    """Make another group the staff group, which the head was asked about; the one before is told."""
    if not await _was_asked(session, chat_id, thread, person):
        raise NotPossible("(never asked)")
    former = await installation.read_staff_chat(session)
    await bind_group(session, chat_id, thread, person, now)
    if former is not None and former != chat_id:
        await outbox.put(session, now, outbox.STAFF, "group_left", former=former)


async def follow_migration(session: AppSession, old_id: int, new_id: int, now: datetime) -> None:
    """Follow the staff group to its new id; ignore other groups."""
    if await installation.read_staff_chat(session) == old_id:
        await _save_group(session, new_id)
        await _forget_messages(session, now)


async def lose_group(session: AppSession, now: datetime) -> None:
    """The group is gone: cards wait for another, and for what is urgent the team is called in private."""
    if await installation.read_staff_chat(session) is None:
        return
    await _save_group(session, None)
    await group_exits.cancel_all(session)
    for card in await session.scalars(select(Card).where(Card.state == "open").order_by(Card.opened_at, Card.id)):
        if CASES[card.kind].urgent:
            await cards.tell_everyone(session, card, now)


async def lose_thread(session: AppSession, thread: int | None) -> None:
    """The topic is gone or closed: the team reads in the group itself, unless another was bound meanwhile."""
    if await installation.read_staff_thread(session) == thread:
        await installation.write(session, installation.STAFF_THREAD, "")


async def repost_all(session: AppSession, now: datetime) -> None:
    """Post every open case where the team reads now; those still queued leave by themselves."""
    for card in await session.scalars(select(Card).where(Card.state != "closed").order_by(Card.opened_at, Card.id)):
        await cards.show_to_team(session, card, "card", now)


async def lose_message(session: AppSession, card_id: int, message_id: int | None, now: datetime) -> None:
    """Redraw a case one of whose messages is gone; say it anew if that was the newest."""
    card = await session.get(Card, card_id)
    if card is not None:
        card.message_id = None if card.message_id == message_id else card.message_id
        await outbox.put(session, now, outbox.STAFF, "card", edit=0, card=card.id)


async def is_showing_card(session: AppSession, row: Outgoing) -> bool:
    """Return whether a row is the card of a case that stands in the group, or is about to, by another message."""
    card = await session.get(Card, row.args["card"]) if row.kind in cards.CARD_KINDS and not row.edits else None
    return card is not None and (bool(card.message_id) or await cards.is_about_to_be_shown(session, card))


async def is_closed(session: AppSession, number: int) -> bool:
    """Return whether a case is closed."""
    return await session.scalar(select(Card.state).where(Card.id == number)) == "closed"


async def may_repost(session: AppSession, card: Card) -> bool:
    """Return whether to say a case anew that no card shows: one that is closed needs none."""
    if card.state == "closed":
        return False
    return await case_access.may_see(session, card, None) and not await cards.is_about_to_be_shown(session, card)


async def _was_asked(session: AppSession, chat_id: int, thread: int | None, person: Person) -> bool:
    """Return whether a head was asked in private about this very group: nobody agrees to one whose title is unread."""
    questions = select(Outgoing.args).where(Outgoing.person_id == person.id, Outgoing.kind == "group_move")
    asked = [(args["chat"], args["thread"]) for args in await session.scalars(questions)]
    return (chat_id, thread or 0) in asked


async def _save_group(session: AppSession, chat_id: int | None, thread: int | None = None) -> None:
    await installation.write(session, installation.STAFF_CHAT, str(chat_id or ""))
    await installation.write(session, installation.STAFF_THREAD, str(thread or ""))


async def _forget_messages(session: AppSession, now: datetime) -> None:
    """Forget the messages of the group that is left: in another one their numbers are those of others."""
    await outbox.cancel_redrawing(session, now)
    for card in await session.scalars(select(Card).where(Card.message_id.is_not(None))):
        card.message_id = None
