"""Nobody approves themselves: every button, command and typed reason is tried on one's own, and through a tie."""

import inspect
import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple

import pytest
from aiogram.filters import CommandObject
from sqlalchemy import event, select, update

from bot.buttons import VERBS
from bot.commands import COMMANDS, Command
from bot.desk import cases
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import BinomeError
from mentoring.expectations import Expected, expect_words
from mentoring.gates import CheckKind
from mentoring.references import format_reference
from mentoring.states import NeedState, OfferState
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.desk_tables import MatchRequest
from storage.schema.gate_tables import VettingCheck
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Binome, Card, Need, Offer, Person
from tests.cast import ABOUT, NOW, add_coordinator, add_person, vet
from tests.mentoring.examples import complete_form
from tests.rights.shapes import list_shapes
from use_cases.needs_offers import forms, unsent_pairs
from use_cases.outbox import outbox
from use_cases.team import cards

NUMBERS = (1, 2, 3, 4)
"""Every row of the world has one of these."""
CHECKED: tuple[CheckKind, ...] = ("identity", "record_extract")
READERS = ("oneself", "tied", "colleague")
WAYS = {
    "approved": {"card", "approve", "typed"},
    "refused": {"card", "typed"},
    "pair sent": {"leave"},
    "pair set aside": {"aside"},
    "asked for": {"rank", "proposer"},
    "cleared for minors": {"sheet"},
    "checked": {"check"},
    "check taken back": {"check"},
}
"""What is decided about somebody -> by which verbs and commands a colleague does so, and none other."""
DECISIVE = re.compile(
    "DELETE|(?:INSERT INTO|UPDATE) "
    f"(?:{'|'.join(one.__tablename__ for one in (Offer, Binome, MatchRequest, VettingCheck))})\\b"
)
"""A statement that may change what `_list_decisions` reads."""
DECIDING = {verb for verbs in WAYS.values() for verb in verbs}
Way = tuple[str, Callable[[Turn], Awaitable[Any]]]


class World(NamedTuple):
    """Who acts, and the numbers of the rows that are somebody's own."""

    readers: dict[str, int]
    to_check: int
    available: int
    pairs: tuple[int, int]


async def _add_form(
    session: AppSession, form: Literal["need", "offer"], person: Person, state: NeedState | OfferState
) -> Any:
    row = forms.TABLES[form](person_id=person.id, state=state, created_at=NOW)
    session.add(row)
    await session.flush()
    await forms.save(session, form, row, complete_form(form, {"birth": "2000", **ABOUT}))
    return row


async def _build_world(sessions: Sessions) -> World:
    """Let a coordinator be volunteer and young person too, on each side of a pair that waits."""
    async with sessions.begin() as session:
        me, tied, colleague = [await add_coordinator(session, name) for name in ("Marc", "Karim", "Lou")]
        young, volunteer = await add_person(session, "Inès"), await add_person(session, "Zoé")
        session.add(Tie(staff_id=tied.id, person_id=me.id, kind="relative", since=NOW))
        to_check = await _add_form(session, "offer", me, "to_check")
        key = f"offer:{to_check.id}"
        card = await cards.open_case(session, NOW, "new_volunteer", key, offer_id=to_check.id, person_id=me.id)
        # Not everybody may see it, so that its number is drawn; the buttons below are tried with small ones.
        session.expunge(card)
        await session.execute(update(Card).where(Card.id == card.id).values(id=1))
        available = await _add_form(session, "offer", me, "available")
        await vet(session, available, *CHECKED)
        others = await _add_form(session, "offer", volunteer, "available")
        sought, mine = [await _add_form(session, "need", person, "proposed") for person in (young, me)]
        pairs = [
            Binome(need=need, offer=offer, state="unsent", score=0.5, proposed_at=NOW)
            for need, offer in ((sought, available), (mine, others))
        ]
        session.add_all(pairs)
        await session.flush()
        await _add_form(session, "need", me, "waiting")
        await _add_form(session, "need", young, "waiting")
        await unsent_pairs.refresh_count(session, NOW)
        for reader, need in itertools.product((me, tied, colleague), NUMBERS):
            ranked = [[number, 50, ["topics"]] for number in NUMBERS]
            await outbox.put(session, NOW, reader, "ranked", about=need, ranked=ranked)
        readers = dict(zip(READERS, (me.id, tied.id, colleague.id), strict=True))
        return World(readers, to_check.id, available.id, (pairs[0].id, pairs[1].id))


