"""The page in a real browser: three people side by side."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import FormData
from playwright.async_api import Browser, Page, expect

from tests.browsers import NEEDS_BROWSER, open_page

KEYS = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}, {"text": "Non", "callback_data": "no"}]]}
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A PNG of one pixel."""

pytestmark = NEEDS_BROWSER


@pytest.fixture
async def page(tg: Any, browser: Browser) -> AsyncIterator[Page]:
    """Open the page in a fresh simulator."""
    async with open_page(browser, tg.url, locale="fr-FR") as page:
        await page.get_by_test_id("pane-staff").get_by_text("Binôme rejoint le groupe").wait_for()
        await tg.post("forget")
        yield page


async def test_a_visitor_starts_writes_and_taps(tg: Any, page: Page) -> None:
    """What is typed and tapped reaches the bot; its answers are shown as typed, edited in place, the focus kept."""
    young = page.get_by_test_id("pane-young")
    await young.get_by_test_id("start").click()
    await young.get_by_test_id("composer-input").fill("Je suis <b>Inès</b>")
    await young.get_by_test_id("composer-send").click()
    await expect(young.get_by_test_id("message").last).to_contain_text("Je suis <b>Inès</b>")
    start, words = [update["message"] for update in await tg.updates()]
    user = start["chat"]["id"]
    assert (start["text"], words["text"]) == ("/start", "Je suis <b>Inès</b>")
    await tg.post("forget")

    sent = (await tg.call("sendMessage", chat_id=user, text="Oui ou non ?", reply_markup=KEYS))["result"]
    await young.get_by_role("button", name="Non").click()
    query = (await tg.call("getUpdates", timeout=5))["result"][0]["callback_query"]
    assert query["data"] == "no"
    about = {"chat_id": user, "message_id": sent["message_id"]}
    await tg.call("editMessageText", **about, text="<b>Non</b>", parse_mode="HTML", reply_markup=KEYS)
    await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="Noté")
    await expect(young.get_by_test_id("toast")).to_have_text("Noté")
    await expect(young.get_by_test_id("message").last.locator("b")).to_have_text("Non")
    await expect(young.get_by_role("button", name="Non")).to_be_focused()
    await expect(young.get_by_test_id("message")).to_have_count(3)


async def test_a_link_to_the_bot_opens_the_private_chat(tg: Any, page: Page) -> None:
    """From a card in the group, one press leads to the coordinator's own chat, with the link's payload."""
    group = next(chat["id"] for chat in (await tg.get("state"))["chats"] if chat["type"] == "supergroup")
    button = {"text": "Détail", "url": "https://t.me/binome_bot?start=V031"}
    await tg.call("sendMessage", chat_id=group, text="Carte", reply_markup={"inline_keyboard": [[button]]})
    staff = page.get_by_test_id("pane-staff")
    await staff.get_by_role("link", name="Détail").click()
    await expect(staff.get_by_test_id("message").last).to_contain_text("/start V031")
    await expect(staff.get_by_test_id("to-private")).to_have_attribute("aria-pressed", "true")


async def test_the_clock_is_pushed_and_people_added(tg: Any, page: Page) -> None:
    """A push moves the clock by what its button says; a newcomer has the pane, a language, and can start."""
    clock = page.get_by_test_id("clock")
    await expect(clock).to_have_text("lun. 1er mars · 10:00")
    await page.get_by_test_id("push-week").click()
    await expect(clock).to_have_text("lun. 8 mars · 10:00")
    await page.get_by_test_id("push-hour").click()
    await expect(clock).to_have_text("lun. 8 mars · 11:00")
    volunteer = page.get_by_test_id("pane-volunteer")
    await volunteer.get_by_test_id("add-person").click()
    await page.get_by_test_id("dialog-input").fill("Sami")
    offered = page.get_by_test_id("dialog-language").locator("option")
    await expect(offered).to_have_text(list((await tg.get("state"))["languages"].values()))
    await expect(page.get_by_test_id("dialog-language")).to_have_value("fr")
    await page.get_by_test_id("dialog-language").select_option("en")
    await page.get_by_test_id("dialog-ok").click()
    await expect(volunteer.get_by_test_id("person").locator("option:checked")).to_have_text("Sami")
    await expect(volunteer.get_by_test_id("start")).to_be_visible()
    people = (await tg.get("state"))["people"]
    assert [(one["first_name"], one["language_code"]) for one in people][-2:] == [("Claire", "fr"), ("Sami", "en")]


async def test_each_chat_offers_its_own_commands(tg: Any, page: Page) -> None:
    """What "/" opens is what Telegram would offer in the chat that is shown."""
    group = next(chat["id"] for chat in (await tg.get("state"))["chats"] if chat["type"] == "supergroup")
    await tg.call("setMyCommands", commands=[{"command": "menu", "description": "Menu"}])
    scope = {"type": "chat", "chat_id": group}
    await tg.call("setMyCommands", commands=[{"command": "file", "description": "Les cas"}], scope=scope)
    staff = page.get_by_test_id("pane-staff")
    await staff.get_by_role("button", name="Commandes").click()
    await expect(staff.get_by_role("menuitem")).to_have_text(["/fileLes cas"])
    await staff.get_by_role("menuitem").click()
    await expect(staff.get_by_test_id("message").last).to_contain_text("/file")
    await staff.get_by_test_id("to-private").click()
    await staff.get_by_test_id("start").click()
    await staff.get_by_role("button", name="Commandes").click()
    await expect(staff.get_by_role("menuitem")).to_have_text(["/menuMenu"])


