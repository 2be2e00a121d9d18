"""Who comes after the only head: settled before that head erases everything."""

from bot.turn import Turn
from mentoring.actions import Action
from use_cases.team import membership, outside


async def has_arranged(turn: Turn, action: Action) -> bool:
    """Return whether the only head has handed over, or has confirmed twice that nobody follows; ask otherwise.

    While there is somebody outside the team, it is left to them, whatever else an old button says.
    """
    if action.choice == "heir":
        await membership.hand_over_head(turn.session, turn.person, action.number, turn.now)
        return True
    has_outside = await outside.find_recipient(turn.session) is not None
    if action.choice == "outside" or (has_outside and action.choice == "alone_yes"):
        await outside.hand_over_head(turn.session, turn.person, turn.now)
        return True
    if action.choice == "alone" and not has_outside:
        await turn.reply("erase_alone")
    elif action.choice != "alone_yes":
        await turn.reply("erase_head")
    return action.choice == "alone_yes"
