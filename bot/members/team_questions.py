"""The team's ordinary door: a question that is not urgent, and its answers."""

from bot.turn import Turn
from use_cases.binomes import safety


async def ask(turn: Turn, words: str = "") -> None:
    """Ask for a question to the team, or keep the one that was written."""
    await safety.ask_team(turn.session, turn.person, turn.now)
