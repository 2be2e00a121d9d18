"""Marks that outlive the database: what a list may give back to it."""

from datetime import timedelta

import pytest

from storage.engine.database import Sessions
from tests.cast import NOW
from use_cases import lasting_marks
from use_cases.lasting_marks import LastingMarks, Period


async def test_a_mark_of_a_kind_that_no_list_holds_is_refused(small_sessions: Sessions) -> None:
    """Nothing unknown is written into the database from beside the key."""
    period = str(Period(NOW, NOW + timedelta(days=30)))
    for kind in lasting_marks.LISTED_KINDS:
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"{kind} {'ab' * 32}": period}, {}), NOW)
    with pytest.raises(KeyError, match="barred"):
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"barred {'cd' * 32}": period}, {}), NOW)
