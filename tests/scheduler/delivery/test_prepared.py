"""From a row to its request: which words go where, as a new message or an old one redrawn; or that there are none."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden, RetryAfter, TimedOut

from cli import settings
from mentoring.message_kinds import LIST, Priority
from scheduler.delivery.prepared import MessagePreparer, PreparedMessage, send
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing, Person
from tests.cast import NOW, add_coordinator
from tests.scheduler.delivery.outbox_rows import (
    GROUP,
    LISTS,
    PREPARER,
    SHOWN,
    TOPIC,
    add_people,
    bind_group,
    claim_first,
    open_shown_case,
    put,
)
from tests.scheduler.delivery.stub_telegram import Refusal, StubTelegram, build_refusal
from texts import RenderedMessage, Texts
from texts.render import MAX_CAPTION_CHARACTERS, MAX_MESSAGE_CHARACTERS
from use_cases.messages.context import NoLongerTrue
from use_cases.outbox.recipients import Recipients, look_up_recipients
from use_cases.people import people

CHAT = 7
PNG = b"\x89PNG"
WORDS = RenderedMessage("<b>Bonjour</b>", ((("Oui", "accept:1"), ("Non", "decline:1")), (("Aide", "help"),)))


async def _prepare(sessions: Sessions, preparer: MessagePreparer = PREPARER) -> PreparedMessage:
    """Prepare the message that goes first."""
    async with sessions.begin() as session:
        row = await claim_first(session)
        mine = [row.person_id] if row.person_id is not None else []
        to = Recipients(GROUP, await look_up_recipients(session, mine))
        return await preparer.prepare(session, row, to, NOW)


async def _find_chat(sessions: Sessions, person: Person) -> int:
    async with sessions.begin() as session:
        return await people.find_chat(session, person)


async def _put_list(sessions: Sessions, person: Person | None, **args: Any) -> None:
    async with sessions.begin() as session:
        about = {"person_id": person and person.id, "kind": LIST, "args": args, "priority": Priority.LIST}
        session.add(Outgoing(**about, due_at=NOW, changed_at=NOW))


async def _change_case(sessions: Sessions, number: int, **changes: Any) -> None:
    async with sessions.begin() as session:
        card = await session.get_one(Card, number)
        for name, value in changes.items():
            setattr(card, name, value)


async def test_a_new_message_names_no_other(sessions: Sessions) -> None:
    """It has its reader's chat and words, and neither a topic nor a picture."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "privacy")
    found = await _prepare(sessions)
    assert found.message is not None
    assert "Vie privée" in found.message.text
    assert (found.chat_id, found.message_id) == (await _find_chat(sessions, person), None)
    assert (found.thread, found.picture, found.commands) == (None, None, ())


async def test_a_message_is_redrawn_where_it_stands(small_sessions: Sessions) -> None:
    """The number comes from whoever asked for it."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy", edit=SHOWN)
    assert (await _prepare(small_sessions)).message_id == SHOWN


@pytest.mark.parametrize(
    ("kind", "about"), [("proposal", {"binome": 1}), ("need_summary", {"form": 1}), ("queue", {"page": 0})]
)
async def test_there_is_nothing_to_say_of_what_is_gone(
    small_sessions: Sessions, kind: str, about: dict[str, Any]
) -> None:
    """A binôme or a form that was erased, a right that has ended: nobody is told of what is no longer true."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, kind, **about)
    with pytest.raises(NoLongerTrue):
        await _prepare(small_sessions)


@pytest.mark.parametrize(
    "words",
    [
        "a" * (MAX_MESSAGE_CHARACTERS + 1),
        "Bonjour\n---\nOui => nowhere at all",
        "{{ ''.__class__.__mro__ }}",
        "{% include 'fr/' ~ '../../etc/passwd' %}",
    ],
)
async def test_what_telegram_would_refuse_is_said_in_our_words_and_the_team_told_once(
    small_sessions: Sessions, tmp_path: Path, words: str
) -> None:
    """Own words that are too long, or not to be had, a button that leads nowhere: known before a request is made."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "privacy.j2").write_text(words, encoding="utf-8")
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy")
    with_own = replace(PREPARER, texts=Texts(settings.read({}).programme, tmp_path))
    async with small_sessions.begin() as session:
        row, to = await claim_first(session), Recipients(GROUP, await look_up_recipients(session, [person.id]))
        ours, *own = [(await one.prepare(session, row, to, NOW)).message for one in (PREPARER, with_own, with_own)]
        assert ours is not None
        assert own == [replace(ours, is_substitute=True)] * 2
        assert [(card.kind, card.count) for card in await session.scalars(select(Card))] == [("fault", 1)]


async def test_the_team_reads_in_its_topic_with_the_picture(small_sessions: Sessions) -> None:
    """Only what is new has a picture: one cannot be put under words that are there."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    drawing = replace(PREPARER, find_picture=lambda _row: PNG)
    await put(small_sessions, None, "card", card=number)
    new = await _prepare(small_sessions, drawing)
    await put(small_sessions, None, "card", edit=SHOWN, card=number)
    redrawn = await _prepare(small_sessions, drawing)
    assert (new.chat_id, new.message_id, new.thread, new.picture) == (GROUP, None, TOPIC, PNG)
    assert (redrawn.chat_id, redrawn.message_id, redrawn.thread, redrawn.picture) == (GROUP, SHOWN, None, None)


