"""A sign of distress and a cry for help are heard first, in every state of every conversation, by every carrier."""

from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import settings
from sqlalchemy import select, update

from bot import commands
from mentoring.example_answers import list_acts
from mentoring.expectations import ABOUT_OTHERS, What, expect_words
from mentoring.questions import FORMS
from mentoring.states import Form
from storage.schema.tables import Card, Need, Offer, Outgoing, Person
from tests.bot.carriers import CARRIERS, build_update, carry
from tests.faults.table_dump import read_reference, read_rows
from tests.mentoring.examples import TODAY, complete_form
from tests.people import VOLUNTEER, YOUNG, begin_form, fill_in, make_head_with_group, sign_up_young, write_need
from tests.town import Town, Visitor, open_town
from understanding.distress_classifier.weights import load_weights
from understanding.identifying.lists import List, read_list

SHARE = 4
"""Of the carriers, in each state, in the suite. `--hypothesis-profile thorough` tries them all."""
STRONG, WEAK = "je veux mourir", "je me sens seule"
CRIES = ("/Aide", "aide!", "🆘", "Aidez-moi svp")
ANSWERS = {"need": YOUNG | {"words": "mon CV"}, "offer": VOLUNTEER | {"job": "comptable"}}


async def _list_sent(town: Town, who: Visitor, *kinds: str) -> list[str]:
    person = await _find_person(town, who)
    rows = await read_rows(town, Outgoing)
    return [row.kind for row in rows if row.person_id == person.id and row.kind in kinds]


async def _find_person(town: Town, who: Visitor) -> Person:
    async with town.app.sessions.begin() as session:
        found = await session.scalar(select(Person).where(Person.fingerprint == session.vault.fingerprint(who.id)))
        assert found is not None
        return found


async def _list_cases(town: Town, who: Visitor) -> list[str]:
    person = await _find_person(town, who)
    cases = [card for card in await read_rows(town, Card) if card.person_id == person.id]
    return [card.kind for card in sorted(cases, key=lambda card: card.opened_at) if card.kind in ("help", "distress")]


async def _read_answers(town: Town) -> list[bytes | None]:
    return [row.answers for table in (Need, Offer) for row in await read_rows(town, table)]


def _choose_carriers(number: int) -> list[str]:
    """Return every carrier in a thorough run; otherwise some of them, others in each state."""
    is_thorough = settings().max_examples > settings.get_profile("patient").max_examples
    return list(CARRIERS) if is_thorough else list(CARRIERS)[number % SHARE :: SHARE]


async def _try_carriers(town: Town, who: Visitor, number: int, state: str) -> None:
    """Let the words come by carriers at once: help for each, one case, and nothing answered by them."""
    answers, before = await _read_answers(town), await _list_sent(town, who, "help")
    chosen = _choose_carriers(number)
    for number, carrier in enumerate(chosen):
        await town.act("update", update=build_update(who, carrier, STRONG, message_id=900_000 + number))
    await town.settle()
    helped = len(await _list_sent(town, who, "help")) - len(before)
    assert (helped, await _list_cases(town, who)) == (len(chosen), ["distress"]), (state, chosen)
    assert await _read_answers(town) == answers, state


async def _try_cries(town: Town, who: Visitor, state: str) -> None:
    answers, before, cases = (
        await _read_answers(town),
        await _list_sent(town, who, "help"),
        await _list_cases(town, who),
    )
    for cry in CRIES:
        await town.act("send", chat=who.chat, user=who.id, text=cry)
    await town.settle()
    assert len(await _list_sent(town, who, "help")) - len(before) == len(CRIES), state
    assert (await _read_answers(town), await _list_cases(town, who)) == (answers, cases), state


async def _attempt(town: Town, who: Visitor, number: int, state: str) -> None:
    """Try in a state cries for help, which open no case, and words of distress by every carrier."""
    await _try_cries(town, who, state)
    await _try_carriers(town, who, number, state)


@pytest.mark.parametrize("form", FORMS)
async def test_at_every_question_help_is_read_at_once(small_town: Town, form: Form) -> None:
    """Before the form, at each of its questions, before it is sent and afterwards; the question waits unanswered."""
    who = await begin_form(small_town, form, "Inès")
    given = complete_form(form, {"name": "Inès", "called": "Inès", **ANSWERS[form]})
    for number, (asked, acts) in enumerate(list_acts(form, given, TODAY)):
        await _attempt(small_town, who, number, asked.key)
        await who.send_data(f"{form}:ask:", (await who.messages())[-1]["message_id"])
        assert await who.asked() == asked.key
        for act, what in acts:
            await (who.choose(what) if act == "tap" else who.write(what))
    await _attempt(small_town, who, 1, "before it is sent")
    await who.choose(f"{form}:send:")
    await _attempt(small_town, who, 2, "sent")


