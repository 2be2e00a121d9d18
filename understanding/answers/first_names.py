"""A first name out of « moi c'est Léa », or a name by itself; never a sentence, a question or a need."""

import re
import unicodedata

from understanding.answers.roles_needs import is_need_text, read_role
from understanding.answers.spelling import MAX_READ_CHARACTERS
from understanding.answers.yes_no import read_yes_no
from understanding.identifying.lists import is_first_name, is_word, read_list
from understanding.plain_words import fold

MAX_NAME_CHARACTERS = 40
_LETTER = r"[^\W\d_]"
_NAME = rf"{_LETTER}+(?:['’.-]{_LETTER}+)*"
_SURE = re.compile(
    rf"(?<!\w)(?:je\s?m\s?['’]?\s?app?ell?e?|jm['’]?app?ell?e?|j['’]?m['’]?\s?app?ell?e?|on\sm['’]?\s?app?elle|m['’]?\s?app?ell?er?|me\spr[eé]nomme"
    rf"|app?ell?e[sz]?[\s-]moi|(?:mon|mn)\s(?:petit\s)?(?:pr[eé]nom|nom|blaze|blase|surnom)(?:\s?(?:c['’]?\s?est|c|cest|est|:|=))?|pr[eé]nom\s?[:=]"
    rf"|my\s(?:first\s)?name\s?(?:['’]?s|is|:)|name\s?:|call\sme|you\scan\scall\sme|they\scall\sme|on\sme\s(?:dit|surnomme|nomme))\s*(?:c['’]?est\s)?"
    rf"({_NAME}(?:[ ]{_NAME}){{0,3}})",
    re.IGNORECASE,
)
"""What follows is a name, whatever it is."""
_LIKELY = re.compile(
    rf"(?<!\w)(?:moi\s?,?\s?(?:je\ssuis|c\s?['’]?\s?est|cest|c)?|(?:c\s?['’]\s?est|cest|c)(?:\smoi)?|ici|je\ssuis|jsuis|j['’]suis|chuis|i\s?['’]?\s?a?m|it\s?['’]?\s?i?s|this\sis|me)\s*,?\s+"
    rf"({_NAME}(?:[ ]{_NAME}){{0,2}})|^\W*({_NAME})\sici(?!\w)|(?:^|\s)({_NAME})\shere\W*$",
    re.IGNORECASE,
)
"""What follows is a name if somebody is called so."""
_GREETING = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|slt|bjr|coucou|cc|hello|hey|hi|yo|wesh|alors|euh|bah|ben|oui|ok|merci|svp|stp|enchante[e]?|d['’]accord)(?!\w)\W*)+|(?:\W+(?:svp|stp|merci|et (?:vous|toi|vs)|please|thanks|enchant[ée]e?|bonjour))+\W*$",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"(?<=\w)\s*[,;(\n/].*$|\s+\d+\s?(?:ans|yo|years old)?\W*$", re.DOTALL)
"""« Léa, 17 ans », « Léa (avec un accent) »."""
_BARE = re.compile(rf"{_NAME}(?:\s+{_NAME}){{0,3}}")
_PARTICLES = frozenset("de du des la le el al ben bel van von da dos di ait".split())
_SECOND = {
    "jean": "baptiste luc marc paul pierre michel claude francois christophe philippe yves louis marie charles jacques noel"
    " sebastien emmanuel guy loup remy rene robert victor vincent daniel denis bernard eudes",
    "marie": "laure claire lou sophie anne france pierre christine helene jeanne louise line eve therese charlotte cecile"
    " elise amelie caroline camille jose noelle ange alice",
    "anne": "laure claire sophie marie charlotte lise cecile gaelle cecile helene louise catherine flore",
    "pierre": "louis yves antoine marie jean alexandre olivier emmanuel", "charles": "henri edouard antoine",
    "lou": "ann anne", "abd": "el al", "sidi": "mohamed", "mohamed": "amine ali lamine", "el": "hadj mehdi",
    "maria": "jose", "ana": "maria", "leo": "paul", "louis": "philippe marie", "paul": "emile henri",
}  # fmt: skip
"""First name -> those that make one name with it when a space stands between."""
_NOT_NAMES = frozenset(
    "moi toi lui elle nous vous eux oui non ok rien personne anonyme inconnu test quoi aucun pas je tu il on un une le la"
    " les de du des et ou mais que qui ca c est suis ai bot robot salut bonjour merci stop aide help menu start mentor binome"
    " jeune prenom nom name pseudo secret prive a b ici la si en au the me my no yes none nothing lol mdr ptdr hein euh"
    " pourquoi why comment how what quand gratuit svp please stage alternance cv emploi maman papa madame monsieur mr mme"
    " pret prete interesse motive perdu perdue nouveau nouvelle majeur mineur mineure etudiant etudiante lyceen lyceenne"
    " fille garcon homme femme francais francaise stressee stresse fatigue fatiguee content contente desole desolee".split()
)
_MIN_LETTERS = 2


def read_first_name(text: str) -> str | None:
    """Return the first name that a text gives, with its capitals, None when it gives none."""
    read = unicodedata.normalize("NFC", text[:MAX_READ_CHARACTERS])
    for found in _SURE.finditer(read):
        name = _take_first(found[1].split(), is_told=True)
        if name:
            return name
    introduced = (_take_first((found[1] or found[2] or found[3]).split()) for found in _LIKELY.finditer(read))
    return next(filter(None, introduced), None) or _read_bare(read)


def _read_bare(read: str) -> str | None:
    """Return the name that is all of a text; one that nobody knows must stand alone."""
    said = "".join(char for char in read if unicodedata.category(char)[0] not in "SC" or char in "`\n")
    said = _AFTERTHOUGHT.sub("", _GREETING.sub("", said)).strip(" \t\n.,!;:-*_\"'()«»")
    if not _BARE.fullmatch(said) or "?" in read or len(said) > MAX_NAME_CHARACTERS:
        return None
    words = said.split()
    if is_need_text(said) or read_role(said) or read_yes_no(said) is not None:
        return None
    return _take_first(words) or (_take_unknown(words[0]) if len(words) == 1 else None)


def _take_unknown(word: str) -> str | None:
    """Return a name that stands in no list, if it is no word either."""
    plain = fold(word).replace("'", "-")
    is_place = plain in read_list("large_places") or plain in read_list("middle_places")
    return None if is_place or all(map(is_word, plain.split("-"))) else _write(word)


def _take_first(words: list[str], *, is_told: bool = False) -> str | None:
    """Return the first name among names in a row: the first that somebody bears, « MOREL Léa » and « Morel Léa » too."""
    if len(words) > 1 and words[0].isupper() and not words[1].isupper() and _is_name(words[1]):
        words = words[1:]
    elif len(words) == 2 and not _is_frequent(words[0]) and _is_frequent(words[1]) and words[0][0].isupper():
        words = words[1:]
    first = words[0]
    if not (_is_name(first) or (is_told and fold(first) not in _NOT_NAMES and not _is_small_word(first))):
        return None
    second = words[1] if len(words) > 1 else ""
    is_double = fold(second) in _SECOND.get(fold(first), "").split()
    return _write(f"{first} {second}" if is_double else first)


def _is_small_word(word: str) -> bool:
    return word.islower() and is_word(fold(word)) and not is_first_name(fold(word))


def _is_name(word: str) -> bool:
    """Whether somebody is called so; an ordinary word needs a capital, or to be borne by very many."""
    plain = fold(word).replace("'", "")
    if plain in _NOT_NAMES or len(plain) < _MIN_LETTERS or plain in _PARTICLES:
        return False
    parts = [part for part in plain.split("-") if part]
    known = bool(parts) and all(map(is_first_name, parts))
    return known and (not all(map(is_word, parts)) or all(part in read_list("frequent_first_names") for part in parts))


def _is_frequent(word: str) -> bool:
    return all(part in read_list("frequent_first_names") for part in fold(word).split("-"))


def _write(name: str) -> str | None:
    """Return a name with its capitals: one that is written in small letters or in capitals throughout is given them."""
    if not _MIN_LETTERS <= len(name) <= MAX_NAME_CHARACTERS or fold(name) in _NOT_NAMES:
        return None
    if not (name.islower() or name.isupper()):
        return name
    return re.sub(rf"{_LETTER}+", lambda part: part[0][0].upper() + part[0][1:].lower(), name)
