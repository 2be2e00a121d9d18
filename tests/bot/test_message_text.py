"""Every text that Telegram brings is found, and nothing else is taken for words."""

from typing import Any

import pytest
from aiogram.types import Update
from pydantic import ValidationError

from bot.message_text import MAX_CHARACTERS, read_text
from tests.bot.carriers import CARRIERS

WORDS = "je veux mourir"
ABOUT: dict[str, Any] = {
    "message_id": 1,
    "date": 1_795_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Chat", "username": "chat"},
    "from": {"id": 5, "is_bot": False, "first_name": "Nom", "last_name": "Famille", "language_code": "fr"},
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_words_of_each_carrier_are_read(carrier: str) -> None:
    """From what aiogram understood and from the raw JSON alike; neither names nor marks are words."""
    raw = ABOUT | CARRIERS[carrier](WORDS)
    assert WORDS in read_text(raw)
    assert not {"Nom", "Famille", "Chat", "chat", "fr", "private", "bot_command"} & set(read_text(raw).split())
    if carrier != "unreadable":
        message = Update.model_validate({"update_id": 1, "message": raw}).message
        assert message is not None
        assert read_text(message) == read_text(raw)


def test_the_carrier_that_cannot_be_read_is_one() -> None:
    """Otherwise the tests of what is unreadable show nothing."""
    with pytest.raises(ValidationError):
        Update.model_validate({"update_id": 1, "message": ABOUT | CARRIERS["unreadable"](WORDS)})


def test_what_is_answered_is_not_what_is_said() -> None:
    """The message that somebody answers is another's, the bot's help text perhaps; what they quote of it counts."""
    answered = ABOUT | {"text": "envie de mourir : 3114"}
    assert read_text(ABOUT | {"text": "merci", "reply_to_message": answered}) == "merci"


def test_a_message_without_end_is_no_burden() -> None:
    """Depth and length are bounded, whatever is sent."""
    deep: Any = "x"
    for _ in range(100):
        deep = {"more": [deep]}
    assert read_text({"new": deep}) == ""
    assert len(read_text({"text": "x" * 2 * MAX_CHARACTERS})) == MAX_CHARACTERS
