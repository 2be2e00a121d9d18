"""A first name out of « moi c'est Léa », or a name by itself; never a sentence, a question or a need."""

import re
import unicodedata

from mentoring.masking.rules import read_words
from understanding.answers.roles_needs import is_need_text, read_role
from understanding.answers.yes_no import read_yes_no
from understanding.identifying.lists import is_first_name, is_word, read_list
from understanding.plain_words import fold

MAX_NAME_CHARACTERS = 40
_MAX_READ_CHARACTERS = 200
"""A name stands near the beginning, or somebody tells something else."""
_LETTER = r"[^\W\d_]"
_NAME = rf"{_LETTER}+(?:['’.-]{_LETTER}+)*"
_CALLED = "|".join((
    r"(?:je\s?|j['’]?)?m\s?['’]?\s?app?ell?er?", r"on\sm['’]?\s?app?elle", r"app?ell?e[sz]?[\s-]moi",
    r"(?:on\s)?me\s(?:pr[eé]nomme|nomme|dit|surnomme|pr[eé]sente)\s?[:,]?", r"on\sdit",
    r"pr[eé]nom\s?[:=?]?", r"name\s?(?:is|:)",
    r"m[o]?n\s(?:petit\s)?(?:pr[eé]nom|nom|bla[sz]e|surnom)(?:\s?(?:c['’]?\s?est|cest|c|est|[:=?]))?",
    r"my\s(?:first\s)?name\s?(?:['’]?s|is|:)", r"call\sme",
))  # fmt: skip
_SURE = re.compile(rf"(?<!\w)(?:{_CALLED})\s*(?:c['’]?est\s)?({_NAME}(?: {_NAME}){{0,3}})", re.IGNORECASE)
"""What follows is a name, whatever it is."""
_IT_IS = "|".join((
    r"moi(?:\s?,?\s?(?:je\ssuis|c\s?['’]?\s?est|cest|c))?", r"(?:c\s?['’]\s?est|cest|c)(?:\smoi)?", "ici", r"je\ssuis",
    "jsuis", "j['’]suis", "chuis", r"i\s?['’]?\s?a?m", r"it\s?['’]?\s?i?s", r"this\sis", "me",
))  # fmt: skip
_LIKELY = re.compile(
    rf"(?<!\w)(?:{_IT_IS})\s*,?\s+({_NAME}(?: {_NAME}){{0,2}})|^\W*({_NAME})\sici(?!\w)|(?:^|\s)({_NAME})\shere\W*$",
    re.IGNORECASE,
)
"""What follows is a name if somebody is called so."""
_GREETINGS = (
    r"bonjour|bonsoir|salut|slt|bjr|coucou|cc|hello|hey|hi|yo|wesh|salam|kikou|allo|hola"
    r"|alors|euh|bah|ben|oui|ok|d['’]accord"
)
_THANKS = r"merci|svp|stp|please|thanks|enchant[eé]e?|et\s(?:vous|toi)"
_AROUND = re.compile(
    rf"^\W*(?:(?:{_GREETINGS}|{_THANKS})(?!\w)\W*)+|(?:\W(?:{_THANKS}|{_GREETINGS}))+\W*$", re.IGNORECASE
)
_AFTERTHOUGHT = re.compile(r"(?<=\w)\s*[,;(\n/].*$|\s\d+\s?(?:ans|yo|years old)?\W*$", re.DOTALL)
"""« Léa, 17 ans », « Léa (avec un accent) »."""
_BARE = re.compile(rf"{_NAME}(?:\s+{_NAME}){{0,3}}")
_PARTICLES = read_words("de du des la le el al ben bel van von da dos di ait")
_DOUBLES = {
    "jean": "baptiste luc marc paul pierre michel claude francois christophe philippe yves louis marie charles jacques"
    " noel sebastien emmanuel guy loup remy rene robert victor vincent daniel denis bernard",
    "marie": "laure claire lou sophie anne france pierre christine helene jeanne louise line eve therese charlotte"
    " cecile elise amelie caroline camille jose noelle ange alice",
    "anne": "laure claire sophie marie charlotte lise cecile gaelle helene louise catherine flore",
    "pierre": "louis yves antoine marie jean alexandre olivier emmanuel", "charles": "henri edouard antoine",
    "mohamed": "amine ali lamine", "lou": "ann anne", "maria": "jose", "leo": "paul", "louis": "philippe marie",
}  # fmt: skip
"""First name -> those that make one name with it when a space stands between."""
_NOT_NAMES = read_words("""
    moi toi lui elle nous vous eux oui non ok rien personne anonyme inconnu test quoi aucun pas je tu il on un une le la
    les de du des et ou mais que qui ca c est suis ai bot robot salut bonjour merci stop aide help menu start mentor
    binome jeune prenom nom name pseudo secret prive ici si en au the me my no yes none nothing lol mdr ptdr hein euh
    pourquoi why comment how what quand gratuit svp please stage alternance cv emploi maman papa madame monsieur mr mme
    pret prete interesse motive perdu perdue nouveau nouvelle majeur majeure mineur mineure etudiant etudiante lyceen
    lyceenne fille garcon homme femme francais francaise stressee stresse fatigue fatiguee content contente desole
    desolee xxx azerty qwerty comme allo salam kikou comment
""")
_TITLES = read_words("m mr mme mlle monsieur madame mademoiselle mrs ms miss dr")
_MIN_LETTERS = 2


