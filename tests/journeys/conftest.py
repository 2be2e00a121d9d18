"""A town for each language, and the page as a visitor of that language opens it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from cli.settings import ROOT
from tests import browsers
from tests.journeys.page_driver import LANGUAGES, LOCALES
from tests.town import Town, open_town

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return each language of the page in turn."""
    return str(request.param)


@pytest.fixture
async def journey_town(language: str, sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a running town of an association that speaks this language: its group does so too."""
    programme = (ROOT / "programme.toml").read_text(encoding="utf-8")
    others = [f'"{one}"' for one in LANGUAGES if one != language]
    own = tmp_path / "programme.toml"
    own.write_text(programme.replace('languages = ["fr", "en"]', f'languages = ["{language}", {", ".join(others)}]'))
    async with open_town(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=str(own)) as found:
        yield found


@pytest.fixture
async def open_page(browser: Browser, journey_town: Town, language: str) -> AsyncIterator[OpenPage]:
    """Return what opens the page for a visitor with their own screen."""
    async with AsyncExitStack() as pages:

        async def open_(path: str = "/", **visitor: Any) -> Page:
            address = f"{journey_town.address}{path}"
            return await pages.enter_async_context(
                browsers.open_page(browser, address, locale=LOCALES[language], **visitor)
            )

        yield open_
