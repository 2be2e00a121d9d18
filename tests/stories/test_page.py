"""The path played by hand on the page, in a real browser: from the first word to the third week."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from mentoring.example_answers import list_acts
from mentoring.states import Form
from tests.browsers import NEEDS_BROWSER, find_words, open_page
from tests.mentoring.examples import TODAY, complete_form
from tests.people import PROGRAMME, ROLES, VOLUNTEER, WORDS, YOUNG
from tests.pictures import keep_picture
from tests.town import Town
from texts.markdown import set_apostrophes

pytestmark = NEEDS_BROWSER


@pytest.fixture
async def page(small_town: Town, browser: Browser) -> AsyncIterator[Page]:
    """Open the page as the printed address does."""
    address = f"{small_town.address}/#start={small_town.head_code}"
    async with open_page(browser, address, viewport={"width": 1400, "height": 900}, locale="fr-FR") as page:
        yield page


async def tap(pane: Locator, label: str) -> None:
    """Tap the newest button with these words, once it is there."""
    await pane.get_by_test_id("key").filter(has_text=find_words(label)).last.click()


async def write(pane: Locator, text: str) -> None:
    """Type a text and send it."""
    await pane.get_by_test_id("composer-input").fill(text)
    await pane.get_by_test_id("composer-send").click()


async def sign_up(town: Town, pane: Locator, form: Form, answers: dict[str, Any]) -> None:
    """Choose a role, answer each question of its form, and send."""
    await tap(pane, ROLES[form])
    given = complete_form(form, {"called": answers["name"], **answers})
    for act, what in [act for _asked, acts in list_acts(form, given, TODAY) for act in acts]:
        await town.settle()
        await (pane.locator(f'[data-data="{what}"]').last.click() if act == "tap" else write(pane, what))
    await tap(pane, "Tout est bon")
    await town.settle()


async def wait_for_words(pane: Locator, words: str) -> None:
    """Wait until the newest message holds some words."""
    await expect(pane.get_by_test_id("message").last).to_contain_text(set_apostrophes(words))


async def test_the_path_is_played_on_the_page(small_town: Town, page: Page) -> None:
    """A visitor plays all three people; three presses on « +1 semaine » show three weeks."""
    young, volunteer, staff = (page.get_by_test_id(f"pane-{who}") for who in ("young", "volunteer", "staff"))
    await tap(staff, "Je m'engage")
    await wait_for_words(staff, "Bienvenue")
    await staff.get_by_test_id("to-group").click()
    await write(staff, "/relier")
    await wait_for_words(staff, "groupe")

    await volunteer.get_by_test_id("start").click()
    await sign_up(small_town, volunteer, "offer", {**VOLUNTEER, "name": "Marc", "job": "comptable en cabinet"})
    await tap(staff, "Approuver")
    for number, screen in enumerate(PROGRAMME.find_screens("fr"), 1):
        await wait_for_words(volunteer, f"({number}/")
        await tap(volunteer, next((answer.words for answer in screen.answers if answer.right), "J'ai lu"))
    await wait_for_words(volunteer, "disponible")

    await young.get_by_test_id("start").click()
    await sign_up(small_town, young, "need", {**YOUNG, "name": "Inès", "words": WORDS})
    await small_town.beat()
    await tap(volunteer, "Oui, je l'accompagne")
    await tap(young, "Oui, je veux essayer")
    for pane in (young, volunteer):
        await expect(pane.get_by_test_id("history")).to_contain_text(set_apostrophes("🎉 C'est un binôme"))
    await keep_picture(page, "yes")
    await tap(young, "mar. 18 h")
    await tap(volunteer, "Oui, cela me va")
    await wait_for_words(young, "Prochaine session : mardi 24 novembre à 18 h")

    for week in ("30 nov.", "7 déc.", "14 déc."):
        await page.get_by_test_id("push-week").click()
        await expect(page.get_by_test_id("clock")).to_contain_text(week)
        for pane in (young, volunteer):
            await wait_for_words(pane, "eu lieu")
            await tap(pane, "✅ Oui")
            await wait_for_words(pane, "Comment")
            await tap(pane, "Très bien")
            await wait_for_words(pane, "Merci")
    for reminder in ("C'est demain", "Dans une heure"):
        await expect(young.get_by_test_id("message").filter(has_text=set_apostrophes(reminder))).to_have_count(3)