async def test_whatever_was_asked_for_help_is_read_at_once(active_town: Town) -> None:
    """A newcomer, and a member of a binôme who was asked for anything that can be asked for."""
    stranger = await active_town.add_person("Zoé")
    await stranger.write("/start")
    await _attempt(active_town, stranger, 3, "hello")
    for number, (who, what) in enumerate(zip(cycle(active_town.pair[:2]), get_args(What), strict=False)):
        async with active_town.app.sessions.begin() as session:
            expected = expect_words(what, "1", active_town.app.clock.now(), "1")
            person = await _find_person(active_town, who)
            await session.execute(update(Person).where(Person.id == person.id).values(expecting=expected))
        await _attempt(active_town, who, number, what)


async def test_a_weak_sign_does_not_swallow_the_answer(small_town: Town) -> None:
    """A need about a forced marriage, for school, can be entered: it is kept, with help beside it and a question."""
    young = await write_need(small_town, until="topics")
    await young.write("Exposé sur le mariage forcé")
    await fill_in(young, "need", YOUNG)
    assert "mariage forcé" in await young.reads()
    assert (await _list_sent(small_town, young, "help_weak"), await _list_cases(small_town, young)) == (
        ["help_weak"],
        [],
    )


async def test_a_second_weak_sign_within_a_week_opens_a_case(small_town: Town) -> None:
    """The first is answered by help and a question; the yes to it opens a case too."""
    await make_head_with_group(small_town)
    young, other = [await begin_form(small_town, "need", name) for name in ("Inès", "Zoé")]
    for who in (young, other):
        await who.write(WEAK)
        assert await _list_cases(small_town, who) == []
    await small_town.pass_time(days=6)
    await young.write(WEAK)
    assert await _list_cases(small_town, young) == ["distress"]
    await other.choose("contact::yes")
    assert await _list_cases(small_town, other) == ["help"]


@pytest.mark.parametrize("command", ["/chercher", "/effacer", "/start"])
async def test_a_weak_sign_behind_a_command_is_answered_whatever_becomes_of_the_command(
    small_town: Town, command: str
) -> None:
    """One that is refused is undone; help is not."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write(f"{command} {WEAK}")
    assert await _list_sent(small_town, young, "help_weak") == ["help_weak"]


async def test_two_messages_are_read_together(small_town: Town) -> None:
    """« je veux », « mourir »: help and a case, once; the third message is one like any other."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write("je veux")
    await young.write("mourir")
    assert await _list_sent(small_town, young, "help") == ["help"]
    await young.write("voilà")
    assert await _list_sent(small_town, young, "help", "help_weak") == ["help"]
    assert await _list_cases(small_town, young) == ["distress"]
    other = await begin_form(small_town, "need", "Zoé")
    await other.write("je veux")
    await small_town.pass_time(minutes=3)
    await other.write("mourir")
    assert await _list_cases(small_town, other) == []


@pytest.mark.parametrize("text", ["/AIDE", "/Help", "/menu", "/MENU", "/Privacy"])
async def test_a_command_is_known_in_any_case(small_town: Town, text: str) -> None:
    """Whoever's telephone begins a line with a capital is understood."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write(text)
    assert "Je n'ai pas compris" not in await young.reads()
    assert (await _list_sent(small_town, young, "help", "menu", "welcome", "privacy"))[-1:] != ["need_question"]


async def test_an_unknown_command_answers_no_question(small_town: Town) -> None:
    """Nothing that begins with a slash becomes somebody's first name."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write("/inconnu")
    assert await young.asked() == "name"


async def _go_to_note(head: Visitor, _group: Visitor) -> None:
    await head.write("/besoin J-001")
    await head.tap("Note")


async def _go_to_case_note(head: Visitor, group: Visitor) -> None:
    await group.tap("Détail")
    await head.tap("Note")


async def _go_to_reason(head: Visitor, group: Visitor) -> None:
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Rien d'inquiétant")


