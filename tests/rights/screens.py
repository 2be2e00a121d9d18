"""Everything that somebody's own screens let them do now: each button is pressed, and those that it shows, and so on."""

from collections import Counter, deque

from sqlalchemy import select

from bot import commands
from mentoring.message_kinds import LIST
from storage.schema.tables import Outgoing
from tests.rights.presses import Bench
from tests.rights.roles import Player
from tests.rights.shapes import find_shape
from use_cases.messages import context

MAX_ALIKE = 2
"""How many buttons that differ by numbers alone are pressed."""


async def list_offered(bench: Bench, player: Player) -> list[str]:
    """Return the buttons that somebody is shown, by commands, by earlier messages, and by buttons in turn."""
    waiting = deque(await _list_standing(bench, player))
    for row in commands.list_commands(commands.PRIVATE):
        waiting.extend((await bench.write(player, f"/{row.names[0]}")).buttons)
    offered: dict[str, None] = {}
    alike: Counter[str] = Counter()
    while waiting:
        data = waiting.popleft()
        if data in offered:
            continue
        offered[data] = None
        alike[find_shape(data)] += 1
        if alike[find_shape(data)] <= MAX_ALIKE:
            waiting.extend((await bench.press(player, data)).buttons)
    return list(offered)


async def _list_standing(bench: Bench, player: Player) -> list[str]:
    """Return the buttons of what was sent before: proposals, questions, calls."""
    found: list[str] = []
    async with bench.sessions() as session:
        mine = (Outgoing.person_id == player.person, Outgoing.kind != LIST, Outgoing.channel == "chat")
        for row in (await session.scalars(select(Outgoing).where(*mine).order_by(Outgoing.id))).all():
            try:
                shown = bench.texts.render(row.kind, await context.build_context(session, row, bench.clock.now()))
            except context.NoLongerTrue:
                continue
            found += [data for line in shown.rows for _, data in line]
        await session.rollback()
    return found
