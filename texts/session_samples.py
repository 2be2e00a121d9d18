"""Samples of what messages show about changing a session."""

from collections.abc import Callable

from mentoring import move_contexts
from mentoring.contexts import Context, SessionContext
from mentoring.views import Hour, SessionView
from texts.sheet_samples import NOW

START = Hour("202611301830", NOW)


def sample_session() -> SessionView:
    """Return a session for which the other asks for another moment; it was moved just now."""
    return SessionView(7, 1, NOW, "planned", minutes=55, asked=START, other_comes=True, was=NOW, may_undo=True)


def sample_move(about: SessionContext, many: int) -> move_contexts.MoveContext:
    """Return that session with moments to choose from, and one that was typed."""
    return move_contexts.MoveContext(
        **about.list_fields(), starts=[Hour(f"20261130{hour}30", NOW) for hour in range(10, 10 + many)], wanted=START
    )


def sample_ask(about: SessionContext, _many: int) -> move_contexts.AskContext:
    """Return that session as whoever is asked sees it."""
    return move_contexts.AskContext(**about.list_fields(), replaces=False)


def sample_kept(about: SessionContext, _many: int) -> move_contexts.KeptContext:
    """Return that session when it stays where it is."""
    return move_contexts.KeptContext(**about.list_fields(), was_mine=True)


def sample_thanks(about: SessionContext, _many: int) -> move_contexts.ThanksContext:
    """Return that session as the third one of the binôme."""
    return move_contexts.ThanksContext(**about.list_fields(), held=3, is_low=False)


def sample_hours(about: SessionContext, many: int) -> move_contexts.HoursContext:
    """Return weekly hours that were typed."""
    return move_contexts.HoursContext(
        me=about.me, binome=about.binome, wanted=[Hour(f"{day % 7}-1930", NOW) for day in range(min(many, 6))]
    )


def sample_which(about: SessionContext, many: int) -> move_contexts.WhichContext:
    """Return binômes of which one is to be changed."""
    choices = [move_contexts.BinomeChoice(about.binome, f"20261130{hour}30") for hour in range(10, 10 + min(many, 6))]
    return move_contexts.WhichContext(me=about.me, wish="move", choices=choices)


def sample_ended(about: SessionContext, _many: int) -> move_contexts.EndedContext:
    """Return a binôme that the other has ended."""
    return move_contexts.EndedContext(me=about.me, binome=about.binome, is_left=True)


def sample_feeling(about: SessionContext, _many: int) -> move_contexts.FeelingContext:
    """Return how somebody is after it."""
    return move_contexts.FeelingContext(me=about.me, binome=about.binome, feeling="low")


SESSION_SAMPLES: dict[type[Context], Callable[[SessionContext, int], Context]] = {
    move_contexts.MoveContext: sample_move,
    move_contexts.AskContext: sample_ask,
    move_contexts.KeptContext: sample_kept,
    move_contexts.ThanksContext: sample_thanks,
    move_contexts.HoursContext: sample_hours,
    move_contexts.WhichContext: sample_which,
    move_contexts.EndedContext: sample_ended,
    move_contexts.FeelingContext: sample_feeling,
}
"""Shape of a context -> what makes a sample of it from a session, with so many of what there are several of."""
