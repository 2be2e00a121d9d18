"""An association's own words, tried before they are said: every file that would not do is named, with its line."""

import difflib
import re
import traceback
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from mentoring.contexts import Context
from mentoring.messages import MESSAGES
from mentoring.programme import Programme
from mentoring.views import Reader
from texts.files import BUTTONS
from texts.languages import FILE_PREFIX, list_with_words
from texts.render import Texts
from texts.samples import Sample, list_samples

DATA_PATTERN = re.compile(r"=> (?P<data>(?:\{\{.*?\}\}|[^\s{])+)")
DOCUMENT_KINDS = {
    "case": "card_file",
    "data": "data_page",
    "data_title": "data_page",
    "left_out": "data_file",
    "too_large": "data_wait",
    "description": "stopped",
}
"""Words of a document -> a message that gives them what they read."""
MAX_FILES, MAX_FILE_BYTES = 5_000, 100_000
"""Twenty languages of words; the longest file of ours has some 7,000 bytes."""
IGNORED_FILES = re.compile(r"README(\.\w+)?|[a-z]{2,3}/training/[^/]+\.md|kits/.+\.md|help_numbers\.toml")
"""What may lie in the folder beside messages; training, kits and help numbers are read and checked by themselves."""


def find_faults(programme: Programme, own: Path) -> list[str]:
    """Return what would not do in a folder that is laid over ours; nothing when all would."""
    if too_much := [*_find_excess(own)]:
        return too_much
    shipped, laid_over = Texts(programme), Texts(programme, own)
    if fixed := laid_over.list_replaced_fixed():
        return [f"{name}: these words keep people safe and stay ours, remove the file" for name in fixed]
    models = _find_models(programme, shipped.list_names())
    found = [path.relative_to(own).as_posix() for path in sorted(own.rglob("*")) if path.is_file()]
    names = [name for name in found if not re.search(r"(^|/)\.", name) and not IGNORED_FILES.fullmatch(name)]
    said = [_describe_unknown(name, models.keys()) for name in names if name not in models]
    ours = [name for name in names if name in models]
    said += [fault for name in ours for fault in _compare_with_model(name, models[name], shipped, laid_over)]
    said += laid_over.list_broken()
    return said or [
        *_try_all(programme, shipped, laid_over, ours),
        *_try_documents(programme, laid_over, ours),
    ]  # what is faulty as it stands cannot be tried


def _find_excess(own: Path) -> Iterator[str]:
    """Yield what is too large to be read; a folder of very many files is another one, and is not walked to its end."""
    for count, path in enumerate(own.rglob("*.j2"), 1):
        name = path.relative_to(own).as_posix()
        if count > MAX_FILES:
            yield f"more than {MAX_FILES} files: is {own} the folder of your words?"
            return
        if path.stat().st_size > MAX_FILE_BYTES:
            yield f"{name}: more than {MAX_FILE_BYTES} bytes, a message has 4,096 characters at most; shorten it"


def _find_models(programme: Programme, shipped: list[str]) -> dict[str, list[str]]:
    """Return each file that messages are read from, with those of ours that it may be like.

    Of a language that we ship it is the same file, of another language that of any.
    """
    models = {name: [name] for name in shipped}
    for language in {*programme.languages} - {*list_with_words()}:
        for name in shipped:
            models.setdefault(f"{language}/{name.partition('/')[2]}", []).append(name)
    return models


def _describe_unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{name}: no message is read from this file" + (f", did you mean {near[0]}?" if near else "")


def _compare_with_model(name: str, models: list[str], shipped: Texts, laid_over: Texts) -> list[str]:
    """Return what is wrong with a file's label and buttons, compared with the one of ours that it is nearest to."""
    return min(
        (
            [
                *_check_label(name, shipped.read_labels(model), laid_over),
                *_check_buttons(name, shipped.read_source(model), laid_over),
            ]
            for model in models
        ),
        key=len,
    )


