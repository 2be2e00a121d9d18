"""Everything that the bot may say, as a page to read: the programme's languages side by side, with the buttons."""

import html
from collections.abc import Sequence

from babel import Locale

from mentoring.cases import CASES
from mentoring.contexts import Context
from mentoring.desk_contexts import CardContext
from mentoring.messages import MESSAGES
from mentoring.programme import Programme
from texts.render import RenderedMessage, Texts
from texts.samples import Sample, list_samples

GROUP_STARTS = {
    "welcome": "Anybody",
    "too_young": "Forms and offers",
    "proposal": "From the proposal to the binôme",
    "slot_choice": "The weekly hour and the place",
    "reminder_day": "Sessions",
    "binome": "The binôme",
    "card": "The team",
}
"""The first kind of each group, in the order of `MESSAGES`."""
SHOWN_BELOW = ("card", "training")
SIDES = {"": "anybody", "young": "young person", "volunteer": "volunteer", "staff": "team"}
INTRODUCTION = """# Everything that the bot may say

Made by `binome messages`; with a folder of your own words it shows those. Names and facts are examples; what depends on
the state (the menu, the overview of a binôme) is shown in one state. How to say it your way: [texts.md](texts.md).
"""
Example = tuple[str, Context]


def build_document(texts: Texts, programme: Programme) -> str:
    """Return the page, in Markdown."""
    columns = [_build_column(Sample(programme), language, texts) for language in programme.languages]
    head = _build_head(programme.languages)
    tables = (_build_table(title, head, texts, [column[title] for column in columns]) for title in columns[0])
    return "\n".join([INTRODUCTION, *(line for table in tables for line in table)])


def _build_head(languages: Sequence[str]) -> list[str]:
    """Return the head of each table: a column a language, under its own name."""
    names = [Locale.parse(language).get_display_name(language) for language in languages]
    return [f"| message, reader | {' | '.join(map(str, names))} |", "|---" * (1 + len(names)) + "|"]


def _build_column(sample: Sample, language: str, texts: Texts) -> dict[str, list[Example]]:
    """Return a language's messages under their headings."""
    found: dict[str, list[Example]] = {title: [] for title in GROUP_STARTS.values()}
    title = ""
    groups = {kind: (title := GROUP_STARTS.get(kind, title)) for kind in MESSAGES}
    for kind, _side, context in list_samples(sample, language):
        if kind not in SHOWN_BELOW:
            found[groups[kind]].append((kind, context))
    _asked, asking = next(sample.list_questions("need", language))
    reader = sample.context("training", "volunteer", language).me
    group = sample.context("card", "staff", language).me
    pieces = sorted({name.partition("/")[2].split(".")[0] for name in texts.list_names()})
    return found | {
        "Each kind of case": [("card", CardContext(me=group, card=sample.case(one))) for one in CASES],
        "The training": [("training", one) for one in sample.list_trainings(reader)],
        "Said before a question is asked again": [(one, asking) for one in pieces if one.startswith("problem_")],
        "Said at the top of the screen for a moment": [(one, asking) for one in pieces if one.startswith("toast_")],
    }


def _build_table(title: str, head: list[str], texts: Texts, columns: list[list[Example]]) -> list[str]:
    """Return a heading and a row for each message, once for the sides that read the same."""
    sides = dict[tuple[str, ...], list[str]]()
    for said in zip(*columns, strict=True):
        name, context = said[0]
        cells = [_build_cell(texts.render(*one)) for one in said]
        sides.setdefault((name, *cells), []).append(SIDES[context.me.side])
    rows = [f"| `{name}`, {', '.join(readers)} | {' | '.join(cells)} |" for (name, *cells), readers in sides.items()]
    return [f"## {title}\n", *head, *rows, ""]


def _build_cell(message: RenderedMessage) -> str:
    words = message.text.replace("\n", "<br>")
    rows = [" ".join(f"<kbd>{html.escape(label, quote=False)}</kbd>" for label, _data in row) for row in message.rows]
    return "<br>".join([words, *([""] if rows else []), *rows]).replace("|", "&#124;")
