"""Telegram's 429: read, obeyed, remembered over a restart."""

from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from scheduler.delivery.retry_after import read_retry_after


@pytest.mark.parametrize("after", [7, timedelta(seconds=7)])
def test_it_reads_how_long_to_wait_in_both_forms(after: int | timedelta) -> None:
    """The library gives a number or, sooner or later, a duration."""
    assert read_retry_after(RetryAfter(after)) == timedelta(seconds=7)
