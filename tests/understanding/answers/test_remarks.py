"""Remarks that ask nothing of the bot: each is heard with what adds nothing to it, and is none beside anything else."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from tests.understanding.answers.readings import list_misses, split
from understanding.answers.remarks import MAX_WORDS, read_remark
from understanding.answers.yes_no import read_yes_no

SAID = Path(__file__).parents[2] / "data" / "said"
SETS = ("remarks_1.jsonl", "remarks_2.jsonl")
REMARKS = {
    "coming": """
        oui je serai là | Je serai bien là ce soir | tkt jserai la | présente ! | on se voit demain, j'y serai
        | compte sur moi | I'll be there | yes I'm coming | see you there
    """,
    "forward": "trop hâte de la rencontrer | vivement mardi | can't wait for tuesday | looking forward to our session",
    "good": "la séance s'est super bien passée | c'était vraiment cool | on a bien avancé | it went really well",
    "heard": "ok | OK 👍 | d'accord | ça marche | noted | got it | pas de souci | très bien",
    "other": "elle a quel âge ? | il fait quoi comme études | what does he do for a living? | how old is she?",
    "file": """
        envoie mon CV à Marc stp | comment je fais pour envoyer un fichier ? | here's my CV | can I send you a file?
    """,
    "write": """
        comment je fais pour parler à mon mentor ? | je voudrais écrire à Marc | how can I talk to my mentor?
    """,
}
OTHERWISE = """
    je ne serai pas là | je serai là mais en retard | peut-être que je serai là | il sera là ? | are you coming?
    | j'ai hâte que ça s'arrête | j'ai hâte, mais je ne peux pas mardi | c'était nul | ça s'est mal passé
    | ok pour mardi 19h | d'accord mais pas jeudi | quel âge faut-il avoir ? | vous faites quoi exactement ?
    | j'ai envoyé mon CV à dix entreprises | envoie-moi le lien | je n'ai pas de CV | le lien marche pas | 👎 | ? |
    | est-ce que je peux parler à quelqu'un de l'équipe ? | je peux vous parler ? | dis à Marc que je suis malade
"""


@pytest.mark.parametrize("remark", REMARKS)
def test_each_remark_is_heard(remark: str) -> None:
    """In French and English, in SMS, with a greeting or a day around it."""
    assert list_misses(read_remark, split(REMARKS[remark]), remark) == {}


def test_what_says_anything_else_is_no_remark() -> None:
    """What is taken back, doubted, asked or about something else is read as that."""
    assert list_misses(read_remark, split(OTHERWISE), None) == {}
    assert read_remark("ok super " * MAX_WORDS) is None


def test_usual_yeses_to_a_proposal_are_heard_and_no_refusal_among_them() -> None:
    """Whoever would help says so in many ways; not now is no yes."""
    texts = """
        ce profil me plaît | allons-y | je me lance | je peux l'accompagner | I'm interested | I'd love to | sign me up
    """
    assert list_misses(read_yes_no, split(texts), True) == {}
    assert read_yes_no("je suis intéressée mais pas maintenant") is None


@pytest.mark.parametrize("name", SETS)
def test_the_sets_are_as_they_were_and_none_is_taken_for_a_remark(name: str) -> None:
    """The second is frozen: nobody tunes on it. Its misses are told in docs; what asks for something is never lost."""
    assert sha256((SAID / name).read_bytes()).hexdigest() in (SAID / "README.md").read_text("utf-8")
    rows = [json.loads(line) for line in (SAID / name).read_text("utf-8").splitlines()]
    kept = Counter((row["heard"], read_remark(row["text"])) for row in rows if row["heard"] in (*REMARKS, "none"))
    assert {found for (heard, found) in kept if heard == "none"} == {None}
    right = sum(times for (heard, found), times in kept.items() if heard == found)
    assert right >= 0.9 * sum(times for (heard, _), times in kept.items() if heard != "none")
