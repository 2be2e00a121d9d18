"""A real PostgreSQL for the tests, and a database of its own for each."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from typing import NoReturn

import pytest

from benchmarks.postgres import CannotRunError, PostgresServer, running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give a server that lives as long as this test process."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except (CannotRunError, OSError) as error:
            _do_without(f"PostgreSQL cannot run here: {error}")
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the address of a database of this test's own, new and empty."""
    database = f"test_{uuid.uuid4().hex}"
    postgres_server.sql(f"CREATE DATABASE {database}")
    yield postgres_server.url(database)
    postgres_server.sql(f"DROP DATABASE {database} WITH (FORCE)")


def _do_without(reason: str) -> NoReturn:
    """Skip and say why; but fail on CI, where a skip would pass for a proof."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