def _check_label(name: str, wanted: Collection[str], laid_over: Texts) -> Iterator[str]:
    """Yield the fault of a first line: summary, corrections and "my data" read there what a question is about."""
    theirs = laid_over.read_labels(name)
    if theirs and not wanted:
        yield f"{name}, line 1: this is no question, write no # at its beginning"
    elif len(theirs) != len(wanted):
        yield f"{name}, line 1: begin with what is asked, for example # {' | '.join(wanted)}"


def _check_buttons(name: str, ours: list[str], laid_over: Texts) -> Iterator[str]:
    """Yield what is wrong with the buttons: each must be one of the shipped message's, nobody listens to another."""
    theirs = laid_over.read_source(name)
    carried = {data: number for number, line in reversed([*enumerate(theirs, 1)]) for data in _list_data(line)}
    wanted = {data for line in ours for data in _list_data(line)}
    for data in carried.keys() - wanted:
        where = f"{name}, line {carried[data]}"
        yield f"{where}: this button leads nowhere; ours here carry {_join(wanted)}, not {data}"
    if carried.keys() < wanted:
        begun = next((number for number, line in enumerate(theirs, 1) if line == BUTTONS), len(theirs))
        missing = _join(wanted - carried.keys())
        yield f"{name}, line {begun}: a button is missing that people need, add one that carries {missing}"


def _list_data(line: str) -> list[str]:
    return [re.sub(r"\s+", "", found["data"]) for found in DATA_PATTERN.finditer(line)]


def _join(data: set[str]) -> str:
    return " or ".join(sorted(data)) or "none"


def _try_all(programme: Programme, shipped: Texts, laid_over: Texts, names: list[str]) -> list[str]:
    """Return what is wrong with each message that reads one of these files: it is rendered, its buttons compared."""
    said = dict[str, str]()
    for kind, context in _list_occasions(programme, names):
        try:
            name = laid_over.find_file(kind, context)
            mine = {data for row in laid_over.render_strictly(kind, context).rows for _label, data in row}
        except Exception as error:  # a template raises what it likes
            name, line = _locate(error, name)
            said.setdefault(name, f"{name}, line {line}: {getattr(error, 'message', None) or error}")
            continue
        wanted = {data for row in shipped.render(kind, context).rows for _label, data in row}
        if mine != wanted:
            odd = _join(mine ^ wanted)
            name = name if name in names else next(one for one in names if "/_" in one)  # a shared piece is to blame
            said.setdefault(name, f"{name}: not the buttons of our message; keep its conditions too ({odd})")
    return list(said.values())


def _list_occasions(programme: Programme, names: list[str]) -> Iterator[tuple[str, Context]]:
    languages = sorted({name.partition("/")[0] for name in names})
    for language in languages:
        for sample in (Sample(programme), Sample(programme, "Zoé", "mots " * 30, large=True)):
            yield from ((kind, context) for kind, _side, context in list_samples(sample, language))
        _asked, asking = next(Sample(programme).list_questions("need", language))
        for name in names:
            kind = name.partition("/")[2].split(".")[0]
            if name.startswith(f"{language}/problem_"):
                yield "need_question", replace(asking, problem=kind.removeprefix("problem_"))
            elif name.startswith(f"{language}/toast_"):
                yield kind, Context(me=Reader(language))


def _try_documents(programme: Programme, laid_over: Texts, names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the words of documents, which nobody sees before one is asked for."""
    for name in names:
        language, _, file = name.partition("/")
        document = file.partition(".")[0].removeprefix(FILE_PREFIX)
        if not file.startswith(FILE_PREFIX):
            continue
        kind = DOCUMENT_KINDS[document]
        try:
            laid_over.render_file_strictly(
                document, Sample(programme).context(kind, MESSAGES[kind].read_by[-1], language)
            )
        except Exception as error:  # a template raises what it likes
            where, line = _locate(error, name)
            yield f"{where}, line {line}: {getattr(error, 'message', None) or error}"


def _locate(error: Exception, name: str) -> tuple[str, int]:
    """Return the file and line that an error comes from; the message's own file when no template is to blame."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return name, 1
    path = Path(frames[-1].filename)
    return f"{path.parent.name}/{path.name}", frames[-1].lineno or 1
