"""What a first sentence is: somebody who looks for help, somebody who offers it, or the need itself."""

from collections.abc import Mapping
from typing import Literal

from mentoring.programme import Catalogue
from understanding.answers.fields_topics import read_telling_fields
from understanding.answers.spelling import read_patterns, write_plainly
from understanding.answers.vocabulary import build_vocabulary, list_labels, read_entries, replace_synonyms, stem_plain

Role = Literal["young", "volunteer"]
_FILE = "first_sentences"
_MIN_LETTERS, _MAX_NAMED_WORDS, _MAX_SHORT_WORDS = 2, 4, 8


def read_role(text: str) -> Role | None:
    """Return who somebody is by a first sentence: who looks for help, who offers it, None when unclear."""
    words = write_plainly(text)
    if _find("for_others", words):
        return None
    if _find("mine", words):
        return "young"
    if _find("volunteer", words):
        return "volunteer"
    return "young" if is_need_text(text) or _is_short_need(words) or _is_young(text, words) else None


def is_need_text(
    text: str, topics: Catalogue | None = None, synonyms: Mapping[str, str] | None = None, *, asked: bool = False
) -> bool:
    """Return whether a text is the need in its own words; where the need was `asked`, a topic alone is one."""
    words = replace_synonyms(text, synonyms or {})
    if len(words) < _MIN_LETTERS or not _leave_empty(words):
        return False
    if _is_offer(words, asked=asked) or _is_asked_of_bot(text, words):
        return False
    named, wanted = _has_goal(words, topics or {}), _find("wants", words)
    return named or wanted or _find("doing", words) if asked else named and wanted


def _is_young(text: str, words: str) -> bool:
    return _find("young", words) and not _is_asked_of_bot(text, words)


def _is_short_need(words: str) -> bool:
    """Return whether few words name what the programme helps with: « un stage svp »."""
    rest = _leave_empty(words)
    return len(rest.split()) <= _MAX_NAMED_WORDS and _has_goal(rest, {}) and not _find("to_the_bot", words)


def _leave_empty(words: str) -> str:
    """Return what is said beside politeness and « je ne sais pas »."""
    return read_patterns(_FILE)["empty"].sub("", words).strip()


def _find(table: str, words: str) -> bool:
    return read_patterns(_FILE)[table].search(words) is not None


def _has_goal(words: str, topics: Catalogue) -> bool:
    """Return whether a topic is named, own or shipped, a field that tells as much, or what studies lead to."""
    stems, shipped = stem_plain(words), read_entries("topics")
    if _find("goals", words) or build_vocabulary("topics", list_labels(topics)).find_mentions(stems):
        return True
    spans = (" ".join(stems[at : at + count]) for at in range(len(stems)) for count in (1, 2, 3))
    return any(one in shipped or one in read_telling_fields() for one in spans)


def _is_offer(words: str, *, asked: bool) -> bool:
    """Return whether help is offered; who answers what they need may well want to become a volunteer."""
    return _find("theirs" if asked else "volunteer", words) and not _find("mine", words)


def _is_asked_of_bot(text: str, words: str) -> bool:
    """Return whether a text asks how all this works, rather than for help."""
    if _find("asks_for_help", words):
        return False
    return _find("to_the_bot", words) and ("?" in text or len(words.split()) <= _MAX_SHORT_WORDS)
