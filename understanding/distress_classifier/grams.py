"""What the classifier looks at: words, how they begin, words in a row. Training and the chat read them from here."""

from collections.abc import Iterator
from itertools import pairwise

from understanding.distress_patterns.rows import erase_idioms
from understanding.distress_spelling import simplify

MAX_CHARACTERS = 600
"""So much of a text is looked at; the patterns alone read what comes after."""
BEGINNING_LETTERS = (3, 4, 5)
"""Of each word, so that its endings are one; pieces from its middle say nothing that others' messages say too."""
STEM_LETTERS = 5
"""Of a word that stands among others: "frappe", "frappait" and "frapper" are then one."""
DENIALS = frozenset(
    ("pas", "jamai", "aucun", "sans", "not", "never", "dont", "didnt", "doesn", "haven", "isnt", "nobod")
)
"""As the stems of words."""
DENIAL_WORDS = 4
"""So far a denial reaches, within its clause."""
# fmt: off
KINDS = {
    "<mentor>": "mentor mentore mentors tuteur tutrice benevole benevoles volontaire acompagnateur acompagnatrice "
    "coach prof profeseur educ educateur animateur entraineur moniteur parain maraine tutor teacher volunteer",
    "<kin>": "pere mere papa maman daron darone darons parents parent frere soeur reuf reum rem frangin frangine oncle "
    "tonton tante tata cousin cousine famile mama beaupere maman mame yema dad mom mum father mother brother sister "
    "uncle aunt parents stepdad family bro sis",
    "<love>": "copain mec meuf mari ex conjoint compagnon fiance gars femme cheri epoux keum boyfriend girlfriend bf "
    "gf husband wife partner",
    "<near>": "pote potes ami amie amis copine copines coloc colegue mentoree binome filleul filleule jeune eleve "
    "voisin voisine friend mate flatmate mentee m8",
    "<money>": "argent euros euro balles thune sous fric centimes paye loyer money cash pounds",
    "<day>": "lundi mardi mercredi jeudi vendredi samedi dimanche demain hier monday tuesday wednesday thursday friday "
    "saturday sunday tomorrow yesterday",
}
"""Words that stand for one another in a sentence, spelled as `simplify` leaves them: who does it matters, not which."""
# fmt: on
_KIND_OF_WORD = {word: kind for kind, words in KINDS.items() for word in words.split()}


def list_grams(text: str) -> set[str]:
    """Return the grams of a text."""
    return list_grams_of_plain(erase_idioms(simplify(text[:MAX_CHARACTERS])))


def list_grams_of_plain(plain: str) -> set[str]:
    """Return the grams of a text that was brought to plain words, its idioms erased."""
    words = plain.split()
    stems = [_KIND_OF_WORD.get(word) or word[:STEM_LETTERS] for word in words]
    grams = {*_list_sequences(stems), *_list_denied(stems)}
    for word in set(words):
        framed = f"_{word}_"
        grams.add(framed)
        grams.update([framed[: letters + 1] for letters in BEGINNING_LETTERS if letters <= len(word)])
    return grams


def _list_denied(stems: list[str]) -> Iterator[str]:
    """Return the words that a denial reaches, marked: "jamais pensé au suicide"."""
    reach = 0
    for stem in stems:
        reach = DENIAL_WORDS if stem in DENIALS else 0 if stem == "," else reach - 1
        if 0 <= reach < DENIAL_WORDS:
            yield f"!{stem}"


def _list_sequences(stems: list[str]) -> Iterator[str]:
    """Return one, two and three words in a row, and two with any word between them."""
    yield from (stem for stem in stems if stem[0] == "<")
    for first, second in pairwise(stems):
        yield f"{first} {second}"
    for first, second, third in zip(stems, stems[1:], stems[2:], strict=False):
        yield f"{first} {second} {third}"
        yield f"{first} * {third}"
