"""Yes and no in all their forms; a hedge and a question are neither."""

from tests.understanding.answers.readings import list_misses, split
from understanding.answers.yes_no import read_yes_no


def test_every_yes_is_heard() -> None:
    """By itself or with what it is about, in French, English and SMS, as a picture."""
    texts = """
        oui | Ouiii ! | ouais grave | wé | wi | ui | ok | OK 👌 | ok pour moi | okay | d'accord | dac
        | daccord pas de pb
        | bien sûr | bien evidemment | carrément | évidemment | avec plaisir | volontiers | ça me va
        | ca me va très bien
        | je veux bien | jveux bien | pas de souci | aucun problème | tout à fait | pourquoi pas | pk pas | grave
        | c'est bon pour moi | c ok | je valide | j'y serai | je suis partante | vas-y | moi c'est oui
        | je pense que oui
        | bah oui | salut, oui ça me va | 👍 | 👍🏽 | ✅ | yes | yep | yeah sure | of course | sounds good
        | works for me
        | why not | i agree | oui j'ai besoin d'aide pour trouver un stage svp
    """
    assert list_misses(read_yes_no, split(texts), True) == {}


def test_what_took_place_is_a_yes() -> None:
    """« C'était super » answers whether a session took place."""
    texts = """
        oui c'était super | on s'est bien vus | on s'est parlé 1h | ça s'est très bien passé | c'était trop bien
        | la séance a eu lieu | super séance | we met | it went well | it was really helpful
    """
    assert list_misses(read_yes_no, split(texts), True) == {}


def test_every_no_is_heard() -> None:
    """Also where « pas » says it, and where a yes stands inside."""
    texts = """
        non | nan | nope | nn | noooon | non merci | nan jpeux pas | pas vraiment | pas du tout | pas d'accord | mort
        | je suis pas d'accord | désolé je peux pas | je ne veux pas | ça me va pas | ca marche pas
        | impossible | jamais
        | c'est pas possible | hors de question | pas cette semaine | je serai absente | plutôt non | je pense que non
        | sans façon | 👎 | ❌ | no thanks | not really | i can't | no way | i'm not available | not this week
    """
    assert list_misses(read_yes_no, split(texts), False) == {}


def test_what_did_not_take_place_is_a_no() -> None:
    """« Elle n'est pas venue » answers whether a session took place."""
    texts = """
        on s'est pas vus | il est pas venu | elle n'est pas venue | personne n'est venu | pas encore | annulé
        | reporté
        | la séance a pas eu lieu | ça n'a pas eu lieu | we didn't meet | nobody showed up | he never came
    """
    assert list_misses(read_yes_no, split(texts), False) == {}


def test_a_hedge_is_neither() -> None:
    """Nobody is held to a « peut-être », nor to a yes with a condition."""
    texts = """
        bof | mouais | moui | peut-être | ptet | ça dépend | je sais pas | jsp | oui et non | oui non | non mais oui
        | oui mais pas le mardi | oui si c'est le soir | ok mais seulement le week-end | normalement oui | je crois
        | inchallah | on verra | faut que je demande à ma mère | 🤔 | 🤷 | maybe | not sure | it depends on the day
    """
    assert list_misses(read_yes_no, split(texts), None) == {}


def test_a_question_and_anything_else_are_neither() -> None:
    """A need, a time, a name, thanks, laughter."""
    texts = """
        oui ? | d'accord ? | pourquoi ? | c'est quoi | bonjour | merci | mardi 19h30 | 17 ans | deux | Léa
        | stage | lol
        | je veux un stage | je peux avoir de l'aide ? | grave besoin d'aide pour mon bac | j'ai pas compris
        | 😊 | ...
        | je passe en L2 | tomorrow noon |
    """
    assert list_misses(read_yes_no, split(texts), None) == {}
