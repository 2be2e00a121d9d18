"""What a partner reads of typed answers before both have said yes: without what identifies, as the writer chose.

The answer itself stays as it was typed: matching reads it, and so does its writer.
"""

import re
from collections.abc import Iterable

from mentoring.masking import Part
from mentoring.questions import FORMS, Answers
from mentoring.shown_choices import CHOICES, READ_BY_PARTNER
from mentoring.states import Form
from understanding.identifying import find_parts, find_to_ask, mask


def find_unasked(form: Form, answers: Answers) -> list[Part]:
    """Return the names, schools and addresses of a form about which its writer has not decided.

    None while the words are being written anew.
    """
    key = READ_BY_PARTNER[form]
    is_decided = key in answers.get(CHOICES, {})
    return [] if is_decided or _find_question_of(form) not in answers else find_to_ask(str(answers.get(key, "")))


def _find_question_of(form: Form) -> str:
    """Return the key of the question that a partner reads the typed answer of."""
    key = READ_BY_PARTNER[form]
    return next(item.key for item in FORMS[form] if key in (item.key, item.typed))


def mask_shown(form: Form, answers: Answers) -> str:
    """Return what a partner reads of a form's typed answer; names go unless their writer left them in."""
    key = READ_BY_PARTNER[form]
    return mask(str(answers.get(key, "")), leaves_asked=answers.get(CHOICES, {}).get(key, False))


def drop_identifying(words: Iterable[str], texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return those words, taken from what somebody typed, that stand in no name and in nothing that identifies."""
    identifying = [*names, *(part.words for text in texts for part in find_parts(text))]
    hidden = {word for part in identifying for word in _split(part)}
    return [word for word in words if not hidden & _split(word) and mask(word) == word]


def _split(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.casefold()))
