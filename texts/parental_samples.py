"""Samples of what is shown about a minor's legal representative."""

from collections.abc import Callable

from mentoring import parental_contexts
from mentoring.contexts import Context
from mentoring.views import ParentalAnswer, Reader
from texts.sheet_samples import MANY, NOW

LINK = "https://t.me/binome_bot?start=p-0a1b2c3d4e5f0a1b2c3d4e5f"


def sample_answers(many: int) -> list[ParentalAnswer]:
    """Return what was said for some young people: a yes, then nothing yet."""
    yes = ParentalAnswer(5, "agreed", "link", NOW, NOW, is_enough=True)
    return [yes, *(ParentalAnswer(6 + at, "asked", "", NOW, None, is_enough=False) for at in range(min(many, 4) - 1))]


def _sample_request(me: Reader, _name: str, _words: str, many: int) -> parental_contexts.ParentsAskContext:
    return parental_contexts.ParentsAskContext(
        me=me, ref="J-204", state="asked", means="paper" if many == MANY else "", is_opened=False, link=LINK,
        link_days=30, may_renew=True,
    )  # fmt: skip


def _sample_news(me: Reader, _name: str, _words: str, _many: int) -> parental_contexts.ParentsNewsContext:
    return parental_contexts.ParentsNewsContext(me=me, state="withdrawn", is_enough=False)


def _sample_answer(me: Reader, _name: str, _words: str, _many: int) -> parental_contexts.AnswerContext:
    return parental_contexts.AnswerContext(me=me, answer=sample_answers(1)[0])


def _sample_answers(me: Reader, _name: str, _words: str, many: int) -> parental_contexts.RepresentedContext:
    return parental_contexts.RepresentedContext(me=me, answers=sample_answers(many))


def _sample_refusal(me: Reader, _name: str, _words: str, _many: int) -> parental_contexts.LinkRefusedContext:
    return parental_contexts.LinkRefusedContext(me=me, why="own")


PARENTAL_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    parental_contexts.ParentsAskContext: _sample_request,
    parental_contexts.ParentsNewsContext: _sample_news,
    parental_contexts.AnswerContext: _sample_answer,
    parental_contexts.RepresentedContext: _sample_answers,
    parental_contexts.LinkRefusedContext: _sample_refusal,
}
