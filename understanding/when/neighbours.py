"""What words mean by their neighbours, in the small language: « mar 18h » is a Tuesday, "15 mar" in March.

The rules are tried in order, each on what the ones before it left.
"""

import re

from mentoring.slots import PARTS, WEEKDAYS

DAY, PART = "|".join(WEEKDAYS), f"(?:{'|'.join(PARTS)})"
_WHOLE_WEEK = r"\+".join(WEEKDAYS)
_WORKING_WEEK = r"\+".join(WEEKDAYS[:5])
TOLD = r"\b(?:past|other|vague)\b"
_SAME_CLAUSE = r"(?:(?! , | but ).)*"
_WHEN = (
    rf"\d|\b(?:{'|'.join((*WEEKDAYS, *PARTS))}|today|tomorrow|overmorrow|dayafter|weekafter)\b"
    r"|\b(?:week|month|all|samehour)\b"
)
SAYS_WHEN = re.compile(_WHEN)
"""What names a time; a clause without one offers nothing."""
_CLOCK = r"\b(?:\d\d?|noon)(?:[:.]\d\d| hour| [ap]m| th| m\d\d|/\d\d?)*(?: half| quarter| \d\d\b(?! hour))?"
_APOLOGY = r",|-|no\??|_|I|is|but|rather"
_FIX = (
    rf"(?:(?: (?:{_APOLOGY}|not))* fix\?|(?: ,)* no\??(?: ,)* rather)"
    rf"(?: (?:{_APOLOGY}|fix\?|at|for|the))* (?!(?:(?! ,| but).)*\b(?:not|no|busy)\b)"
)
"""What stands between what is corrected and what is meant: « non pardon », "no wait"; no refusal follows it."""
_NO = r"(?: ,)* no(?: ,)* "
_CORRECTED_KINDS = (
    PART,
    r"(?:(?:start|middle|end) )?m\d\d",
    r"(?:in )?\d+ (?:minute|hour|day|week|month)",
    r"(?:today|tomorrow|overmorrow)",
)
_LED = r"(?:\b(?:at|to|until|the) )?"
_UNREFUSED = r"(?<!not )(?<!not the )\b(?:I (?:_ |past |\? )+)?"
_SELDOM = re.compile(r"\breturn\b|\b(?:abed|presently|nomore|onlythere)\?")
_RESOLVED_SELDOM: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (
            r"(\buntil [^,?]*m\d\d)(?: ,)? return (?:(?:_|I|the|at) )*\d\d?(?= ,|$)",
            r"\1",
        ),  # « jusqu'au 18 avril, retour le 19 »
        (  # « je pars le 20 et je reviens le 28 »
            rf"^(?:(?!\?|(?:past|other|vague|until)\b)\S+ )*return "
            rf"(?=(?:(?:_|I|the|from|{DAY}|at) )*\d[\d/]*(?: th| m\d\d|/| ?,|$)|in \d)",
            "",
        ),
        (r"\breturn\b", "_"),
        (r"\b(?:when|after)(?: _| the| I)* \?(?: _| is| \?)* abed\?", "evening"),  # « quand mes enfants sont au lit »
        (r"\bpresently\?(?=.*\d)", "today"),  # « tout à l'heure, à 16h »
        (r"presently\?", "vague"),
        (rf"\b({DAY}|{PART}) nomore\?", r"\1 and the"),  # « le mardi plus le jeudi »
        (r"nomore\?", "not the"),  # « plus le lundi, le mercredi »
        (
            r"\b(onlythere\? .*)\bnot(?= (?:to|at|in|chez)\b)",
            r"\1offer",
        ),
        (  # « tous les soirs, y a que le lundi où je peux pas »
            rf"\bonlythere\? ((?:(?:the|{DAY}|{PART}) )+)(?:(?:or|_|I|when|offer|than\?|is) )*"
            rf"(?:busy|done|not|starts|\?)\b{_SAME_CLAUSE}",
            r"except \1",
        ),
        (r"onlythere\? from\b", "other"),  # « y a que des problèmes le lundi »
        (r"onlythere\?", "offer"),
    )
)
"""The rules of words that few texts have; they are tried first, and only on those texts."""
_RESOLVED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (  # "mon 6pm"; « mon mentor »
            rf"mon\?(?= (?:{PART}|and|or|plus|,|fix|no|until|to|-|at|{DAY}|_ (?:{DAY}))|$)|(?<!from )mon\?(?= \d)",
            "mon",
        ),
        (r"\bI is(?: _)* (?=\d\d? hour)", "other "),  # « il est 23h »
        (  # « l'après-midi le mardi, le matin je dors »
            rf"({PART}\b{_SAME_CLAUSE}\b(?:{DAY})) (?=the {PART}(?: I| _)* busy\b)",
            r"\1 , ",
        ),
        (  # « au lieu du jeudi 17h mettez le samedi »
            r"\binstead ((?:(?!,|but\b|offer\b|rather\b|move\b)\S+ )+)(?=(?:_ )*(?:offer|rather|move)\b)",
            r"instead \1, ",
        ),
        (rf"\b({DAY}|{PART}) yes\b", r"\1 offer ,"),  # « mardi oui jeudi non »
        (  # « sauf pendant les examens »
            rf"\bexcept (?:(?!{_WHEN}|,|but\b|I not\b)\S+ )*(?!{_WHEN}|,|but\b)\S+(?= ,| but\b|$)",
            "_",
        ),
        (r"(?<=\d )mar\?|mar\?(?= \d{1,2}(?! hour|:| [ap]m|\d))", "m03"),  # "15 mar"; « mar 18h »
        (r"mar\?", "tue"),
        (r"\b(\d+|th|end|until|start|middle|in) sept\?(?! hour| day| week| month)", r"\1 m09"),
        (r"sept\?(?= (?:20)?\d\d?\b(?! hour|:))", "m09"),
        (r"sept\?", "7"),
        # « mardi 19h, non pardon, jeudi »: an hour takes the place of an hour, a day that of a day and, with its own
        # hour, that of both; a list that of a list.
        (
            rf"{_UNREFUSED}(?:{DAY})\b(?: {PART}| (?:(?:at|_|the) )*{_CLOCK})?{_FIX}"
            rf"(?=(?:the )?(?:{DAY}) (?:{PART}|(?:(?:at|_|the) )*{_CLOCK}))",
            "",
        ),
        (rf"{_UNREFUSED}(?:{DAY})(?: (?:and|or|,|plus) (?:{DAY}))+{_FIX}(?=(?:{DAY}) (?:and|or|plus))", ""),
        (rf"{_UNREFUSED}(?:{DAY})\b((?: {PART}| (?:(?:at|_) )*{_CLOCK})?){_FIX}((?:the )?(?:{DAY})\b)", r"\2\1"),
        (rf"{_LED}{_CLOCK}((?: the)? (?:{DAY})\b)?(?:{_FIX}|{_NO})(?={_LED}\d)", r"\1 "),
        (rf"\b{_CLOCK}((?: the)? (?:{DAY})\b)?(?: ,| _)+ (?={_CLOCK} rather(?: ,|$))", r"\1 "),
        *((rf"{_UNREFUSED}{kind}(?:{_FIX}|{_NO})(?={kind}\b(?! no))", "") for kind in _CORRECTED_KINDS),
        (rf"\b(?:today|tomorrow|overmorrow){_FIX}(?={DAY})", ""),
        (r"\bfix\?", "_"),
        (
            r"(\?|\bactivity|\bother|\bbusy)(?: _)* begins\?(?=(?: _)* (?:at )?\d)",
            "starts",
        ),  # « ma garde commence à 20h »
        (r"begins\?", "_"),
        (rf"afterclass\?(?=(?: _| I| the| every| at)*(?: (?:{DAY}))?(?: _| ,| at| from| between)* \d)", "_"),
        (r"(\d hour|[ap]m)((?: \d\d)?) afterclass\?", r"\1\2"),
        (r"afterclass\?", "evening"),
        (  # « mardi 2 novembre après les vacances de la Toussaint »
            r"((?:m\d\d|\d/\d+)(?: 20\d\d)?)(?: ,)?(?: _)* (?:after|before)"
            r"(?: _| the| every| from| 1 m11| 25 m12| 1 m01)+(?= ,| but|$)",
            r"\1",
        ),
        (r"\b(offer (?:(?!not\b|,|but\b)\S+ )*)nor\?", r"\1and"),  # « pas cours le lundi ni le mardi »
        (r"nor\?", "not"),
        (rf"\bafter (?:the |_ )*(?={PART})", ""),  # « après le goûter »
        (rf"no\?(?= (?:{DAY}|{PART}|sat\+sun))", "not"),  # "no mornings"; "no, Monday"
        (r"no\?", "no"),
        (rf"\bno (?=(?:the )?not\b|(?:the )?(?:{DAY}) (?:at )?\d)", ""),  # « non pas 18h », « non, mardi 19h »
        (rf"(all|\+sun|every \w+) but\?(?= (?:the )?(?:{DAY}))", r"\1 except"),  # "every day but Tuesday"
        (r"but\?", "but"),
        (  # « plutôt 18h que 17h le jeudi »
            rf"\brather (\d\S*(?: hour)?(?: \d\d)?) (?:than|only)\? (\d\S*(?: hour)?(?: \d\d)?) ((?:the )?(?:{DAY}))\b",
            r"rather \1 \3 instead \2",
        ),
        (r"\brather (.*?)\b(?:than|only)\?", r"rather \1instead"),  # « plutôt jeudi que mardi »
        (r"only\?", "offer"),
        (r"mon\?|than\?", "_"),
        (r"\d+ (?:hour|minute) (?:weekly|1 week)\b", "_"),  # so much time, not an hour
        (r"(\d+|\bfor|\bthe) month\?", r"\1 month"),  # « 3 mois de pause »; « fin du mois de mai »
        (r"month\?", "in"),
        (r"(?<!\d)(?<!from )(?<!at )\d+ hour(?: \d\d?)? from (?:activity|\?)(?= |$)", "other"),  # « 3 h de maths »
        (r"\b(?:except|not) (?:before|after|from)(?= ,|$)", "_"),  # « 10 h mais pas avant »
        (r"\boffer (?=\d\d?(?: ,|$))", "at "),  # "make it 7"
        (r"\b\d+ hour from offer\b", "_"),  # « 2 h de libre le jeudi »
        (rf"\bclosed(?={_SAME_CLAUSE}\d)", "other"),  # « la biblio ferme à 19h »; « je ferme le lundi »
        (r"\bclosed\b", "offer"),
        (r"(?:\?|\bI) at \d+ (?:month|year)\b", "other"),  # an age
        (rf"{_WHOLE_WEEK} (?={_WORKING_WEEK}(?: |$))", ""),  # « n'importe quel jour, en semaine »
        (  # « quand je sors à 18h »
            r"\b(?:after|when) (?:_ )*(?:I|busy|done|starts) (?:(?:I|_|busy|\?|the|from) )*at (?=\d)",
            "after ",
        ),
        (r"\b(from|after) (\d[^,]*?) (?:after|plus)(?= ,| but|$)", r"\1 \2"),  # "from 4 onwards"
        (rf"(\b\d\d?(?: hour| [ap]m)) after (?=(?:{DAY})\b)", r"from \1 "),  # "7pm onwards any day"
        (r"\bbusy(?: _)* not\b", "_"),  # « je travaille vraiment pas »
        (r"(?<=\d|r)(?: ,)? max (?=\d)", " until "),  # « 18h, max 19h »
        (r"\bnoon(?: to| at)? busy\b", "noon"),  # « le midi au boulot »
        (rf"\b(?:max|latest) (?=(?:the )?(?:\d|{DAY}))", "before "),
        (r"\b(?:max|latest)\b", "_"),
        (r"\bI(?: _| from| the)* activity\b", "busy"),  # « j'ai foot le mardi »
        (
            rf"\b({PART}|\d hour|[ap]m)(?: ,)? (?:after|before)(?: _| the)* (?:activity|busy)\b",
            r"\1",
        ),  # « le soir avant le foot »
        (rf"\b(after|before)(?: _| the)* (?:activity|busy)\b(?=.*(?:\d|{PART}))", "_"),  # « après le foot, vers 20h »
        (r"\bafter(?: _| the)* (?:activity|busy)\b", "evening"),
        (r"\bbefore(?: _| the)* (?:activity|busy)\b", "morning"),
        (r"\bbetween 2 (?:activity|\?)", "_"),  # « entre deux cours »
        (r"\bactivity\b", "?"),
        (r"(?<!the )\b[23] (evening|morning)(?= weekly| ,|$)", r"\1"),  # « 2 soirs par semaine »
        (r"^(.*\bdone\b.*\d.*?)(?: ,)?(?: but)? after(?= ,|$)", r"\1"),  # « je finis à 17h donc après »
        (  # « le 12 juin c'est la fin des épreuves »
            r"((?:m\d\d|\d/\d+)(?: 20\d\d)?)(?: ,| _| is)*(?: the)? end(?: from| _| the)*(?: \?)?$",
            r"\1",
        ),
        (  # « jusqu'à la fin des épreuves, c'est le 18 juin »
            rf"\bend (?:(?:from|_|the) )*\?(?: (?:_|I|is|,))* (?=(?:the )?(?:(?:{DAY}) )?(?:the )?\d)",
            "",
        ),
        (  # « du 12 au 26 mai je suis en stage à l'autre bout »
            rf"^((?:(?:_|from|between|the|{DAY}|,|th|m\d\d|\d[\d/]*) )*(?:to|until|and|-)"
            r" [^,]*?(?:m\d\d(?: \d\d? th)?|\d/\d+)(?: 20\d\d)?)"
            rf"(?: ,)? (?:I|busy|when)\b(?:(?!{_WHEN}|{TOLD}|\bnot\b).)*$",
            r"\1",
        ),
        (  # « le mercredi tout le temps », « tout le samedi »
            rf"\b({DAY}) all(?= ,| and|$)|\ball (?:the )?({DAY})\b(?!\+| (?:the )?{PART})",
            rf"\1\2 {'+'.join(PARTS)}",
        ),
        (rf"\b({DAY}) or(?= ,|$)", r"\1 not"),  # "Tuesday either"
        (
            rf"^((?:(?!\?|\bI\b|{TOLD}).)*\d(?: hour| [ap]m|:\d\d)[^,]*?) I (?:_ )*(?:other|\?).*",
            r"\1",
        ),  # « 18h45, j'ai un truc mardi »
        (rf" if (?:(?!{_WHEN}|,|but\b|vague\b)\S+(?: |$))*(?=,|but\b|$)", " "),  # « mardi, si ça vous arrange »
        (r"\bI (?:_ )*chez\b", "I ?"),  # « le week-end je suis chez mon père »
        (r"\bchez(?: _| the)*(?: \?)+", "_"),
        (  # « on est 3 à la maison », « deux créneaux possibles »
            r"\bis \d\d? (?=(?:_ )*(?:at|in|to)\b)|\bI (?:_ )*\d (?=\?|at other)"
            r"|(?<=_ )\d (?=(?:_ )*(?:offer|\?|other|busy)\b)",
            "? ",
        ),
        (rf"\bhard(?={_SAME_CLAUSE}(?:{DAY}|{PART}))", "vague"),  # « c'est dur le soir »; « le soir c'est dur »
        (r"\bhard\b", "not"),
        (r"(?<!\d )(?<!\d)\bpm\b", "afternoon"),
        (r"(?<!\d )(?<!\d)\bam\b", "morning"),
        (r"(middle|\d) - (?=m\d\d)", r"\1 "),  # « mi-avril », « 15-mai »
        (r"\b(?:\d{1,3} ){2,}\d{1,3}\b(?! hour)|\b\d{5,}\b", "other"),  # a telephone number
    )
)


def settle_words(said: str) -> str:
    """Return the sentence, each word in the one meaning that its neighbours leave it."""
    for pattern, written in (*(_RESOLVED_SELDOM if _SELDOM.search(said) else ()), *_RESOLVED):
        said = pattern.sub(written, said)
    return said
