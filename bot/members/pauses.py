"""Pausing, taking up again, stopping: first which and until when, then it is done."""

from datetime import date

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.pauses import MAX_PAUSE, format_day, parse_day
from storage.schema.tables import Binome
from use_cases.binomes import pauses
from use_cases.needs_offers import forms


async def pause(turn: Turn, action: Action) -> None:
    """Pause something until a day."""
    if not action.subject:
        await _choose_thing(turn, "pause")
        return
    thing = await pauses.find_thing(turn.session, turn.person, action.subject, "pause")
    if not action.choice:
        turn.expect("until", action.subject)
        await turn.reply("pause_until", thing=action.subject)
        return
    day = parse_day(action.choice, await forms.read_local_date(turn.session, turn.person, turn.now))
    if day is None:
        raise NotPossible
    turn.person.expecting = None
    await pauses.pause(turn.session, thing, turn.person, day, turn.now)


async def offer_pause(turn: Turn, day: date | None) -> None:
    """Show the pause that somebody asks for in words, to be confirmed; which one and until when, where that is open."""
    found = await pauses.list_possible(turn.session, turn.person, "pause")
    if len(found) == 1 and day is not None and await _may_be_until(turn, day):
        await turn.reply("pause_confirm", thing=pauses.find_name(found[0]), day=format_day(day))
    else:
        await _choose_thing(turn, "pause")


async def pause_until(turn: Turn, expected: Expected, text: str) -> None:
    """Show a typed day, to be confirmed; what is no day of the coming year is asked again."""
    await pauses.find_thing(turn.session, turn.person, expected.subject, "pause")
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    day = parse_day(text, today) or (await turn.read(text)).date
    if day is not None and await _may_be_until(turn, day):
        await turn.reply("pause_confirm", thing=expected.subject, day=format_day(day))
    else:
        turn.expect("until", expected.subject)
        await turn.reply("pause_until", thing=expected.subject, problem="day")


async def _may_be_until(turn: Turn, day: date) -> bool:
    """Return whether a pause may last until a day: one of the coming year."""
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    return today < day <= today + MAX_PAUSE


async def wake(turn: Turn, action: Action) -> None:
    """Take up again what was paused."""
    if action.subject:
        await pauses.wake(
            turn.session, await pauses.find_thing(turn.session, turn.person, action.subject, "wake"), turn.now
        )
    else:
        await _choose_thing(turn, "wake")


async def stop(turn: Turn, action: Action) -> None:
    """Stop looking or offering, once it is confirmed; a binôme has its own way to end."""
    if not action.subject:
        await _choose_thing(turn, "stop")
        return
    thing = await pauses.find_thing(turn.session, turn.person, action.subject, "stop")
    if isinstance(thing, Binome):
        await turn.reply("end_why", binome=thing.id)
    elif action.choice == "yes":
        await pauses.stop(turn.session, thing, turn.person, turn.now)
    else:
        await turn.reply("stop_confirm", thing=action.subject)


async def _choose_thing(turn: Turn, act: str) -> None:
    """Ask which one, unless there is only one, or none."""
    turn.person.expecting = None
    found = await pauses.list_possible(turn.session, turn.person, act)
    if not found:
        await turn.show_present("nothing_to_do")
    elif len(found) == 1:
        await ACTS[act](turn, Action(act, pauses.find_name(found[0])))
    else:
        await turn.reply(f"{act}_choice")


ACTS = {"pause": pause, "wake": wake, "stop": stop}
