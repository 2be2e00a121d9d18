"""More cases than a group may be told in a minute: one message lists them, nothing is lost."""

import re
from collections import Counter

from mentoring.message_kinds import LIST
from mentoring.references import format_reference
from storage.schema.tables import Card, Outgoing
from tests.faults.table_dump import read_reference, read_rows
from tests.people import make_head_with_group
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.team import cards

MANY = 60
URGENT = (20, 40, 60)
REFERENCE = re.compile(r"[CS]-[0-9]+")


async def _open_many(town: Town) -> None:
    """Let sixty cases be opened in one moment, three of them urgent."""
    now = town.app.clock.now()
    async with town.app.sessions.begin() as session:
        for number in range(1, MANY + 1):
            kind = "help" if number in URGENT else "waiting_long"
            await cards.open_case(session, now, kind, f"need:{number}")
    await town.settle()


async def test_many_cases_are_listed_in_one_message_and_each_number_is_visible(small_town: Town) -> None:
    """Sixty cards in a minute become two lists; the urgent ones come first there, and then by themselves."""
    _, group = await make_head_with_group(small_town)
    before = len(await group.messages())
    await _open_many(small_town)
    said = [one["text"] for one in (await group.messages())[before:]]
    assert len(said) == 2 + len(URGENT)
    listed = REFERENCE.findall("\n".join(said[:2]))
    references = {format_reference("card", card.id): card.kind for card in await read_rows(small_town, Card)}
    urgent = {reference for reference, kind in references.items() if kind == "help"}
    assert sorted(listed) == sorted(references)
    assert {*listed[: len(URGENT)]} == urgent
    assert "30 cas à voir, dont urgents : 3" in said[0]
    assert all("Urgent : une personne" in text for text in said[2:])
    assert {*REFERENCE.findall("\n".join(said[2:]))} == urgent


async def test_a_listed_case_is_opened_from_its_list(small_town: Town) -> None:
    """A button for each number leads to its detail in private; whoever takes it there is named in the group."""
    head, group = await make_head_with_group(small_town)
    await _open_many(small_town)
    await group.tap("C-033")
    assert "C-033" in await head.reads()
    await head.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads_about("C-033")


async def test_a_button_of_a_list_says_that_its_case_is_closed(small_town: Town) -> None:
    """A list is not redrawn: what it still offers is answered kindly, and opens nothing again, urgent or not."""
    _, group = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        now = small_town.app.clock.now()
        opened = [await cards.open_case(session, now, kind, "need:1") for kind in ("waiting_long", "help")]
        await outbox.put(session, now, outbox.STAFF, "cards", cards=[card.id for card in opened])
        for card in opened:
            await cards.close_case(session, card, None, "settled", now)
    shown = (await group.messages())[-1]["message_id"]
    for card in opened:
        toast = await group.send_data(f"card:{card.id}:take", shown)
        assert toast == "Ce cas est fermé : il n'y a plus rien à y faire."
    assert [card.state for card in await read_rows(small_town, Card)] == ["closed", "closed"]


async def test_the_ledger_adds_up_when_cards_are_listed(small_town: Town) -> None:
    """Every card that was to be said is sent, or cancelled because a list shows it; nothing waits."""
    await make_head_with_group(small_town)
    await _open_many(small_town)
    ledger = Counter((row.kind, row.state) for row in await read_rows(small_town, Outgoing) if row.kind != LIST)
    assert ledger["card", "sent"] == len(URGENT)
    assert ledger["card", "cancelled"] == MANY - len(URGENT)
    assert ledger["cards", "sent"] == 2
    assert {state for _, state in ledger} == {"sent", "cancelled"}


async def test_a_few_cases_come_one_by_one(small_town: Town) -> None:
    """What the group may be told at once keeps its own buttons; an urgent one goes first."""
    _, group = await make_head_with_group(small_town)
    before, now = len(await group.messages()), small_town.app.clock.now()
    async with small_town.app.sessions.begin() as session:
        for number, kind in enumerate(["waiting_long"] * 4 + ["help"]):
            await cards.open_case(session, now, kind, f"need:{number}")
    await small_town.settle()
    said = [one["text"] for one in (await group.messages())[before:]]
    assert len(said) == 5
    assert f"{await read_reference(small_town, 'help')} · Urgent : une personne" in said[0]


async def test_a_card_that_nobody_takes_comes_again_though_a_list_had_shown_it(small_town: Town) -> None:
    """The list calls once; the next calls are those of every case."""
    _, group = await make_head_with_group(small_town)
    await _open_many(small_town)
    await small_town.pass_time(minutes=20)
    assert "Toujours en attente" in await group.reads_about(await read_reference(small_town, "help"))
