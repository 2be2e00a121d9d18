"""A real browser, where there is Chromium, with the patience that a busy machine needs."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from texts.markdown import set_apostrophes

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATIENCE_MILLISECONDS = 60_000
"""Reached only when a rule is broken."""
REMEMBERING = """() => {
  const words = document.querySelector("[data-testid=caption-words]");
  window.captions = [];
  new MutationObserver(() => window.captions.push(words.textContent)).observe(words, { childList: true });
}"""
expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Return a browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


def find_words(label: str) -> re.Pattern[str]:
    """Return what finds a label whatever its spaces: some of them hold a line together."""
    return re.compile(re.escape(set_apostrophes(label)).replace("\\ ", r"\s"))


@asynccontextmanager
async def open_page(browser: Browser, address: str, **visitor: Any) -> AsyncIterator[Page]:
    """Open a page as a visitor with their own screen, language and taste; a script error fails the test."""
    errors: list[Exception] = []
    page = await browser.new_page(**visitor)
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    page.on("pageerror", lambda error: errors.append(error))
    await page.goto(address)
    await page.evaluate(REMEMBERING)
    yield page
    await page.close()
    assert errors == []


async def hear(page: Page, words: str) -> None:
    """Return once the story has said some words, however shortly they are shown."""
    await page.wait_for_function("(words) => window.captions.some((said) => said.includes(words))", arg=words)
