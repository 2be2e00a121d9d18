"""A message with a document: made in a thread as it leaves, kept nowhere, and for the rest a message like any other."""

import threading
from dataclasses import replace
from typing import Any, get_args

import pytest
from telegram.error import TimedOut

from mentoring.message_kinds import DocumentName
from mentoring.messages import MESSAGES
from scheduler.delivery import prepared
from scheduler.delivery.documents import MAKERS, Document
from scheduler.delivery.outcomes import GIVEN_UP, SENT, UNCERTAIN, Attempt, Outcome
from scheduler.delivery.prepared import PreparedMessage
from scheduler.delivery.requests import send_request
from storage.schema.tables import Outgoing
from tests.scheduler.delivery.stub_telegram import TOO_MANY, Refusal, StubTelegram
from texts import RenderedMessage

CHAT = 7
CAPTION = RenderedMessage("<b>Voici</b>", ((("Menu", "menu::"),),))
SENTENCE = RenderedMessage("Trop lourd", ())


def _make() -> Document:
    return Document("a.json", b"{}")


def _build_prepared(make: Any = _make) -> PreparedMessage:
    row = Outgoing(id=1, kind="card_file", args={})
    return PreparedMessage(row, CHAT, CAPTION, make_document=make, too_large=SENTENCE)


async def _send(telegram: StubTelegram, message: PreparedMessage) -> Attempt:
    return await send_request(telegram.bot, message)


def test_every_document_has_its_maker_and_its_message() -> None:
    """A name without a maker could not leave; a maker that no message names would be dead."""
    names = set(get_args(DocumentName)) - {""}
    assert MAKERS.keys() == names == {rules.document for rules in MESSAGES.values()} - {""}


async def test_it_is_made_in_a_thread_and_leaves_with_its_message_as_the_caption() -> None:
    """The event loop goes on hearing meanwhile; words and buttons stand under the file."""
    made_in: list[int] = []
    telegram = StubTelegram()

    def make() -> Document:
        made_in.append(threading.get_ident())
        return _make()

    attempt = await _send(telegram, _build_prepared(make))
    assert (attempt.outcome, attempt.message_id) == (SENT, 1)
    assert threading.get_ident() not in made_in
    assert len(made_in) == 1
    (call,) = telegram.calls
    assert call.method == "sendDocument"
    assert (call.chat, call.parameters["caption"], call.parameters["parse_mode"]) == (CHAT, "<b>Voici</b>", "HTML")
    assert "menu::" in call.parameters["reply_markup"]


@pytest.mark.parametrize(("over", "method"), [(0, "sendDocument"), (1, "sendMessage")])
async def test_what_telegram_would_not_take_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, over: int, method: str
) -> None:
    """Its reader learns why there is no file, and whom to ask."""
    telegram = StubTelegram()
    monkeypatch.setattr(prepared, "MAX_DOCUMENT_BYTES", 10)
    large = Document("a.json", bytes(10 + over))
    assert (await _send(telegram, _build_prepared(lambda: large))).outcome == SENT
    assert telegram.methods == [method]


@pytest.mark.parametrize(
    ("answer", "outcome"), [(TimedOut(), UNCERTAIN), (TOO_MANY, Outcome("queued", "held"))], ids=["silence", "too many"]
)
async def test_what_goes_wrong_is_what_it_is_for_any_message(answer: Refusal | TimedOut, outcome: Outcome) -> None:
    """Nobody knows whether it arrived, or it leaves later."""
    telegram = StubTelegram()
    telegram.answers.append(answer)
    assert (await _send(telegram, _build_prepared())).outcome == outcome


async def test_what_cannot_be_made_is_given_up_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """No request is made; the team hears of the fault as of any message that is given up."""

    def fail() -> Document:
        raise ValueError

    telegram = StubTelegram()
    assert (await _send(telegram, _build_prepared(fail))).outcome == GIVEN_UP
    assert telegram.calls == []
    assert "document_not_made" in caplog.messages


async def test_a_protected_one_cannot_be_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule of its kind holds for the file too."""
    monkeypatch.setitem(MESSAGES, "card_file", replace(MESSAGES["card_file"], protected=True))
    telegram = StubTelegram()
    await _send(telegram, _build_prepared())
    assert telegram.calls[0].parameters["protect_content"] == "true"
