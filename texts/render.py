"""From a message's name and its context to what Telegram shows.

A message is one Jinja2 file: words in Telegram's HTML, a line ``---``, then its buttons, one row a
line: ``Label => verb:subject:choice | Label => https://address``. The file of a question begins
with its label. A file ``name.young.j2`` or ``name.volunteer.j2`` is preferred for that side. Facts are
escaped by Jinja2, in words and labels: no ``<`` or ``>`` of theirs arrives here, so that no fact can
end the words or forge a button.
"""

import hashlib
import html
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.runtime import Context as JinjaContext

from mentoring.actions import parse
from mentoring.contexts import Context, FormContext, HelpContext, WelcomeContext
from mentoring.errors import BinomeError
from mentoring.help_numbers import Situation
from mentoring.kit_contexts import KitContext
from mentoring.messages import MESSAGES
from mentoring.privacy import AGREED_TO
from mentoring.programme import Programme
from mentoring.views import Reader
from texts import formats, languages
from texts.answers import FormWords
from texts.files import BUTTON, BUTTONS, COMPILED_FILES, TemplateLoader
from texts.languages import FILE_PREFIX
from texts.markdown import render_markdown, set_apostrophes
from texts.sandbox import SandboxedEnvironment

log = logging.getLogger(__name__)

MAX_MESSAGE_CHARACTERS, MAX_CAPTION_CHARACTERS = 4096, 1024
"""A caption is what stands under a document or a picture."""
MAX_LABEL_CHARACTERS = 60
LINK_PREFIX = "https://"
"""What a button carries that opens an address instead of asking the bot."""
TAKEN = re.compile(r"""{%-?\s*(?:import|from|include|extends)\s+["']([^"']+)""")
"""A shared piece that a file takes."""


class NoWords(BinomeError):
    """No file has words for this message."""


class BadMessage(BinomeError):
    """A message cannot be shown."""


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """What Telegram shows: HTML words, and rows of (label, data); data that begins with `LINK_PREFIX` is an address."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    is_substitute: bool = False
    """An association's own words failed: these are ours, and the team is to be told."""


class Agreement(NamedTuple):
    """What a message asks to agree to: a short mark of its words, and the words without their layout."""

    edition: str
    words: str


