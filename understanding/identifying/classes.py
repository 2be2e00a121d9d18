"""The class that somebody is in: « 2nde6 », « TSTMG2 », « 3e B ». With a town it says who somebody is."""

import re

from mentoring.masking.rules import Rule

_SERIES = r"(?:stmg|sti2d|st2s|std2a|stl|sthr|s2tmd|es|pro|g|s|l|st)"
_LETTER = r"(?-i:[A-H])"

RULES = (
    Rule(
        "school",
        re.compile(
            rf"(?<![\w€])(?:[3-6]\s?(?:e|eme|è|ème)\s?(?:{_LETTER}|[1-9])(?!\w|\s?(?:ans|h\b|euros))"
            rf"|(?:2n?de?|seconde)\s?(?:{_LETTER}|(?:1?\d)(?!\w|\s?(?:fois|h\b|ans|chance)))(?!\w)"
            rf"|(?:1e?re?|premiere|t|tle|term|terminale)[\s-]?{_SERIES}[\s-]?(?:1?\d)(?!\w|\s?(?:ans|h\b))"
            rf"|[1-3t]{_SERIES}\d(?!\w)"
            rf"|(?:1e?re|tle|term)\s?(?:1?\d|(?-i:[A-FH]))(?!\w|\s?(?:ans|h\b|euros)))",
            re.IGNORECASE,
        ),
    ),
)
