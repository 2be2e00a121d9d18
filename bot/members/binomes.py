"""Taps about a proposal, a binôme, its hour and its place: one use case each."""

from collections.abc import Awaitable, Callable

from bot.members import team_questions
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotAllowed, NotPossible
from mentoring.expectations import Expected
from mentoring.move_contexts import FEELINGS
from mentoring.roles import SIDES, VOLUNTEER, YOUNG, Side
from mentoring.states import ARRANGING, RUNNING, BinomeState, EndReason
from storage.schema.tables import Need, Offer
from use_cases.binomes import binomes, proposals, slots
from use_cases.binomes.taken_hours import HourTaken
from use_cases.needs_offers import forms, needs, offers, training
from use_cases.talk import permission

DECLINE_REASONS: tuple[EndReason, ...] = ("busy", "not_my_topic", "hours", "other")
PAUSE_REASONS = ("busy", "other_topics")
END_REASONS: tuple[EndReason, ...] = ("goal", "time", "other", "none")


async def accept(turn: Turn, action: Action) -> None:
    """Accept the proposed pair as its volunteer."""
    await proposals.accept(turn.session, action.number, turn.person, turn.now, edit=turn.message_id)


async def decline(turn: Turn, action: Action) -> None:
    """The volunteer says no: first why, then it is done."""
    binome = await binomes.lock_binome(turn.session, action.number, turn.person, VOLUNTEER)
    if binome.state not in SHOWN_TO["proposal"][1]:
        raise NotPossible
    if reason := _find_reason(DECLINE_REASONS, action):
        await proposals.decline(turn.session, action.number, turn.person, reason, turn.now, edit=turn.message_id)
    else:
        await turn.redraw("decline_why", binome=action.number)


def _find_reason(reasons: tuple[EndReason, ...], action: Action) -> EndReason | None:
    """Return the reason that a button gives; None before one was chosen."""
    return next((reason for reason in reasons if reason == action.choice), None)


async def agree(turn: Turn, action: Action) -> None:
    """The young person wants to try."""
    await proposals.agree(turn.session, action.number, turn.person, turn.now)
    turn.expect("goal", action.number)


async def refuse(turn: Turn, action: Action) -> None:
    """The young person would rather have somebody else."""
    await proposals.refuse(turn.session, action.number, turn.person, turn.now, edit=turn.message_id)


async def show_binome(turn: Turn, action: Action) -> None:
    """See a proposal, or the binôme, again."""
    sides, states = SHOWN_TO[action.verb]
    binome = await binomes.lock_binome(turn.session, action.number, turn.person, *sides)
    if binome.state not in states:
        raise NotPossible
    await turn.reply(action.verb, binome=binome.id)


async def show_hours(turn: Turn, action: Action) -> None:
    """See the hours that both could make."""
    binome = await binomes.lock_binome(turn.session, action.number, turn.person)
    if binome.state not in ARRANGING:
        raise NotPossible
    await turn.reply("slot_choice", binome=binome.id)


async def ask_slot(turn: Turn, action: Action) -> None:
    """Ask the other for an hour."""
    await _decide_hour(turn, action, slots.ask_for_slot)


async def confirm_slot(turn: Turn, action: Action) -> None:
    """Say yes to the hour that the other asked for."""
    await _decide_hour(turn, action, slots.confirm_slot)


async def _decide_hour(turn: Turn, action: Action, act: Callable[..., Awaitable[None]]) -> None:
    """Ask for an hour, or say yes to one; where it was taken meanwhile, see others."""
    try:
        await act(turn.session, action.number, turn.person, action.choice, turn.now)
    except HourTaken:
        await turn.reply("slot_choice", binome=action.number, problem="hour_taken")


async def ask_place(turn: Turn, action: Action) -> None:
    """Be asked where to meet; or send on the place that was typed."""
    send, _, mark = action.choice.partition("-")
    if send == "send":
        await slots.send_place(turn.session, action.number, turn.person, mark, turn.now)
        return
    binome = await binomes.lock_binome(turn.session, action.number, turn.person)
    if binome.state not in ARRANGING:
        raise NotPossible
    turn.expect("place", binome.id)
    await turn.reply("place_ask", binome=binome.id)


