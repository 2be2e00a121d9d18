"""Fields and topics by everyday words: trades, diplomas, school jargon, in French and English."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from mentoring.programme import Catalogue
from understanding.answers.slips import MAX_TRIED_WORDS, MIN_SLIP_LETTERS, find_nearest
from understanding.answers.spelling import MAX_READ_CHARACTERS, compile_words
from understanding.answers.vocabulary import (
    MAX_CACHED_PROGRAMMES,
    Labels,
    Mention,
    Vocabulary,
    build_vocabulary,
    list_labels,
    list_stems,
    read_entries,
    replace_synonyms,
    split_phrases,
    stem_plain,
)
from understanding.identifying.lists import is_word
from understanding.plain_words import split_words

_REST = "general"
"""The field that is answered only when no other is named."""
_NOTHING = compile_words(
    "(?:je )?(?:ne )?sais (?:pas|plus)(?: du tout| trop| vraiment| encore)?(?! (?:quoi|coment|vers|ou|si)(?![^ ]))",
    "aucune idee", "no idea", "i do not know", "pas de souci", "pas de probleme", "s il (?:te|vous) plait", "non plus",
)  # fmt: skip
"""It denies nothing that follows, and names nothing."""
_NOT = frozenset(list_stems("pas plus ni sauf jamais not no nor except sans"))
_TURNS = frozenset(list_stems("plutot maintenant desormais vers finalement mais rather now instead but"))
"""What is named behind such a word counts, not what stands before."""
_FRAME = frozenset(
    list_stems("""
        je suis veux voudrais voudrait aimerais aimerait faire etre devenir travailler bosser etudier etudie domaine
        filiere secteur dans plutot vers i am want be become work would like moi ca ce est c field bac pro bts licence
        master etudiant etudes formation metier specialite specialisation spe oui ouais ok alors donc ben bah euh
        bonjour salut merci bien pur fac ecole lycee cap truc chose quelque something with
        aimer aime love like ouvrir monter creer lancer
    """)
)
"""Words that may stand around a weak one, and leave it the whole answer."""
_WEAK = frozenset(
    split_phrases("""
        code, las, son, lea, it, ses, mmi, mines, armee, bois, pc, info, lettre, tout, mer, com, comm, ri, bar, eau
        recherche, guide, service, manuel, bourse, ponts, centrale, tech, enfants, kids, autre, other, interne, pass
        docteur, prof, professeur, chef, commis, association, ecriture, magasin, boutique, francais, histoire, mode
        beaute, film, video, general, generale, seconde, tc, tsi, psi, cs, sales, care, travel, energie, animaux
        surveillance, reception, politique, art, nature, patrimoine, transport, avion, chiens, research, cloud, auto
        moto, usine, juge, maire, soins, soigner, chauffage, clim, pub, culture, stats, web, compagnon, loisirs
        climat, livraison, bd, design, cooking, musee, vie scolaire, tele, radio, presse, cpe, surveillant, colonie
        hr, pr, law, judge, archives, entreprendre, negociation, qualite, methodes, train, trains, camion, velo
        cycles, gaz, patron de pme, controleur, marches, marchand, mairie, impots, regie, galerie, piano, guitare
        batterie, gym, prevention, tutelle, sapeur, robots, developpement, vin, legumes, technicien, coach, moniteur
        mineur, reseaux, cableur, poseur, ambassade, migrants, refugies, medicaments, ars, tennis, boxe, yoga
        conservateur, ehpad, dsi, sig, automatique, voitures, moteurs, portier, snack, pretre, imam, pasteur
        mannequin, marine
    """)
)
"""Phrases that mean much else: they count only where they are the whole answer."""
_MIN_TYPED_LETTERS = 6


def read_field(
    text: str, fields: Catalogue, synonyms: Mapping[str, str] | None = None, *, asked: bool = True
) -> str | None:
    """Return the field that a text names, None when it names none that the programme has.

    Where the field was not `asked`, words that mean much else tell none, and nobody is of the general one.
    """
    words, labels = _list_words(text, synonyms or {}), list_labels(fields)
    mentions = _list_affirmed(words, build_vocabulary("fields", labels), may_be_weak=asked)
    found = _choose(words, mentions or _list_slips(text, "fields", labels))
    return found if asked or found != _REST else None


def read_topics(text: str, topics: Catalogue, synonyms: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the topics that a text names, in the programme's order."""
    words, labels = _list_words(text, synonyms or {}), list_labels(topics)
    mentions = _list_affirmed(words, build_vocabulary("topics", labels), may_be_weak=True)
    mentions = mentions or _list_slips(text, "topics", labels)
    named = {mention.entry for mention in mentions}
    return tuple(topic for topic in topics if topic in named)


@cache
def read_telling_fields() -> frozenset[str]:
    """Return the phrases that ship for fields and mean little else, as they are compared."""
    return frozenset(phrase for phrase, field in read_entries("fields").items() if field != _REST) - _WEAK


def _list_words(text: str, synonyms: Mapping[str, str]) -> list[str]:
    return stem_plain(_NOTHING.sub(" ", replace_synonyms(text, synonyms)))


def _list_affirmed(words: list[str], vocabulary: Vocabulary, *, may_be_weak: bool) -> list[Mention]:
    """Return what is named without a « pas » before it, weak words only where they are all that is said."""
    found = vocabulary.find_mentions(words)
    is_short = may_be_weak and all(word in _FRAME or _is_inside(at, found) for at, word in enumerate(words))
    return [
        mention
        for mention in found
        if not _NOT.intersection(words[max(mention.start - 2, 0) : mention.start])
        and (is_short or mention.is_own or " ".join(words[mention.start : mention.end]) not in _WEAK)
    ]


def _is_inside(at: int, mentions: Sequence[Mention]) -> bool:
    return any(mention.start <= at < mention.end for mention in mentions)


def _choose(words: list[str], mentions: list[Mention]) -> str | None:
    """Return the association's own entry, else the longest named last after « plutôt », else the first longest."""
    turn = max((at for at, word in enumerate(words) if word in _TURNS), default=-1)
    behind = [mention for mention in mentions if mention.start > turn] or mentions
    told = [mention for mention in behind if mention.entry != _REST] or behind
    return max(told, key=lambda one: (one.is_own, one.words, -one.start)).entry if told else None


def _list_slips(text: str, name: str, labels: Labels) -> list[Mention]:
    """Return what long words that are in no dictionary are a slip away from."""
    entries = _list_single_words(name, labels)
    typed = split_words(text[:MAX_READ_CHARACTERS])
    unknown = [word for word in typed if len(word) >= _MIN_TYPED_LETTERS and not is_word(word)]
    slips = [slip for word in unknown[:MAX_TRIED_WORDS] for slip in list_stems(word)]
    nearest = [find_nearest(slip, entries.keys()) for slip in slips]
    return [Mention(entries[word], at, 1, is_own=False) for at, word in enumerate(nearest) if word]


@lru_cache(MAX_CACHED_PROGRAMMES)
def _list_single_words(name: str, labels: Labels) -> dict[str, str]:
    entries = build_vocabulary(name, labels).entries
    return {word: entry for word, entry in entries.items() if len(word) >= MIN_SLIP_LETTERS and " " not in word}
