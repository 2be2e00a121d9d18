"""What is read together: two minutes, one conversation, few people, few letters, nothing kept for long."""

from datetime import UTC, datetime, timedelta

from bot.recent_words import MAX_CHARACTERS, MAX_CHATS, RecentWords, Written

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _write(number: int, text: str, seconds: int = 0) -> Written:
    return Written(number, AT + timedelta(seconds=seconds), text)


def test_words_within_two_minutes_are_read_together() -> None:
    """Those of before, in order, and none that is older."""
    recent = RecentWords()
    assert recent.add(1, "", _write(1, "je")) == ""
    assert recent.add(1, "", _write(2, "veux", 60)) == "je"
    assert recent.add(1, "", _write(3, "mourir", 130)) == "veux"
    assert recent.add(1, "", _write(4, "oui", 300)) == ""


def test_words_of_another_conversation_or_chat_are_not() -> None:
    """What somebody writes about somebody else, or somewhere else, is no part of it."""
    recent = RecentWords()
    recent.add(1, "note:card-1", _write(1, "je veux"))
    assert recent.add(1, "", _write(2, "mourir", 1)) == ""
    assert recent.add(2, "", _write(3, "mourir", 1)) == ""


def test_the_same_message_again_changes_nothing() -> None:
    """An update that is tried again reads what stood before it, not itself nor what came after."""
    recent = RecentWords()
    for _ in range(2):
        recent.add(1, "", _write(1, "je veux"))
        recent.add(1, "", _write(2, "mourir", 1))
    assert recent.add(1, "", _write(2, "mourir", 1)) == "je veux"
    assert recent.add(1, "", _write(1, "je veux")) == ""


def test_memory_is_bounded_and_what_is_old_is_forgotten() -> None:
    """In people and in letters; two minutes later the next who writes finds nothing of them left."""
    recent = RecentWords()
    for chat in range(MAX_CHATS + 10):
        recent.add(chat, "", _write(1, "x" * 10_000))
    held = recent._chats  # the memory itself is what is promised to be small
    assert len(held) == MAX_CHATS
    assert {len(one.text) for chat in held.values() for one in chat.messages} == {MAX_CHARACTERS}
    recent.add(5, "", _write(2, "oui", 121))
    assert list(held) == [5]
