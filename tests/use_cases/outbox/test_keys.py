"""The unique keys of what is said once."""

import pytest
from sqlalchemy import literal, select

from storage.engine.database import Sessions
from use_cases.outbox.keys import build_session_key, build_session_pattern


@pytest.mark.parametrize(
    ("session_id", "revision", "found"), [(7, 1, True), (7, 2, False), (8, 1, False), (17, 1, False), (7, 11, False)]
)
async def test_a_pattern_finds_what_is_told_of_one_session_at_one_hour(
    small_sessions: Sessions, session_id: int, revision: int, found: bool
) -> None:
    """It matches whatever anybody is told of this session; neither another session's keys nor another hour's."""
    key = build_session_key("reminder_day", session_id, revision, 7)
    async with small_sessions.begin() as session:
        assert bool(await session.scalar(select(literal(key).like(build_session_pattern(7, 1))))) is found