@pytest.mark.parametrize(("asked", "redrawn"), [(0, SHOWN), (12, 12)])
async def test_a_case_is_redrawn_where_it_is_shown(small_sessions: Sessions, asked: int, redrawn: int) -> None:
    """Unless a message was named, it is the one that shows the case as this leaves."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", edit=asked, card=number)
    assert (await _prepare(small_sessions)).message_id == redrawn


async def test_a_case_that_no_message_shows_is_said_anew(small_sessions: Sessions) -> None:
    """Its message was deleted: it goes where the team reads."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await _change_case(small_sessions, number, message_id=None)
    await put(small_sessions, None, "card", edit=0, card=number)
    found = await _prepare(small_sessions)
    assert (found.message_id, found.thread) == (None, TOPIC)


async def test_a_case_about_somebody_of_the_team_is_not_said_anew(small_sessions: Sessions) -> None:
    """The group that they read in must not learn of it by a redrawing."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    async with small_sessions.begin() as session:
        reported = (await add_coordinator(session)).id
    await _change_case(small_sessions, number, message_id=None, about_id=reported)
    await put(small_sessions, None, "card", edit=0, card=number)
    with pytest.raises(NoLongerTrue):
        await _prepare(small_sessions)


async def test_a_case_that_is_about_to_be_shown_is_not_said_twice(small_sessions: Sessions) -> None:
    """The message that waits shows it as it is when it leaves."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await _change_case(small_sessions, number, message_id=None)
    await put(small_sessions, None, "card", edit=0, card=number)
    await put(small_sessions, None, "card", card=number)
    with pytest.raises(NoLongerTrue):
        await _prepare(small_sessions)


async def test_only_a_case_is_redrawn_in_the_group(small_sessions: Sessions) -> None:
    """Whatever else was said there stands as it was said."""
    await bind_group(small_sessions)
    await put(small_sessions, None, "group_bound", edit=SHOWN)
    with pytest.raises(NoLongerTrue):
        await _prepare(small_sessions)


async def test_a_list_of_commands_is_told_once(small_sessions: Sessions) -> None:
    """The row keeps its mark, which whoever saw it arrive writes down; the same list again is not told."""
    (person,) = await add_people(small_sessions)
    await _put_list(small_sessions, person)
    found = await _prepare(small_sessions)
    assert (found.message, found.chat_id) == (None, await _find_chat(small_sessions, person))
    assert [name for name, _ in found.commands][:2] == ["menu", "aide"]
    async with small_sessions.begin() as session:
        (await session.get_one(Person, person.id)).commands = found.row.args["mark"]
    await _put_list(small_sessions, person)
    with pytest.raises(NoLongerTrue):
        await _prepare(small_sessions)


async def test_the_group_has_its_list_and_a_former_one_loses_it(small_sessions: Sessions) -> None:
    """The former group is named by the row: it is bound no more."""
    await _put_list(small_sessions, None)
    await _put_list(small_sessions, None, former=-5)
    (own, former) = [await _prepare(small_sessions) for _ in range(2)]
    assert (own.chat_id, own.commands) == (GROUP, LISTS.staff_group_list)
    assert (former.chat_id, former.commands) == (-5, ())


def _build_prepared(kind: str = "privacy", message: RenderedMessage | None = WORDS, **how: Any) -> PreparedMessage:
    return PreparedMessage(Outgoing(kind=kind), CHAT, message, **how)


async def test_words_leave_with_their_buttons_and_no_preview() -> None:
    """A link shows nothing of the page that it leads to; a new message has a number from then on."""
    telegram = StubTelegram()
    assert await send(telegram.bot, _build_prepared(thread=TOPIC)) == 1
    (call,) = telegram.calls
    assert call.method == "sendMessage"
    assert (call.chat, call.parameters["text"], call.parameters["parse_mode"]) == (CHAT, WORDS.text, "HTML")
    assert call.parameters["message_thread_id"] == str(TOPIC)
    assert json.loads(call.parameters["link_preview_options"]) == {"is_disabled": True}
    rows = json.loads(call.parameters["reply_markup"])["inline_keyboard"]
    assert [[(one["text"], one["callback_data"]) for one in row] for row in rows] == [list(row) for row in WORDS.rows]