class Texts:
    """The words of a programme, in every language that we have; an association's `own` folder goes first."""

    def __init__(self, programme: Programme, own: Path | None = None) -> None:
        self._programme = programme
        self._shipped = Texts(programme) if own else None
        self._languages = languages.list_complete(own)
        self._loader = TemplateLoader([*([own] if own else []), languages.SHIPPED_FOLDER])
        self._jinja = SandboxedEnvironment(
            loader=self._loader, autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
            bytecode_cache=COMPILED_FILES,
            cache_size=-1,  # of three languages not every file would fit, and each is read again and again
        )  # fmt: skip
        self.forms = FormWords(self._jinja, self._loader, programme, self._resolve_language)
        self._jinja.globals.update(
            programme=programme,
            label=_find_label,
            moments=cache(self.build_moments),
            is_present_edition=lambda edition: edition in self.consent_editions.values(),
            question_label=_localize(self.forms.format_label),
            question_rows=_localize(self.forms.build_button_rows),
            answered=_localize(self.forms.list_answers),
            answered_question=_localize(self.forms.list_question_answers),
            personal_answers=_localize(self.forms.list_personal_answers),
        )
        self._jinja.filters.update(formats.FILTERS, markdown=render_markdown, print_apostrophes=set_apostrophes)

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """Return what each message asks to agree to, by language and kind (``fr/welcome``)."""
        each = ((spoken, kind) for spoken in self._languages for kind in AGREED_TO)
        return {f"{spoken}/{kind}": self._read_agreement(spoken, kind) for spoken, kind in each}

    @cached_property
    def consent_editions(self) -> dict[str, str]:
        """Return the mark of each of these words: other words have another."""
        return {name: agreement.edition for name, agreement in self.agreements.items()}

    def _read_agreement(self, language: str, kind: str) -> Agreement:
        words = remove_layout(self.render(kind, WelcomeContext(me=Reader(language))).text)
        return Agreement(f"{language}-{hashlib.sha256(words.encode()).hexdigest()[:6]}", words)

    def render(self, kind: str, context: Context) -> RenderedMessage:
        """Return a message as its reader sees it: in our words where an association's own would not do.

        Raise `BadMessage` when Telegram would refuse ours.
        """
        try:
            return self.render_strictly(kind, context)
        except Exception:  # whatever a template of one's own does, nobody is left without their message
            if self._shipped is None:
                raise
            log.exception("own_words_not_shown", extra={"kind": kind})
            return replace(self._shipped.render_strictly(kind, context), is_substitute=True)

    def render_strictly(self, kind: str, context: Context) -> RenderedMessage:
        """Return a message in the words that are laid over ours; raise whatever is wrong with them."""
        shown = context.list_fields()
        words, _, buttons = self._find_template(kind, context).render(shown).partition(BUTTONS)
        if isinstance(context, FormContext) and (context.taken or context.closed):
            words, buttons = self._tell_answer(context, words, buttons)
        if context.problem:
            problem = self._find_template(f"problem_{context.problem}", context).render(shown)
            words = f"{problem.strip()}\n\n{words.strip()}"
        if isinstance(context, KitContext):
            words, buttons = self._add_below("_kit_limits", context, words, buttons)
        if context.unsent:
            words, buttons = self._add_below("_unsent", context, words, buttons)
        text = re.sub(r"\n{3,}", "\n\n", words.strip())
        seen, is_caption = count_visible_characters(text), kind in MESSAGES and MESSAGES[kind].document
        if not seen or seen > (MAX_CAPTION_CHARACTERS if is_caption else MAX_MESSAGE_CHARACTERS):
            raise BadMessage(f"({kind}: {seen} characters)")
        rows = tuple(row for line in buttons.split("\n") if (row := _parse_row(line.strip(), kind)))
        return RenderedMessage(text, rows)

    def _tell_answer(self, context: FormContext, words: str, buttons: str) -> tuple[str, str]:
        """Return a question's words and buttons with the answer before it above, or the line that is left of it."""
        if context.closed and context.is_past:
            return words, ""
        line = self._find_template("_answered", context).render(context.list_fields()).strip()
        return (line, "") if context.closed else (f"{line}\n\n{words.strip()}", buttons)

    def _add_below(self, piece: str, context: Context, words: str, buttons: str) -> tuple[str, str]:
        """Return words and buttons with those of a shared piece below them; the way back stays the last row."""
        said, _, ways = self._find_template(piece, context).render(context.list_fields()).partition(BUTTONS)
        rows, _, last = buttons.rstrip().rpartition("\n")
        return f"{words.strip()}\n\n{said.strip()}", f"{rows}\n{ways.strip()}\n{last}"

    def render_file(self, name: str, context: Context) -> str:
        """Return the words of a document, in our words where an association's own would not do."""
        try:
            return self.render_file_strictly(name, context)
        except Exception:  # as of a message: nobody is left without their document
            if self._shipped is None:
                raise
            log.exception("own_words_not_shown", extra={"kind": name})
            return self._shipped.render_file_strictly(name, context)

    def render_file_strictly(self, name: str, context: Context) -> str:
        """Return the words of a document, of any length, from its template ``file_<name>.j2``."""
        words = self._find_template(f"{FILE_PREFIX}{name}", context).render(context.list_fields())
        return re.sub(r"\n{3,}", "\n\n", words.strip())

    def build_help(self, me: Reader) -> HelpContext:
        """Return the help of somebody of whom nothing is known, for whoever has no database to look into."""
        return HelpContext.build(me, self._programme, Situation(), None)

    def choose_language(self, code: str | None) -> str:
        """Return the programme's language that is nearest to a Telegram language code."""
        return self._programme.choose_language(code)

    def list_broken(self) -> list[str]:
        """Return what cannot be read in our files of words, each with its file and line."""
        names, faults = self.list_names(), []
        for name in names:
            try:
                self._jinja.get_template(name)
            except TemplateSyntaxError as error:
                faults.append(f"{name}, line {error.lineno}: {error.message}")
            faults += self._list_borrowed(name, names)
        return faults or self._list_unsayable()

    def _list_borrowed(self, name: str, names: list[str]) -> Iterator[str]:
        """Return the lines that take shared pieces from another language, or from nowhere."""
        folder = name.partition("/")[0]
        for number, line in enumerate(self.read_source(name), 1):
            for taken in TAKEN.findall(line):
                if taken not in names or not taken.startswith(f"{folder}/"):
                    yield f"{name}, line {number}: {taken} is no file of {folder}/, write {folder}/{Path(taken).name}"

    def _list_unsayable(self) -> list[str]:
        """Return what Babel cannot read in how each language says moments."""
        faults = []
        for language in self._languages:
            try:
                faults += [f"{language}/_moments.j2: {fault}" for fault in self.build_moments(language).list_faults()]
            except Exception as error:  # a template of one's own raises what it likes
                faults.append(f"{language}/_moments.j2: {error}")
        return faults

    def list_replaced_fixed(self) -> list[str]:
        """Return the files of an association's own that would replace words of ours which stay."""
        return [name for name in self.list_names() if self._loader.would_replace_fixed(self._jinja, name)]

    def read_source(self, name: str) -> list[str]:
        """Return the lines of a file such as ``fr/menu.j2``."""
        return self._loader.get_source(self._jinja, name)[0].splitlines()

    def read_labels(self, name: str) -> tuple[str, ...]:
        """Return the labels on the first line of a file; none unless it is a question's."""
        self._loader.get_source(self._jinja, name)
        return self._loader.labels[name]

    def find_file(self, kind: str, context: Context) -> str:
        """Return the name of the file that a message is read from."""
        return self._find_template(kind, context).name or ""

    def list_names(self) -> list[str]:
        """Return every file of words, as ``fr/menu.j2``."""
        return self._jinja.list_templates(extensions=["j2"])

    def list_unset_moments(self, language: str) -> list[str]:
        """Return the moment patterns that a language leaves to Babel."""
        return [way for way in formats.WAYS if way not in self._read_moment_ways(language)]

    def build_moments(self, language: str) -> formats.Moments:
        """Return the moment patterns of a language."""
        spoken = self._resolve_language(language)
        return replace(formats.build_babel_moments(spoken), **self._read_moment_ways(spoken))

    def _read_moment_ways(self, language: str) -> dict[str, str]:
        try:
            told = self._jinja.get_template(f"{language}/_moments.j2").module
        except TemplateNotFound:
            return {}
        return {way: str(getattr(told, way)) for way in (*formats.WAYS, "first") if hasattr(told, way)}

    def _resolve_language(self, language: str) -> str:
        """Return the language in which somebody who speaks this one is answered."""
        return next(one for one in (language, *self._programme.languages, *self._languages) if one in self._languages)

    def _find_template(self, kind: str, context: Context) -> Template:
        me = context.me
        if isinstance(context, FormContext) and kind.endswith(("_question", "_summary")):
            # What is asked is what waits for an answer when this leaves, not when it was queued.
            kind = f"{context.form}_{context.asked.key if context.asked else 'summary'}"
        names = (f"{kind}.{me.side}.j2", f"{kind}.j2")
        try:
            return self._jinja.select_template([f"{self._resolve_language(me.language)}/{name}" for name in names])
        except TemplateNotFound:  # it is an `OSError`, and would be taken for a storage that is away
            raise NoWords(kind) from None


def count_visible_characters(text: str) -> int:
    """Return the characters that Telegram counts: without tags, each escaped one as itself."""
    return len(remove_layout(text))


def remove_layout(text: str) -> str:
    """Return the words that are seen of Telegram's HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _parse_row(line: str, kind: str) -> tuple[tuple[str, str], ...]:
    row = tuple(
        (html.unescape(found["label"]).strip()[:MAX_LABEL_CHARACTERS], html.unescape(found["data"]))
        for found in BUTTON.finditer(line)
    )
    for label, data in row:
        if not label or (parse(data) is None and not data.startswith(LINK_PREFIX)):
            raise BadMessage(f"({kind}: button {label!r} carries {data!r})")
    if line and not row:
        raise BadMessage(f"({kind}: {line!r} is not a row of buttons)")
    return row


def _localize(function: Callable[..., Any]) -> Callable[..., Any]:
    @pass_context
    def said(context: JinjaContext, *arguments: Any) -> Any:
        return function(*arguments, context["me"].language)

    return said


@pass_context
def _find_label(context: JinjaContext, catalogue: str, key: str) -> str:
    programme: Programme = context["programme"]
    return set_apostrophes(programme.find_label(catalogue, key, context["me"].language))
