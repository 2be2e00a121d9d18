"""A real PostgreSQL for the tests: one server in each test process."""

import contextlib
import os
from collections.abc import Iterator
from typing import NoReturn

import pytest

from benchmarks.postgres import CannotRunError, PostgresServer, run_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Return a server that lives as long as this test process."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(run_server())
        except (CannotRunError, OSError) as error:
            _skip_or_fail(f"PostgreSQL cannot run here: {error}")
        yield server


def _skip_or_fail(reason: str) -> NoReturn:
    """Skip and say why; but fail on CI, where a skip would pass for a proof."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