def _list_taps() -> Iterator[Way]:
    filled = {
        (shape.verb, shape.subject.replace("#", str(one)), shape.choice.replace("#", str(other)))
        for shape in list_shapes()
        for one, other in itertools.product(NUMBERS, NUMBERS)
    }
    for parts in sorted(filled):
        action = Action(*parts)
        yield action.verb, partial(_tap, action)


async def _tap(action: Action, turn: Turn) -> None:
    await VERBS[action.verb].handler(turn, action)


def _list_typed() -> Iterator[Way]:
    message: Any = SimpleNamespace(chat=SimpleNamespace(id=1), sender_chat=None, is_topic_message=False, text="")
    refs = [format_reference(noun, number) for noun in ("need", "offer", "binome") for number in NUMBERS]
    for command, said in itertools.product(COMMANDS, ("", *refs)):
        given = CommandObject(command=command.names[0], args=said)
        yield command.names[0], partial(_write, command, message, given)
    for act, number in itertools.product(cases.ACTS, NUMBERS):
        yield "typed", partial(_give_reason, expect_words("reason", number, NOW, act))


async def _write(command: Command, message: Any, given: CommandObject, turn: Turn) -> None:
    wanted = len(inspect.signature(command.handler).parameters)
    await command.handler(*(message, turn, given)[:wanted])


async def _give_reason(expected: Expected, turn: Turn) -> None:
    await cases.act_with_reason(turn, expected, "parce que")


async def _list_decisions(session: AppSession, world: World) -> set[str]:
    """Return what was decided in this transaction about the one whose rows they are."""
    offers = {row.id: row for row in await session.scalars(select(Offer))}
    pairs = [await session.get(Binome, number) for number in world.pairs]
    mine = VettingCheck.person_id == world.readers["oneself"]
    checks = (await session.scalars(select(VettingCheck).where(mine))).all()
    decided = {
        "approved": offers[world.to_check].state in ("to_train", "available"),
        "refused": offers[world.to_check].state == "refused",
        "pair sent": any(pair is not None and pair.state == "proposed" for pair in pairs),
        "pair set aside": any(pair is not None and pair.why == "set_aside" for pair in pairs),
        "asked for": bool(await session.scalar(_select_own_requests(world))),
        "cleared for minors": offers[world.available].minors or offers[world.to_check].minors,
        "checked": any(row.checked_by for row in checks),
        "check taken back": len(checks) < len(CHECKED),
    }
    return {what for what, is_so in decided.items() if is_so}


def _select_own_requests(world: World) -> Any:
    mine = world.readers["oneself"]
    about_need = MatchRequest.need_id.in_(select(Need.id).where(Need.person_id == mine))
    about_offer = MatchRequest.offer_id.in_(select(Offer.id).where(Offer.person_id == mine))
    return select(MatchRequest.id).where(MatchRequest.purpose == "rank", about_need | about_offer).limit(1)


def _watch_decisive_rows(sessions: Sessions) -> list[str]:
    """Return a list that is told each statement by which something may be decided: most ways write nothing else."""
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if DECISIVE.match(statement):
            written.append(statement)

    event.listen(sessions.kw["bind"].sync_engine, "after_cursor_execute", note)
    return written


@pytest.mark.parametrize("reader", READERS)
async def test_no_way_leads_to_a_decision_about_oneself(small_sessions: Sessions, reader: str) -> None:
    """A colleague decides by the known ways alone; the person, and whoever has a tie to the person, by none."""
    world = await _build_world(small_sessions)
    found: dict[str, set[str]] = {what: set() for what in WAYS}
    written = _watch_decisive_rows(small_sessions)
    # Nobody who is close to somebody may do what a colleague may not: what decides for none decides for neither.
    ways = [way for way in (*_list_taps(), *_list_typed()) if reader != "tied" or way[0] in DECIDING]
    for name, act in ways:
        async with small_sessions() as session:  # never committed: each way begins in the same world
            person = await session.get_one(Person, world.readers[reader])
            written.clear()
            try:
                await act(Turn(session, person, NOW, session.programme, message_id=1))
                await session.flush()
            except BinomeError:
                continue
            if not written or await session.get(Offer, world.to_check) is None:
                continue  # it decides nothing, or its person has erased everything
            for what in await _list_decisions(session, world):
                found[what].add(name)
    assert found == (WAYS if reader == "colleague" else {what: set() for what in WAYS})
