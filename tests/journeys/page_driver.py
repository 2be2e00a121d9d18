"""Somebody's telephone on the page, in a real browser: what they tap, write and must read."""

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from playwright.async_api import Locator, Page, expect

from mentoring.example_answers import Act, list_acts
from mentoring.questions import Question, count_progress, parse_form
from mentoring.states import Form
from tests.browsers import find_words
from tests.mentoring.examples import COMPLETE, TODAY
from tests.people import VOLUNTEER, YOUNG, read_training, sign_up_volunteer
from tests.pictures import keep_picture
from tests.town import Town, Visitor
from texts.markdown import set_apostrophes

LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
OLD_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
KNOWN = {"name", "job", *YOUNG, *VOLUNTEER}
"""What journeys have answers for."""
Step = tuple[str, str, str]
"""What is done or must be read, in French and in English: ("taps", "Oui", "Yes")."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """One pane of the page, in the visitor's language."""

    page: Page
    town: Town
    who: str
    language: str

    @property
    def pane(self) -> Locator:
        """Return the window that shows this telephone."""
        return self.page.get_by_test_id(f"pane-{self.who}")

    async def play(self, *steps: Step) -> None:
        """Do and read, one step after the other, in the visitor's language."""
        for act, *words in steps:
            await getattr(self, act)(words[LANGUAGES.index(self.language)])

    async def starts(self) -> None:
        """Press the start button of a chat in which nothing was said yet."""
        await self.pane.get_by_test_id("start").click()
        await self.town.settle()

    async def taps(self, label: str) -> None:
        """Tap the newest button with these words."""
        await self.pane.get_by_test_id("key").filter(has_text=find_words(label)).last.click()
        await self.town.settle()

    async def writes(self, text: str) -> None:
        """Type a text and send it."""
        await self.pane.get_by_test_id("composer-input").fill(text)
        await self.pane.get_by_test_id("composer-send").click()
        await self.town.settle()

    async def sees(self, words: str) -> None:
        """Read some words in the newest message."""
        await expect(self.pane.get_by_test_id("message").last).to_contain_text(set_apostrophes(words))

    async def is_asked(self, place: str) -> None:
        """Come to a question, ``need:region``, or to a form's end, ``need:``; answer what is new before it somehow."""
        name, _, key = place.partition(":")
        form = parse_form(name)
        for asked, acts in new_before(form, key):
            await self.pane.locator(f'[data-data^="{form}:{asked.key}:"]').last.wait_for()
            for act, what in acts:
                await (self.chooses(what) if act == "tap" else self.writes(what))
        if key:
            at, out_of = count_progress(form, COMPLETE[form], TODAY, key)
            await self.sees(f"({at}/{out_of})")

    async def chooses(self, data: str) -> None:
        """Tap the newest button that carries some data."""
        await self.pane.locator(f'[data-data="{data}"]').last.click()
        await self.town.settle()

    async def has_seen(self, words: str) -> None:
        """Find a message with some words, above."""
        await expect(self.pane.get_by_test_id("message").filter(has_text=set_apostrophes(words))).not_to_have_count(0)

    async def hints(self, words: str) -> None:
        """Read what stands in a chat where nothing was said yet."""
        await expect(self.pane.locator(".hint")).to_contain_text(words)

    async def notices(self, words: str) -> None:
        """Read what appears for a moment."""
        await expect(self.pane.get_by_test_id("toast")).to_contain_text(words)

    async def turns_to(self, chat: str) -> None:
        """Look at another of one's chats: "group" or "private"."""
        await self.pane.get_by_test_id(f"to-{chat}").click()

    async def lets_pass(self, step: str, until: str) -> None:
        """Press a button of the clock, and read the day that it then shows."""
        await self.page.get_by_test_id(f"push-{step}").click()
        await expect(self.page.get_by_test_id("clock")).to_contain_text(until)
        await self.town.settle()

    async def fits(self) -> None:
        """See the whole page: nothing is wider than the window, and no button of the bar is cut off."""
        hidden = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await self.page.evaluate(hidden) == 0
        assert await self.page.evaluate(OUTSIDE) == []

    async def is_pictured(self, name: str) -> None:
        """Keep a small picture for the documents, when they are wanted."""
        await keep_picture(self.page, f"journeys/{name}")


def asked(place: str) -> Step:
    """Return the step that comes to a question, or to the end of a form; it is called the same in every language."""
    return "is_asked", place, place


OUTSIDE = """() => [...document.querySelectorAll('.bar button, .bar time')]
  .filter((node) => node.offsetParent)
  .filter((node) => node.getBoundingClientRect().left < 0 || node.getBoundingClientRect().right > innerWidth)
  .map((node) => node.textContent)"""


def new_before(form: Form, key: str) -> list[tuple[Question, list[Act]]]:
    """Return the questions just before one that no journey knows, each with an answer; the last ones without a key."""
    asked = list(list_acts(form, COMPLETE[form], TODAY))
    before = takewhile(lambda item: item[0].key != key, asked)
    return list(takewhile(lambda item: item[0].key not in KNOWN, reversed(list(before))))[::-1]


async def approve(group: Visitor) -> None:
    """Approve the volunteer whose card is the newest, whatever the group's language."""
    card = (await group.messages())[-1]
    data = next(
        key["callback_data"] for row in card["keyboard"] for key in row if key["callback_data"].endswith("approve")
    )
    await group.send_data(data, card["message_id"])


async def ready_volunteer(town: Town, group: Visitor, name: str) -> Visitor:
    """Return a volunteer who was approved and has read the training."""
    volunteer = await sign_up_volunteer(town, name)
    await approve(group)
    await read_training(volunteer)
    return volunteer
