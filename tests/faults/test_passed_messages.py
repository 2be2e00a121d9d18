"""A message from one to the other that is lost or in doubt: its writer is told, and may send it again."""

from datetime import datetime

from sqlalchemy import select, update

from mentoring.roles import SIDES, Side
from mentoring.states import BinomeState
from mentoring.talk import Passable
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from tests.bot.members.test_talk import answer, list_passed
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor
from use_cases.binomes import binomes, departures
from use_cases.outbox import outbox, passed_messages
from use_cases.talk import passing

DOUBT = "Je ne sais pas si Marc a reçu"


async def write(who: Visitor, words: str, name: str) -> None:
    """Let somebody write to the partner, and send it."""
    await who.send_data("write:1:", 1)
    await who.write(words)
    await who.tap(f"Envoyer à {name}")


async def send_into_doubt(town: Town, words: str = "On se voit à 18 h 30 ?") -> Visitor:
    """Let the answer to somebody's message to the partner be lost; return its writer."""
    young, volunteer, *_ = town.pair
    await young.send_data("write:1:", 1)
    await young.write(words)
    await town.act("fault", method="sendMessage", status="timeout", chat=volunteer.chat)
    await young.tap("Envoyer à Marc")
    return young


async def change_state(town: Town, state: str) -> None:
    """Give the binôme another state, whatever brought it about."""
    async with town.app.sessions.begin() as session:
        await session.execute(update(Binome).values(state=state))


async def test_the_writer_of_a_message_in_doubt_is_asked_and_may_send_it_again(active_town: Town) -> None:
    """Nothing is resent blindly; the words are kept until the tap, and gone once they have arrived."""
    young, volunteer, _, group = active_town.pair
    await send_into_doubt(active_town)
    assert DOUBT in await young.reads()
    assert "« On se voit à 18 h 30 ? »" in await young.reads()
    assert await list_passed(active_town) == [("uncertain", "text", True)]
    assert "Messages peut-être perdus" not in await group.reads_all()
    await young.tap("Renvoyer")
    assert await list_passed(active_town) == [("received", "text", False)]
    assert await active_town.count_sent(volunteer, "On se voit à 18 h 30 ?") == 2
    await young.send_data("resend:1:yes", (await young.messages())[-1]["message_id"])
    assert await active_town.count_sent(volunteer, "On se voit à 18 h 30 ?") == 2


async def test_words_in_doubt_are_kept_for_a_day_at_most(active_town: Town) -> None:
    """Left, or not answered for 24 hours, they are gone; a tap later sends nothing and says so."""
    young = await send_into_doubt(active_town)
    await active_town.pass_time(hours=25)
    assert await list_passed(active_town) == [("uncertain", "text", False)]
    await young.tap("Renvoyer")
    assert "Je n'ai plus ces mots" in await young.reads_all()
    await send_into_doubt(active_town, "Autre chose")
    await young.tap("Laisser")
    assert [words for *_, words in await list_passed(active_town)] == [False, False]


async def test_a_tap_on_the_message_proves_that_it_arrived(active_town: Town) -> None:
    """The reader's own tap settles it, and its words go."""
    await send_into_doubt(active_town)
    await active_town.pair[1].tap("Répondre")
    assert await list_passed(active_town) == [("received", "text", False)]


async def test_what_a_stop_left_in_flight_is_in_doubt_and_its_writer_is_asked(active_town: Town) -> None:
    """The next start asks once, whatever else it finds; nothing is sent a second time."""
    young, volunteer, *_ = active_town.pair
    await write(young, "On décale un peu ?", "Marc")
    async with active_town.app.sessions.begin() as session:  # as if it had been stopped before the answer was read
        row = (await session.scalars(select(Outgoing).where(Outgoing.kind == "passed_text"))).one()
        row.state, row.message_id = "sending", None
        passed = await session.get_one(PassedMessage, row.args["passed"])
        passed.state, passed.received_id, passed.settled_at = "waiting", None, None
        for _ in range(2):
            await session.flush()
            await outbox.recover_in_flight(session, active_town.app.clock.real_now())
            await passed_messages.reconcile(session, active_town.app.clock.now())
    active_town.app.sender.wake()
    await active_town.settle()
    assert (await young.reads_all()).count(DOUBT) == 1
    assert await active_town.count_sent(volunteer, "On décale un peu ?") == 1


async def put_on_its_way(session: AppSession, side: Side, words: str, now: datetime) -> Binome:
    """Let one side write to the other; nothing leaves before the transaction is over."""
    binome = await session.get_one(Binome, 1)
    writer = await binomes.fetch_member(session, binome, side)
    await passing.write(session, binome, writer, Passable(words=words), now)
    return binome


async def test_what_may_no_longer_pass_is_dropped_in_the_same_words_whatever_the_reason(active_town: Town) -> None:
    """Held, paused or ended while it waited: nothing passes, its words are gone, and its writer reads one sentence."""
    young, volunteer, *_ = active_town.pair
    now = active_town.app.clock.now()
    states: tuple[BinomeState, ...] = ("frozen", "paused", "ended")
    for state in states:
        async with active_town.app.sessions.begin() as session:
            (await put_on_its_way(session, "young", f"À bientôt {state}", now)).state = state
        await active_town.settle()
        await change_state(active_town, "active")
    assert "À bientôt" not in await volunteer.reads_all()
    said = [line for line in (await young.reads_all()).split("\n") if "n'est pas parti" in line]
    assert len(said) == 3
    assert len(set(said)) == 1
    assert await list_passed(active_town) == [("dropped", "text", False)] * 3


async def test_the_writer_is_told_of_what_telegram_refuses(active_town: Town) -> None:
    """For a reason of its own, because the original is gone, or because the reader has blocked the bot."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    refusals = (
        ("sendMessage", 400, "Bad Request: odd", {"text": "Bonjour"}),
        ("copyMessage", 400, "Bad Request: message to copy not found", {"kind": "voice"}),
        ("sendMessage", 403, "Forbidden: bot was blocked by the user", {"text": "Tu es là ?"}),
    )
    for method, status, said, what in refusals:
        await active_town.act("fault", method=method, status=status, description=said, chat=volunteer.chat)
        await answer(young, "Merci !", **what)
    assert (await young.reads_all()).count("Le dernier message pour Marc n'est pas parti") == 3
    assert {one for one in await list_passed(active_town) if one[1] != "ready"} == {
        ("dropped", "text", False),
        ("dropped", "voice", False),
    }


async def test_an_erasure_takes_with_it_what_was_not_received(active_town: Town) -> None:
    """What its writer wrote arrives no more; who wrote to them is told."""
    volunteer, now = active_town.pair[1], active_town.app.clock.now()
    async with active_town.app.sessions.begin() as session:
        for side in SIDES:
            binome = await put_on_its_way(session, side, "des mots", now)
        writer = await session.get_one(Person, binome.need.person_id)
        await departures.erase(session, writer, now)
    await active_town.settle()
    assert "mots" not in await volunteer.reads_all()
    assert "Le dernier message n'est pas parti" in await volunteer.reads_all()
    assert await read_rows(active_town, PassedMessage) == []
