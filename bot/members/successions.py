"""Who comes after the only head: settled before that head erases everything."""

from bot.turn import Turn
from mentoring.actions import Action
from use_cases.team import membership, outside


async def has_arranged(turn: Turn, action: Action) -> bool:
    """Return whether the only head has handed over, or has confirmed twice that nobody follows; ask otherwise."""
    if action.choice == "heir":
        await membership.hand_over_head(turn.session, turn.person, action.number, turn.now)
        return True
    if action.choice == "outside":
        await outside.hand_over_head(turn.session, turn.person, turn.now)
        return True
    if action.choice == "alone":
        await turn.reply("erase_alone")
    elif action.choice != "alone_yes":
        await turn.reply("erase_head")
    return action.choice == "alone_yes"
