"""What is true of every chat at every moment, whatever was done before."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from simulator.chats import Message
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, ParkedUpdate, Person
from storage.schema.talk_tables import PassedMessage
from tests.texts.test_messages import NO_HELP, NO_MENU, WAYS_BACK
from tests.town import Town, Visitor
from use_cases.due import EPOCH
from use_cases.messages import reconciliation

TOO_LATE = ("Ce bouton n'est plus valable.", "This button is no longer valid.")
NOT_ARRIVED_STATES = ("sending", "uncertain", "given_up")
"""States in which nobody knows, or it is certain, that a message did not arrive."""
HELP_NUMBER = "112"
LATE = timedelta(minutes=1)
"""So much later than its time something may be done: the program looks once a minute."""


class ErrorLog(logging.Handler):
    """Keeps what the program itself calls an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.lines.append(self.format(record))


def messages_to(who: Visitor) -> list[Message]:
    """Return what the bot wrote into somebody's chat, oldest first."""
    state = who.town.simulator.state
    return [one for one in state.chats[who.chat].messages.values() if one.sender == state.bot.id]


def list_buttons(message: Message) -> Iterator[str]:
    """Return the data of a message's buttons, in order."""
    yield from (button["callback_data"] for row in message.keyboard for button in row if "callback_data" in button)


def may_write(who: Visitor) -> bool:
    """Return whether the bot hears this person."""
    person = who.town.simulator.state.people[who.id]
    return person.started and not person.blocked


async def check_all(town: Town, people: list[Visitor]) -> None:
    """Nothing broke, and everybody's last message leads on."""
    async with town.app.sessions.begin() as session:
        await _check_nothing_broke(session)
        await _check_kept_words(session, town.app.clock.now())
        for who in filter(may_write, people):
            await _check_way_back(session, messages_to(who)[-1])


async def _check_nothing_broke(session: AppSession) -> None:
    """No update was put aside, no case of a fault was opened, and every message that was to be said is."""
    assert not list(await session.scalars(select(ParkedUpdate.update_id))), "an update was put aside"
    faults = await session.scalars(select(Card.key).where(Card.kind.in_(("fault", "uncertain"))))
    assert not list(faults), "a case of a fault"
    rows = await session.execute(
        select(Outgoing.kind, Outgoing.state, Outgoing.problem).where(Outgoing.state.in_(NOT_ARRIVED_STATES))
    )
    assert not rows.all(), "messages that did not arrive"
    assert (await reconciliation.find_unwritten(session, EPOCH))[1] == [], "messages that were never put"


async def _check_kept_words(session: AppSession, now: datetime) -> None:
    """Of what two write to each other nothing is kept past its time, nor of whoever has erased everything."""
    lapsed = (PassedMessage.words.is_not(None), PassedMessage.lapses_at < now - LATE)
    assert not list(await session.scalars(select(PassedMessage.id).where(*lapsed))), "words are kept past their time"
    left = select(PassedMessage.id).where(PassedMessage.writer_id.not_in(select(Person.id)))
    assert not list(await session.scalars(left)), "words are kept of somebody who is gone"


async def _check_way_back(session: AppSession, last: Message) -> None:
    """A message has help, and a way to the menu or to what one came from."""
    drawn = select(Outgoing.kind).where(Outgoing.message_id == last.message_id, Outgoing.person_id.is_not(None))
    kind = await session.scalar(drawn.order_by(Outgoing.id.desc()).limit(1))
    data = list(list_buttons(last))
    back = [one for one in data if one.startswith(WAYS_BACK) or one.endswith((":back", ":show:"))]
    assert "help::" in data or kind in NO_HELP, f"{kind}: no help under {last.text!r}"
    assert back or kind in NO_MENU, f"{kind}: no way back under {last.text!r}"


async def check_help(who: Visitor) -> None:
    """The help command is answered by the help text, at once."""
    before = messages_to(who)[-1].message_id
    await who.write("/aide")
    last = messages_to(who)[-1]
    assert last.message_id > before, "no answer to /aide"
    assert HELP_NUMBER in last.text, f"/aide is answered by {last.text!r}"