async def test_a_redrawing_keeps_its_number_and_shows_no_preview() -> None:
    """Words that lose their buttons say so by having none."""
    telegram = StubTelegram()
    bare = RenderedMessage("Bonsoir", ())
    assert await send(telegram.bot, _build_prepared(message=bare, message_id=SHOWN, thread=TOPIC)) == SHOWN
    (call,) = telegram.calls
    assert (call.method, call.parameters["message_id"]) == ("editMessageText", str(SHOWN))
    assert json.loads(call.parameters["link_preview_options"]) == {"is_disabled": True}
    assert "reply_markup" not in call.parameters


@pytest.mark.parametrize(("kind", "is_protected"), [("privacy", False), ("card_detail", True)])
async def test_what_is_private_to_the_team_cannot_be_forwarded(kind: str, is_protected: bool) -> None:
    """Its kind says so, in the table of messages."""
    telegram = StubTelegram()
    await send(telegram.bot, _build_prepared(kind))
    assert (telegram.calls[0].parameters.get("protect_content", "false").lower() == "true") is is_protected


@pytest.mark.parametrize(
    ("length", "methods"),
    [(MAX_CAPTION_CHARACTERS, ["sendPhoto"]), (MAX_CAPTION_CHARACTERS + 1, ["sendPhoto", "sendMessage"])],
)
async def test_words_stand_under_their_picture_or_follow_it(length: int, methods: list[str]) -> None:
    """Marks are not counted; the number is that of the message that has the words."""
    telegram = StubTelegram()
    text = "<b>a</b>" + "b" * (length - 1)
    number = await send(telegram.bot, _build_prepared("figures", RenderedMessage(text, ()), picture=PNG, thread=TOPIC))
    assert (telegram.methods, number) == (methods, len(methods))
    assert telegram.calls[0].parameters["message_thread_id"] == str(TOPIC)
    assert telegram.calls[-1].parameters["caption" if methods == ["sendPhoto"] else "text"] == text
    assert ("caption" in telegram.calls[0].parameters) == (len(methods) == 1)


@pytest.mark.parametrize(
    "answer",
    [
        build_refusal(400, "Bad Request: IMAGE_PROCESS_FAILED"),
        build_refusal(403, "Forbidden: CHAT_SEND_PHOTOS_FORBIDDEN"),
    ],
)
async def test_where_no_picture_is_wanted_the_words_leave_alone(answer: Refusal) -> None:
    """It is no refusal of the message."""
    telegram = StubTelegram()
    telegram.answers.append(answer)
    assert await send(telegram.bot, _build_prepared("figures", picture=PNG)) == 1
    assert telegram.methods == ["sendPhoto", "sendMessage"]


@pytest.mark.parametrize("answer", [TimedOut(), RetryAfter(30)])
async def test_a_picture_whose_fate_is_open_is_followed_by_nothing(answer: TimedOut | RetryAfter) -> None:
    """It may have arrived with its words, or it is to wait: they would be read twice."""
    telegram = StubTelegram()
    telegram.answers.append(answer)
    with pytest.raises(type(answer)):
        await send(telegram.bot, _build_prepared("figures", picture=PNG))
    assert telegram.methods == ["sendPhoto"]


@pytest.mark.parametrize(("answer", "error"), [(400, BadRequest), (403, Forbidden)])
async def test_a_refusal_of_the_words_is_raised(answer: int, error: type[Exception]) -> None:
    """What it means is another table's business."""
    telegram = StubTelegram()
    telegram.answers.append(build_refusal(answer, "no"))
    with pytest.raises(error):
        await send(telegram.bot, _build_prepared())


@pytest.mark.parametrize(
    ("commands", "method"), [((("menu", "Que faire"),), "setMyCommands"), ((), "deleteMyCommands")]
)
async def test_a_list_is_that_of_one_chat(commands: tuple[tuple[str, str], ...], method: str) -> None:
    """Without one, the chat shows again what all such chats show; there is no message."""
    telegram = StubTelegram()
    assert await send(telegram.bot, _build_prepared(LIST, None, commands=commands)) is None
    (call,) = telegram.calls
    assert call.method == method
    assert json.loads(call.parameters["scope"]) == {"type": "chat", "chat_id": CHAT}
