"""The page of everything that the bot may say is complete and current."""

import re
from pathlib import Path

from mentoring.messages import MESSAGES
from tests.texts.plain_text import TEXTS
from tests.texts.samples import PROGRAMME
from texts import message_page

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"


def test_the_page_is_current() -> None:
    """What the documentation shows is what the bot says: `binome messages > docs/messages.md` renews it."""
    assert PAGE.read_text("utf-8") == message_page.build_document(TEXTS, PROGRAMME)


def test_the_page_shows_every_message() -> None:
    """Each kind of message, each problem and each toast has its row, and every row its two languages."""
    page = message_page.build_document(TEXTS, PROGRAMME)
    pieces = {name[3:].split(".")[0] for name in TEXTS.list_names() if name.startswith(("fr/problem_", "fr/toast_"))}
    assert set(re.findall(r"(?m)^\| `(\w+)`", page)) == MESSAGES.keys() | pieces
    assert all(line.count(" | ") == 2 for line in page.splitlines() if line.startswith("| `"))


def test_each_group_begins_at_a_kind_of_message() -> None:
    """The headings follow the order of the messages, the first one first."""
    order = list(MESSAGES)
    begins = [order.index(kind) for kind in message_page.GROUP_STARTS]
    assert begins == sorted(begins)
    assert begins[0] == 0
