"""What the outside recipient does: sign confidentiality, and confirm the quarterly test call."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from use_cases.team import outside

ACTS = {"sign": (outside.sign, "outside_signed"), "confirm": (outside.confirm, "outside_confirmed")}
"""Choice -> what is recorded, and what is answered."""


async def act(turn: Turn, action: Action) -> str:
    """Do what a button of the outside recipient says."""
    if action.choice == "name":
        await outside.name_head(turn.session, turn.person, action.number, turn.now)
        await turn.redraw("outside_no_head")
        return "toast_saved"
    if action.choice not in ACTS:
        raise NotPossible("(outside)")
    record, answer = ACTS[action.choice]
    await record(turn.session, turn.person, turn.now)
    await turn.redraw(answer)
    return "toast_saved"