async def read_place(turn: Turn, expected: Expected, text: str) -> None:
    """Show the place that was typed before it is sent; what is too long is asked again."""
    if len(text) > slots.MAX_PLACE_CHARACTERS:
        turn.expect("place", expected.subject)
        await turn.reply("place_ask", binome=int(expected.subject), problem="too_long")
    elif not await _is_fit_place(turn, int(expected.subject), text):
        turn.expect("place", expected.subject)
        await turn.reply("place_ask", binome=int(expected.subject), problem="only_link")
    else:
        await slots.type_place(turn.session, int(expected.subject), turn.person, text, turn.now)


async def _is_fit_place(turn: Turn, number: int, text: str) -> bool:
    binome = await binomes.lock_binome(turn.session, number, turn.person)
    return await permission.is_fit_place(turn.session, binome, text, turn.now)


async def end(turn: Turn, action: Action) -> None:
    """End the binôme: first why, then it is done."""
    binome = await binomes.lock_binome(turn.session, action.number, turn.person)
    if binome.state not in RUNNING:
        raise NotPossible
    if reason := _find_reason(END_REASONS, action):
        await binomes.end(turn.session, binome, reason, turn.now)
    else:
        await turn.reply("end_why", binome=binome.id)


async def ask_again(turn: Turn, action: Action) -> None:
    """Look for another volunteer: first whether the need is the same, where a binôme has ended."""
    need = await turn.session.get(Need, action.number)
    if need is None or need.person_id != turn.person.id:
        raise NotAllowed
    if need.state != "closed" or action.choice == "same":
        await needs.ask_again(turn.session, need, turn.person, turn.now, edit=turn.message_id)
    elif action.choice == "change":
        await forms.ask(turn.session, await forms.begin_again(turn.session, need, turn.person, turn.now), turn.now)
    else:
        await turn.reply("again_ask", need=need.id)


async def tell_feeling(turn: Turn, action: Action) -> None:
    """Say how one is after a binôme that the other ended; who wants to talk finds the team's door."""
    binome = await binomes.lock_acquainted(turn.session, action.number, turn.person)
    if binome.state != "ended":
        raise NotPossible
    feeling = next((one for one in FEELINGS if one == action.choice), None)
    if feeling:
        await turn.reply("feeling_noted", binome=binome.id, feeling=feeling)
    elif action.choice == "talk":
        await team_questions.ask(turn)
    else:
        raise NotPossible


async def train(turn: Turn, action: Action) -> None:
    """Read a training screen."""
    offer = await _find_own_offer(turn, action)
    if action.choice == "show":
        await turn.reply("training", offer=offer.id)
    else:
        await training.read_screen(turn.session, offer, turn.person, action.choice, turn.now, edit=turn.message_id)


async def resume(turn: Turn, action: Action) -> None:
    """Be available again."""
    await offers.resume(turn.session, await _find_own_offer(turn, action), turn.person, turn.now, edit=turn.message_id)


async def record_pause_reason(turn: Turn, action: Action) -> None:
    """Say why proposals stayed unanswered."""
    offer = await _find_own_offer(turn, action)
    if offer.state != "paused" or action.choice not in PAUSE_REASONS:
        raise NotPossible
    await offers.note_pause(turn.session, offer, turn.person, action.choice, turn.now)
    await turn.redraw("pause_noted", offer=offer.id)


async def _find_own_offer(turn: Turn, action: Action) -> Offer:
    offer = await turn.session.get(Offer, action.number)
    if offer is None or offer.person_id != turn.person.id:
        raise NotAllowed
    return offer


SHOWN_TO: dict[str, tuple[tuple[Side, ...], tuple[BinomeState, ...]]] = {
    "proposal": ((VOLUNTEER,), ("proposed",)),
    "consent": ((YOUNG,), ("volunteer_yes",)),
    "binome": (SIDES, RUNNING),
}
"""Verb -> the sides that may see it, and the states in which there is something to see."""