@pytest.mark.parametrize(
    ("go", "words", "ref"),
    [
        (_go_to_note, "Elle dit : je veux mourir", "J-001"),
        (_go_to_case_note, "Elle dit : je veux mourir", "case"),
        (_go_to_reason, "elle a écrit je veux mourir pour rire", "case"),
        (None, "/besoin J-001 veut se tuer, je veux mourir", "J-001"),
        (None, "/chercher je veux mourir", ""),
    ],
)
async def test_in_what_the_team_writes_a_sign_asks(
    small_town: Town, go: Callable[[Visitor, Visitor], Awaitable[None]] | None, words: str, ref: str
) -> None:
    """The writer is not in danger: no help text, no case about them; where it is known of whom, a yes opens one."""
    head, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await young.write("/aide")
    await young.choose("contact::yes")
    if go:
        await go(head, group)
    await head.write(words)
    ref = await read_reference(small_town, "help") if ref == "case" else ref
    assert (await _list_sent(small_town, head, "help"), await _list_cases(small_town, head)) == ([], [])
    assert ("Ouvrir un cas urgent pour " + ref if ref else "Ces mots font penser") in await head.reads()
    assert await _list_sent(small_town, head, "danger_ask") == ["danger_ask"]


@pytest.mark.parametrize(("choice", "cases"), [("Oui, ouvrir", ["help", "distress"]), ("Non, pas", ["help"])])
async def test_a_yes_opens_a_case_about_the_person_and_a_no_does_not(
    small_town: Town, choice: str, cases: list[str]
) -> None:
    """Its detail names the need; the note itself is kept either way."""
    head, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await young.write("/aide")
    await young.choose("contact::yes")
    await _go_to_note(head, group)
    await head.write("Elle dit : je veux mourir")
    await head.tap(choice)
    assert await _list_cases(small_town, young) == cases
    assert ("🔎 Détail" in await head.reads() and "J-001" in await head.reads()) is (choice != "Non, pas")


async def test_the_team_is_helped_like_anybody_outside_of_its_acts(small_town: Town) -> None:
    """What a coordinator writes of their own is theirs, and « aide » is heard even where a note was asked for."""
    head, group = await make_head_with_group(small_town)
    await sign_up_young(small_town)
    await _go_to_note(head, group)
    await head.write("aide")
    assert await _list_sent(small_town, head, "help") == ["help"]
    await head.write("/menu")
    await head.write(STRONG)
    assert await _list_cases(small_town, head) == ["distress"]


async def test_a_member_who_uses_a_command_of_the_team_is_heard(small_town: Town) -> None:
    """The list of the team's acts counts for the team alone."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write(f"/chercher {STRONG}")
    assert await _list_cases(small_town, young) == ["distress"]


async def test_in_the_group_nothing_is_anybody_s_distress(small_town: Town) -> None:
    """Commands are read there, for what they ask; no case, no help text, nothing kept."""
    head, group = await make_head_with_group(small_town)
    for words in (f"/file {STRONG}", STRONG, f"/chercher {STRONG}", "aide"):
        await group.write(words)
    assert (await _list_cases(small_town, head), await _list_sent(small_town, head, "help", "danger_ask")) == ([], [])


def test_every_act_of_the_list_is_one() -> None:
    """What is asked for, a command, or a correction: a name that changes would let a sign fall on its writer."""
    acts = {row.act for row in commands.COMMANDS} | set(get_args(What)) | {"edit"}
    assert set(ABOUT_OTHERS) <= acts


async def test_a_case_says_when_it_was_written(small_town: Town) -> None:
    """Where that was not when it was handled; else the card says once since when it is open."""
    _, group = await make_head_with_group(small_town)
    for name, age, said in (("Inès", 600, True), ("Zoé", 30, False)):
        who = await begin_form(small_town, "need", name)
        now = small_town.app.clock.now()
        await carry(small_town, who, "text", STRONG, date=int(now.timestamp()) - age)
        case = (await read_rows(small_town, Card))[-1]
        assert (case.written_at == datetime.fromtimestamp(int(now.timestamp()) - age, now.tzinfo)) is said
        assert ("écrit : " in await group.reads()) is said


async def test_a_report_keeps_what_a_sign_says(active_town: Town) -> None:
    """Words of a report are for the team, whatever they say."""
    young, _, head, group = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    card: dict[str, Any] = (await group.messages())[-1]
    await young.write("il me frappe")
    assert await _list_sent(active_town, young, "help") == ["help"]
    await group.tap("Détail en privé", message=card)
    assert "il me frappe" in await head.reads()


async def test_no_message_waits_for_weights_or_lists(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> None:
    """A program that hears has loaded them before anybody wrote."""
    for loaded in (load_weights, read_list):
        loaded.cache_clear()
    async with open_town(sqlite_url, tmp_path, worker_process):
        assert load_weights.cache_info().currsize == 1
        assert read_list.cache_info().currsize >= len(get_args(List))