async def test_a_picture_is_shown(tg: Any, page: Page) -> None:
    """What the bot sends as a photo is seen, with its words."""
    group = next(chat["id"] for chat in (await tg.get("state"))["chats"] if chat["type"] == "supergroup")
    form = FormData({"chat_id": str(group), "caption": "La semaine"})
    form.add_field("photo", base64.b64decode(DOT), filename="figures.png")
    async with tg.session.post(f"{tg.url}/bot1:simulator/sendPhoto", data=form) as response:
        assert response.status == 200
    message = page.get_by_test_id("pane-staff").get_by_test_id("message").last
    await expect(message).to_contain_text("La semaine")
    shown = message.get_by_role("img", name="La semaine")
    await expect(shown).to_have_js_property("complete", True)
    await expect(shown).to_have_js_property("naturalWidth", 1)


async def test_an_empty_chat_says_what_the_bot_does(tg: Any, page: Page) -> None:
    """In the person's language if there are words for it, in the bot's first language otherwise; the head names it."""
    await tg.call("setMyDescription", description="Je mets en contact.")
    await tg.call("setMyDescription", description="I bring people together.", language_code="en")
    young = page.get_by_test_id("pane-young")
    await expect(young.get_by_test_id("history")).to_contain_text("Je mets en contact.")
    await expect(young.get_by_test_id("chat-name")).to_have_text("Binômerobot")
    staff = page.get_by_test_id("pane-staff")
    await expect(staff.get_by_test_id("chat-name")).to_contain_text("2 membres")
    refused = await tg.call("setMyDescription", description="x" * 513)
    assert refused["error_code"] == 400


async def test_whoever_answers_by_keyboard_goes_on_at_the_next_question(tg: Any, page: Page) -> None:
    """The first button of the message that comes next has the focus; somebody who went elsewhere is left there."""
    young = page.get_by_test_id("pane-young")
    await young.get_by_test_id("start").click()
    user = (await tg.updates())[0]["message"]["chat"]["id"]
    await tg.post("forget")
    await tg.call("sendMessage", chat_id=user, text="Oui ou non ?", reply_markup=KEYS)
    await young.get_by_role("button", name="Non").press("Enter")
    query = (await tg.call("getUpdates", timeout=5))["result"][0]["callback_query"]
    await tg.call("answerCallbackQuery", callback_query_id=query["id"])
    style = {"inline_keyboard": [[{"text": "✅ Bien sûr", "callback_data": "sure", "style": "success"}]]}
    await tg.call("sendMessage", chat_id=user, text="Vraiment ?", reply_markup=style)
    sure = young.get_by_role("button", name="✅ Bien sûr")
    await expect(sure).to_be_focused()
    await expect(sure).to_have_css("background-color", "rgb(28, 125, 58)")


async def test_the_focus_is_lost_neither_with_the_first_button_nor_with_the_one_that_sends(tg: Any, page: Page) -> None:
    """« Démarrer » goes away as it is pressed, and what sends is off once the line is empty: both have a next place."""
    young = page.get_by_test_id("pane-young")
    await young.get_by_test_id("start").press("Enter")
    user = (await tg.call("getUpdates", timeout=5))["result"][0]["message"]["chat"]["id"]
    await tg.call("sendMessage", chat_id=user, text="Oui ou non ?", reply_markup=KEYS)
    await expect(young.get_by_role("button", name="Oui")).to_be_focused()
    await young.get_by_test_id("composer-input").fill("Oui")
    await young.get_by_test_id("composer-send").press("Enter")
    await expect(young.get_by_test_id("message").last).to_contain_text("Oui")
    await expect(young.get_by_test_id("composer-input")).to_be_focused()


async def test_a_narrow_screen_shows_whole_telephones_under_low_bars(tg: Any, page: Page) -> None:
    """One at 360 pixels, two at 720 and nothing beside them; what stands above the chat takes less than a fifth."""
    panes = [page.get_by_test_id(f"pane-{name}") for name in ("young", "volunteer", "staff")]
    for width, height, shown in ((360, 640, 1), (720, 800, 2)):
        await page.set_viewport_size({"width": width, "height": height})
        boxes = [await pane.bounding_box() for pane in panes]
        inside = [box for box in boxes if box and box["x"] + box["width"] <= width + 1]
        assert len(inside) == shown
        assert sum(box["width"] for box in inside) >= 0.97 * width
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.set_viewport_size({"width": 360, "height": 640})
    history = await panes[0].get_by_test_id("history").bounding_box()
    assert history
    assert history["y"] < 640 / 5


async def test_a_badge_counts_what_came_into_ones_other_chat_since_it_was_seen(tg: Any, page: Page) -> None:
    """What others were sent is not counted, nor what was on the screen already; opening the chat takes it away."""
    staff = page.get_by_test_id("pane-staff")
    await staff.get_by_test_id("to-private").click()
    await staff.get_by_test_id("start").click()
    mine = (await tg.call("getUpdates", timeout=5))["result"][0]["message"]["chat"]["id"]
    await tg.call("sendMessage", chat_id=mine, text="Vu")
    await expect(staff.get_by_test_id("message").last).to_contain_text("Vu")
    await staff.get_by_test_id("to-group").click()
    await page.get_by_test_id("pane-young").get_by_test_id("start").click()
    other = (await tg.call("getUpdates", offset=-1, timeout=5))["result"][0]["message"]["chat"]["id"]
    for chat, text in ((other, "Pour Inès"), (mine, "Un"), (mine, "Deux")):
        await tg.call("sendMessage", chat_id=chat, text=text)
    await expect(staff.get_by_test_id("to-private").locator(".badge")).to_have_text("2")
    await staff.get_by_test_id("to-private").click()
    await expect(staff.locator(".badge")).to_have_count(0)
