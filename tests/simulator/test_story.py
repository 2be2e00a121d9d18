"""The mechanics of a told story: what a step may be, on a bot that only echoes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from simulator import Simulator
from tests.browsers import NEEDS_BROWSER, hear, open_page
from tests.simulator.conftest import MovableClock, serve

STORY = {
    "cast": {"young": "Lina"},
    "steps": [
        {"who": "young", "start": True, "caption": {"fr": "{young} arrive.", "en": "{young} comes."}},
        {"who": "young", "tap": "go:*", "caption": "Un pas"},
        {"who": "young", "tap": "go:*"},
        {"who": "young", "when": "go:*", "write": {"fr": "bonjour", "en": "hello"}},
        {"who": "staff", "chat": "group", "write": "/relier", "once": True},
        {"who": "young", "push": 24, "until": "go:*", "caption": "Fin"},
    ],
}

pytestmark = NEEDS_BROWSER


async def echo(tg: Any) -> None:
    """Answer whatever anybody writes or taps with a new message and one button."""
    offset = 0
    while True:
        for update in (await tg.call("getUpdates", offset=offset, timeout=1))["result"]:
            offset = update["update_id"] + 1
            if query := update.get("callback_query"):
                await tg.call("answerCallbackQuery", callback_query_id=query["id"])
            message = query["message"] if query else update.get("message")
            if message and "text" in message:
                keys = [[{"text": "Suite", "callback_data": f"go:{offset}"}]]
                about = {"chat_id": message["chat"]["id"], "reply_markup": {"inline_keyboard": keys}}
                await tg.call("sendMessage", text=f"J'ai lu : {message['text']}", **about)


@asynccontextmanager
async def open_story(
    tg: Any, browser: Browser, *, locale: str = "fr-FR", search: str = "?speed=20"
) -> AsyncIterator[Page]:
    """Open the page with the echo behind it."""
    answering = asyncio.create_task(echo(tg))
    try:
        async with open_page(browser, f"{tg.url}/{search}", locale=locale) as page:
            yield page
    finally:
        answering.cancel()
        with suppress(asyncio.CancelledError):
            await answering


@pytest.fixture
async def teller(watch: MovableClock) -> AsyncIterator[Any]:
    """Yield a simulator that has a story."""
    async with serve(Simulator(None, real_time=watch, story=STORY)) as served:
        yield served


async def test_it_does_what_a_visitor_would(teller: Any, browser: Browser) -> None:
    """It starts, taps each button once, types, binds the group once, and pushes the clock until there is an answer."""
    async with open_story(teller, browser) as page:
        words = page.get_by_test_id("caption-words")
        await page.get_by_test_id("tell").click()
        await hear(page, "Inès arrive.")
        await expect(words).to_have_text("Fin")
        await expect(page.get_by_test_id("pause")).to_be_hidden()
        people = {person["first_name"]: person["id"] for person in (await teller.get("state"))["people"]}
        read = [each["text"] for each in await teller.messages(people["Inès"]) if each["from"]["id"] != people["Inès"]]
        assert (read[0], read[-1]) == ("J'ai lu : /start", "J'ai lu : bonjour")
        assert len(read) == 4
        await expect(page.get_by_test_id("clock")).to_contain_text("mar. 2 mars")


async def test_a_second_telling_has_newcomers_and_does_nothing_twice(teller: Any, browser: Browser) -> None:
    """Whoever began keeps their chat; a group that already works is not bound again."""
    async with open_story(teller, browser) as page:
        for name in ("Inès", "Lina"):
            await page.get_by_test_id("tell").click()
            await hear(page, f"{name} arrive.")
            await expect(page.get_by_test_id("pause")).to_be_hidden()
        state = await teller.get("state")
        assert [person["first_name"] for person in state["people"]] == ["Inès", "Marc", "Claire", "Lina"]
        group = next(chat["id"] for chat in state["chats"] if chat["type"] == "supergroup")
        assert [each["text"] for each in await teller.messages(group)].count("/relier") == 1


async def test_it_says_kindly_that_it_cannot_go_on(watch: MovableClock, browser: Browser) -> None:
    """When the bot never does what comes next, the story ends with words and the page stays usable."""
    story = {"patience": 1, "steps": [{"who": "young", "start": True}, {"who": "young", "tap": "never:*"}]}
    async with (
        serve(Simulator(None, real_time=watch, story=story)) as tg,
        open_story(tg, browser, locale="en-GB") as page,
    ):
        await page.get_by_test_id("tell").click()
        await expect(page.get_by_test_id("caption-words")).to_contain_text("The story stops here")
        await page.get_by_test_id("stop").click()
        await expect(page.get_by_test_id("tell")).to_be_enabled()


async def test_without_a_story_nothing_is_offered(tg: Any, browser: Browser) -> None:
    """A simulator that was given no story shows no button for one, and an empty backstage."""
    async with open_story(tg, browser) as page:
        await expect(page.get_by_test_id("pane-young").get_by_test_id("start")).to_be_visible()
        await expect(page.get_by_test_id("tell")).to_be_hidden()
        await page.get_by_test_id("backstage").click()
        await expect(page.get_by_test_id("next")).to_contain_text("Rien encore")


async def test_the_backstage_lists_what_it_is_told(tg: Any, browser: Browser) -> None:
    """Lines are shown in programme time, with the names of people and what became of each; Escape closes the list."""
    ines = await tg.person("Inès")
    line = {"at": "2027-03-02T17:00:00+00:00", "words": {"fr": "rappel", "en": "reminder"}, "chat": ines}
    lines = [line | {"id": "1", "state": "sent"}, line | {"id": "2", "state": "queued"}]

    async def look() -> dict[str, Any]:
        return {"next": "2027-03-02T17:00:00+00:00", "lines": lines}

    tg.simulator.set_activity_feed(look)
    async with open_story(tg, browser) as page:
        await page.get_by_test_id("backstage").focus()
        await page.keyboard.press("Enter")
        shown = page.get_by_test_id("line")
        at = "mar. 2 mars · 18:00"
        await expect(shown).to_have_text([f"{at}rappel → Inèsenvoyé", f"{at}rappel → Inèsprévu"])
        await expect(page.get_by_test_id("next")).to_have_text(f"Prochaine échéance : {at}")
        await page.get_by_test_id("lines").focus()
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("drawer")).to_be_hidden()
        await expect(page.get_by_test_id("backstage")).to_be_focused()


async def test_a_story_that_is_told_at_night_waits_for_the_morning(watch: MovableClock, browser: Browser) -> None:
    """The clock is pushed hour by hour until nine, because a bot writes to nobody unasked at night."""
    watch.pass_time(hours=12)
    story = {"steps": [{"morning": True, "caption": "La nuit"}, {"who": "young", "caption": "Le matin"}]}
    async with serve(Simulator(None, real_time=watch, story=story)) as tg, open_story(tg, browser) as page:
        await expect(page.get_by_test_id("clock")).to_have_text("lun. 1er mars · 22:00")
        await page.get_by_test_id("tell").click()
        await expect(page.get_by_test_id("caption-words")).to_have_text("Le matin")
        await expect(page.get_by_test_id("clock")).to_have_text("mar. 2 mars · 09:00")


async def test_the_end_of_a_chat_stays_in_sight_beside_the_backstage(tg: Any, browser: Browser) -> None:
    """Windows grow narrower when the list opens; the newest message is still there to be read."""
    async with open_story(tg, browser) as page:
        young = page.get_by_test_id("pane-young")
        await young.get_by_test_id("start").click()
        for number in range(6):
            await young.get_by_test_id("composer-input").fill(f"{number} : " + "une phrase assez longue " * 6)
            await young.get_by_test_id("composer-send").click()
        newest = young.get_by_test_id("message").filter(has_text="lu : 5").last
        await expect(newest).to_be_in_viewport()
        await page.get_by_test_id("backstage").click()
        await expect(page.get_by_test_id("drawer")).to_be_visible()
        await expect(newest.get_by_test_id("key")).to_be_in_viewport(ratio=0.9)
