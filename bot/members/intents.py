"""What somebody wants who writes it in their own words: shown or offered, never done for good without a tap."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot import rights
from bot.members import (
    account,
    forms,
    pauses,
    reports,
    session_changes,
    talk,
    team_questions,
    typed_answers,
)
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.form_rules import tidy
from mentoring.intents import INTENTS, IntentId
from mentoring.pending import SMALL_TALK
from mentoring.states import RUNNING
from mentoring.talk import ReadyWord, tidy_lines
from understanding.reading import Reading
from use_cases.binomes import binomes, pending
from use_cases.pairing import wait_news
from use_cases.people.audit import record_audit


@dataclass(frozen=True, slots=True)
class Wish:
    """Words with which somebody wants something, and what was read in them; no words behind a button."""

    words: str
    reading: Reading


Act = Callable[[Turn, Wish], Awaitable[None]]
"""Shows or offers what somebody wants."""


async def read_wish(turn: Turn, text: str) -> Wish:
    """Return what was read in a text, their next session in mind."""
    start = await pending.find_next_start(turn.session, turn.person)
    return Wish(tidy_lines(text), await turn.read(tidy(text), session_start=start))


async def act_on_intent(turn: Turn, wish: Wish) -> bool:
    """Show what is wanted, or ask which of two things; return False when nothing is known to be wanted."""
    offered = _leave_small_talk(wish.reading.offered)
    if len(offered) > 1:
        await turn.reply("which_wish", offered=list(offered))
    elif offered:
        await _act(turn, offered[0], wish)
    return bool(offered)


def _leave_small_talk(offered: Sequence[IntentId]) -> Sequence[IntentId]:
    """Return what is wanted beside a greeting or a thank-you, which need no button; them alone else."""
    return [one for one in offered if one not in SMALL_TALK] or offered[:1]


async def act_on_button(turn: Turn, action: Action) -> None:
    """Show what a button says that somebody wants."""
    intent = next((one for one in INTENTS if one == action.subject), None)
    if intent is None:
        raise NotPossible("(intent)")
    await _act(turn, intent, await read_wish(turn, ""))


async def _act(turn: Turn, intent: IntentId, wish: Wish) -> None:
    asks_again = intent in REPEATED_AFTER and not await pending.was_just_asked(turn.session, turn.person, "waiting")
    await ACTS[intent](turn, wish)
    if asks_again:
        await typed_answers.repeat(turn)


def _build_ready_word(word: ReadyWord) -> Act:
    async def offer(turn: Turn, _wish: Wish) -> None:
        if not await talk.offer_ready_word(turn, word):
            await turn.show_present("no_partner")

    return offer


async def _skip(turn: Turn, wish: Wish) -> None:
    if not await session_changes.offer_skip(turn, wish.words):
        await turn.show_present("no_session")


async def _move(turn: Turn, wish: Wish) -> None:
    if not await session_changes.offer_move(turn, wish.reading.moment, wish.words):
        await turn.show_present("no_session")


async def _change_weekly_hour(turn: Turn, wish: Wish) -> None:
    if not await session_changes.offer_weekly_hours(turn, wish.reading.weekly or (), wish.words):
        await turn.show_present("no_session")


async def _write_to_partner(turn: Turn, wish: Wish) -> None:
    """Show the words and to whom they may go; behind a button, the binôme, from which one writes."""
    if not wish.words:
        await _show_binome(turn, "no_partner")
    elif not await talk.offer_draft(turn, wish.words):
        await turn.show_present("no_partner")


async def _ask_team(turn: Turn, _wish: Wish) -> None:
    await team_questions.ask(turn)


def _build_answer(kind: str) -> Act:
    """Return what says something to whoever has begun; to anybody else the welcome says it all."""

    async def answer(turn: Turn, _wish: Wish) -> None:
        if await turn.name_home() == "menu":
            await turn.reply(kind)
        else:
            await turn.show_present()

    return answer


async def _tell_how_long(turn: Turn, wish: Wish) -> None:
    """Tell where things stand to whoever waits, and how long a binôme lasts to anybody else."""
    if not await wait_news.request_standing(turn.session, turn.person, turn.now):
        await _build_answer("how_long")(turn, wish)


async def _show_next(turn: Turn, _wish: Wish) -> None:
    await _show_binome(turn, "no_session")


async def _show_binome(turn: Turn, problem: str) -> None:
    """Show the only binôme with its hour and its place; of several the menu, of none what is the matter."""
    running = await binomes.list_binomes(turn.session, turn.person, RUNNING)
    if len(running) == 1:
        await turn.reply("binome", binome=running[0].id)
    else:
        await turn.show_present("" if running else problem)


async def _pause(turn: Turn, wish: Wish) -> None:
    await pauses.offer_pause(turn, wish.reading.date)


async def _stop(turn: Turn, _wish: Wish) -> None:
    await pauses.stop(turn, Action("stop"))


async def _seek_another(turn: Turn, wish: Wish) -> None:
    """Ask why the binôme is to end, or tell where the search stands."""
    if await binomes.list_binomes(turn.session, turn.person, RUNNING):
        await _stop(turn, wish)
    elif not await wait_news.request_standing(turn.session, turn.person, turn.now):
        await turn.show_present()


async def _celebrate(turn: Turn, wish: Wish) -> None:
    """Rejoice, and ask whether to end what it was for."""
    if await binomes.list_binomes(turn.session, turn.person, RUNNING):
        await _stop(turn, wish)
    else:
        await turn.show_present("goal")


async def _change_answers(turn: Turn, _wish: Wish) -> None:
    await forms.show_profile(turn, Action("profile"))


async def _change_capacity(turn: Turn, _wish: Wish) -> None:
    await forms.answer(turn, Action("offer", "edit", "capacity"))


async def _show_data(turn: Turn, _wish: Wish) -> None:
    await account.show_data(turn, Action("data"))


async def _report(turn: Turn, _wish: Wish) -> None:
    await reports.report(turn, Action("report"))


async def _show_queue(turn: Turn, _wish: Wish) -> None:
    await rights.require(turn, "team")
    record_audit(turn.session, turn.now, turn.person, "read", "queue")
    await turn.reply("queue", page=0, sort="ours")


async def _tell_how_to_find(turn: Turn, _wish: Wish) -> None:
    await rights.require(turn, "team")
    await turn.show_present("find")


ACTS: dict[IntentId, Act] = {
    "late": _build_ready_word("late"),
    "cannot_come": _skip,
    "move_session": _move,
    "change_weekly_hour": _change_weekly_hour,
    "link_problem": _build_ready_word("link"),
    "say_to_partner": _write_to_partner,
    "ask_team": _ask_team,
    "who_are_you": _build_answer("who_speaks"),
    "how_long": _tell_how_long,
    "next_session": _show_next,
    "pause": _pause,
    "stop": _stop,
    "another_binome": _seek_another,
    "goal_reached": _celebrate,
    "thanks": _build_answer("thanks"),
    "hello": _build_answer("hello"),
    "change_answers": _change_answers,
    "more_or_fewer": _change_capacity,
    "data": _show_data,
    "report": _report,
    "staff_queue": _show_queue,
    "staff_find": _tell_how_to_find,
}
REPEATED_AFTER: tuple[IntentId, ...] = ("data", "next_session")
"""What answers by a message that does not say itself what waits."""
