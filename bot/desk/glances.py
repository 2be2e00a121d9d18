"""What the matcher found and nobody was asked yet: a coordinator lets it leave, or sets it aside."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from storage.schema.tables import Binome
from use_cases.desk import glances
from use_cases.people import staff


async def pick(turn: Turn, action: Action) -> None:
    """Choose a pair, or no longer; number 0, which is none, adds all that the button carries."""
    await staff.require_role(turn.session, turn.person)
    await turn.redraw("to_send", chosen=sorted(action.chosen_numbers ^ {action.number}))


async def send_chosen(turn: Turn, action: Action) -> str:
    """Have the volunteers of the chosen pairs asked."""
    all_left = await glances.send_proposals(turn.session, await _find_waiting(turn, action), turn.person, turn.now)
    await turn.redraw("to_send", chosen=[])
    return "toast_saved" if all_left else "toast_some_gone"


async def set_aside(turn: Turn, action: Action) -> str:
    """Set the chosen pairs aside for good."""
    await glances.set_aside(turn.session, await _find_waiting(turn, action), turn.person, turn.now)
    await turn.redraw("to_send", chosen=[])
    return "toast_saved"


async def _find_waiting(turn: Turn, action: Action) -> list[Binome]:
    await staff.require_role(turn.session, turn.person)
    found = await glances.lock_waiting(turn.session, action.chosen_numbers, turn.person)
    if not found:
        raise NotPossible("(nothing chosen)")
    return found
