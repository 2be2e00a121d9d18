"""Samples of what the messages of the talk between the two show."""

from collections.abc import Callable

from mentoring.contexts import Context
from mentoring.talk import MAX_WORDS_CHARACTERS
from mentoring.talk_contexts import DraftContext, HeardContext, NotPassedContext, PassedContext, ReadyContext
from mentoring.views import NamedPerson, Reader, UnsentWords
from texts.sheet_samples import NOW, SOME


def _sample_passed(me: Reader, name: str, words: str, many: int) -> PassedContext:
    said = (words * many)[: MAX_WORDS_CHARACTERS // 4]
    return PassedContext(
        me=me, number=11, binome=102, other=name, content="text", words=said, ready=None, leaves_at=NOW
    )


def _sample_draft(me: Reader, name: str, words: str, many: int) -> DraftContext:
    return DraftContext(
        me=me,
        number=11,
        content="document",
        words=words,
        parts=many,
        partners=_sample_partners(name, many),
        has_team=True,
    )


def _sample_ready(me: Reader, name: str, _words: str, many: int) -> ReadyContext:
    return ReadyContext(me=me, ready="cannot", partners=_sample_partners(name, many))


def _sample_not_passed(me: Reader, name: str, _words: str, _many: int) -> NotPassedContext:
    return NotPassedContext(me=me, binome=102, other=name, why="poll")


def _sample_partners(name: str, many: int) -> list[NamedPerson]:
    return [NamedPerson(102 + number, name) for number in range(min(many, 3))]


def _sample_heard(me: Reader, name: str, _words: str, many: int) -> HeardContext:
    return HeardContext(me=me, waiting=[], writer=_sample_partners(name, 1)[0], needs_tap=many > SOME)


def sample_unsent(name: str, words: str, many: int) -> UnsentWords:
    """Return words that may be sent from beneath an answer to them, with something hidden in them."""
    return UnsentWords(11, _sample_partners(name, many), words[: MAX_WORDS_CHARACTERS // 4])


TALK_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    PassedContext: _sample_passed,
    DraftContext: _sample_draft,
    ReadyContext: _sample_ready,
    HeardContext: _sample_heard,
    NotPassedContext: _sample_not_passed,
}
