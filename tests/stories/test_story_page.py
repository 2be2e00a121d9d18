"""The story that the page tells by itself, on the real bot, in a real browser: to its end, for every visitor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browsers import NEEDS_BROWSER, open_page
from tests.pictures import keep_picture
from tests.town import Town

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1240, "height": 780}
FAST = 40
MINUTE = 60_000
"""Milliseconds."""
WHOLE_STORY = 180_000
"""Milliseconds within which a fast story is over."""

pytestmark = NEEDS_BROWSER


@pytest.fixture
async def beating(small_town: Town) -> AsyncIterator[Town]:
    """Return a town whose heart beats by itself, as in the program."""

    async def beat() -> None:
        while True:
            await small_town.app.heartbeat.beat()
            await asyncio.sleep(1)

    heart = asyncio.create_task(beat())
    yield small_town
    heart.cancel()
    with suppress(asyncio.CancelledError):
        await heart


async def play_story(page: Page, end: str) -> None:
    """Let the page tell its story; return at its end."""
    await page.get_by_test_id("tell").click()
    await expect(page.get_by_test_id("caption-words")).to_contain_text(end, timeout=WHOLE_STORY)
    await expect(page.get_by_test_id("pause")).to_be_hidden()


async def count_acts(town: Town) -> int:
    """Return how many messages people, and not the bot, have written."""
    chats = (await town.read_state())["chats"]
    return sum(not message["from"]["is_bot"] for chat in chats for message in chat["messages"])


async def measure_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


async def test_it_tells_the_story_from_sign_up_to_the_third_check_in(beating: Town, browser: Browser) -> None:
    """One press plays three weeks on the real bot; the backstage shows the reminders of each."""
    address = f"{beating.address}/?speed={FAST}#start={beating.head_code}"
    async with open_page(browser, address, viewport=DESK, locale="fr-FR") as page:
        await play_story(page, "Trois semaines")
        await page.get_by_test_id("backstage").click()
        young = page.get_by_test_id("pane-young")
        await expect(young.get_by_test_id("message").filter(has_text="C’est demain")).to_have_count(3)
        lines = page.get_by_test_id("line")
        await expect(lines.filter(has_text="rappel de la veille → Inès").filter(has_text="envoyé")).to_have_count(3)
        await expect(lines.filter(has_text="question après la session → Marc")).to_have_count(3)
        await expect(lines.filter(has_text="appariement")).not_to_have_count(0)
        await expect(page.get_by_test_id("next")).to_contain_text("Prochaine échéance")
        await keep_picture(page, "story")


async def test_it_tells_the_story_in_english_on_a_dark_phone(beating: Town, browser: Browser) -> None:
    """An English visitor's page and people speak English; whoever has begun already leaves the story to a newcomer."""
    taste = {"viewport": PHONE, "locale": "en-GB", "color_scheme": "dark", "reduced_motion": "reduce"}
    async with open_page(browser, f"{beating.address}/?speed={FAST}", **taste) as page:
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        young = page.get_by_test_id("pane-young")
        await young.get_by_test_id("start").click()
        await expect(young.get_by_test_id("message")).to_have_count(2)
        await play_story(page, "Three weeks")
        await expect(young.get_by_test_id("person").locator("option:checked")).to_have_text("Lina")
        await expect(young.get_by_test_id("message").last).to_contain_text("Thank")
        await page.get_by_test_id("tab-pane-young").click()
        await keep_picture(page, "story-phone-dark")
        await page.get_by_test_id("backstage").click()
        await expect(page.get_by_test_id("line").filter(has_text="reminder, the day before → Lina")).to_have_count(3)
        assert await measure_overflow(page) == 0
        await keep_picture(page, "backstage-phone-dark")


async def test_it_pauses_and_stops_by_keyboard(beating: Town, browser: Browser) -> None:
    """The focus goes to the pause button and comes back; a paused story stands still, a stopped one is gone."""
    async with open_page(browser, f"{beating.address}/?speed=4", viewport=DESK, locale="fr-FR") as page:
        await page.clock.install()
        await expect(page.get_by_test_id("tell")).to_be_visible()
        await page.get_by_test_id("tell").focus()
        await page.keyboard.press("Enter")
        pause = page.get_by_test_id("pause")
        await expect(pause).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(pause).to_contain_text("Continuer")
        told = await page.get_by_test_id("caption-words").text_content()
        await beating.settle()
        done = await count_acts(beating)
        await page.clock.run_for(MINUTE)
        assert await count_acts(beating) == done
        assert await page.get_by_test_id("caption-words").text_content() == told
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("caption-words")).not_to_have_text(told or "")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("caption")).to_be_hidden()
        await expect(page.get_by_test_id("tell")).to_be_focused()


async def test_the_page_changes_its_language(small_town: Town, browser: Browser) -> None:
    """One press changes the page's own words for good; what people and the bot wrote stays as it is."""
    async with open_page(browser, small_town.address, viewport=PHONE, locale="fr-FR") as page:
        tell_it = page.get_by_test_id("tell")
        await expect(tell_it).to_contain_text("Raconter l’histoire")
        await expect(page.get_by_test_id("to-group")).to_have_text("Équipe mentorat")
        await page.get_by_test_id("language").click()
        await expect(tell_it).to_contain_text("Tell the story")
        await expect(page.get_by_test_id("to-group")).to_have_text("Équipe mentorat")
        await page.reload()
        await expect(tell_it).to_contain_text("Tell the story")
        assert await measure_overflow(page) == 0