def read_first_name(text: str, *, asked: bool = True) -> str | None:
    """Return the first name that a text gives, with its capitals; a bare one only where it was `asked`."""
    read = unicodedata.normalize("NFC", text[:_MAX_READ_CHARACTERS])
    for found in _SURE.finditer(read):
        name = _take_first(found[1].split(), is_told=True)
        if name:
            return name
    introduced = (_take_first((found[1] or found[2] or found[3]).split()) for found in _LIKELY.finditer(read))
    return next(filter(None, introduced), None) or (_read_bare(read) if asked else None)


def _read_bare(read: str) -> str | None:
    """Return the name that is all of a text; one that nobody knows must stand alone."""
    said = "".join(char for char in read if unicodedata.category(char)[0] not in "SC" or char in "`\n")
    said = _AFTERTHOUGHT.sub("", _AROUND.sub("", said)).strip(" \t\n.,!;:-*_\"'()«»")
    if not _BARE.fullmatch(said) or "?" in read or len(said) > MAX_NAME_CHARACTERS:
        return None
    words = said.split()
    if is_need_text(said) or read_role(said) or read_yes_no(said) is not None:
        return None
    if len(words) > 1:
        return None if fold(words[0]) in _TITLES else _take_first(words)
    is_known = words[0][0].isupper() and is_first_name(fold(words[0]))
    return _take_first(words) or (_write(words[0]) if is_known else _take_unknown(words[0]))


def _take_unknown(word: str) -> str | None:
    """Return a name that stands in no list, if it is no word either."""
    plain = fold(word).replace("'", "-")
    is_place = plain in read_list("large_places") or plain in read_list("middle_places")
    return None if is_place or all(map(is_word, plain.split("-"))) else _write(word)


def _take_first(words: list[str], *, is_told: bool = False) -> str | None:
    """Return the first name of somebody, with its second half if it is double; any name that is `told` to be one."""
    first, second = [*_turn_round(_leave_particles(words)), ""][:2]
    if not (_is_name(first) or (is_told and fold(first) not in _NOT_NAMES and not _is_small_word(first))):
        return None
    is_double = fold(second) in _DOUBLES.get(fold(first), "").split()
    return _write(f"{first} {second}" if is_double else first)


def _leave_particles(words: list[str]) -> list[str]:
    """Return names in a row from the first that is no « El » or « Ben », if more than one stands there."""
    return words[1:] if len(words) > 1 and fold(words[0]) in _PARTICLES else words


def _turn_round(words: list[str]) -> list[str]:
    """Return names in a row without the family's, where that stands first: « MOREL Léa », « Morel Léa »."""
    if len(words) == 1 or not words[0][0].isupper():
        return words
    is_shouted = words[0].isupper() and not words[1].isupper() and _is_name(words[1])
    is_family = len(words) == 2 and not _is_frequent(words[0]) and _is_frequent(words[1])
    return words[1:] if is_shouted or is_family else words


def _is_small_word(word: str) -> bool:
    return word.islower() and is_word(fold(word)) and not is_first_name(fold(word))


def _is_name(word: str) -> bool:
    """Return whether somebody is called so; an ordinary word needs a capital, or to be borne by very many."""
    plain = fold(word).replace("'", "")
    if plain in _NOT_NAMES or len(plain) < _MIN_LETTERS or fold(word).endswith("'s"):
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
