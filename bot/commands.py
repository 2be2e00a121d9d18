"""The commands: one row each, for hearing them and for the lists that Telegram shows beside the line to write in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from aiogram.types import Message

from bot import anyone, approving, breaks, filling, glancing, handlers, looking, ranking, team, waiting
from bot.buttons import Handler
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.breaks import POSSIBLE
from mentoring.standing import Listed, Standing, every

LANGUAGES = ("fr", "en")
"""The order of names and descriptions in a row; who speaks another language reads the first."""
PRIVATE, GROUP = "private", "group"
Seen = Callable[[Standing], bool]


def everybody(_standing: Standing) -> bool:
    """Listed for everybody."""
    return True


def members(standing: Standing) -> bool:
    """Listed for whoever sent a need or an offer."""
    return standing.has_sent


def can(act: str) -> Seen:
    """Give the rule: listed while there is something to do it with."""
    return lambda standing: act in standing.acts


def the_team(standing: Standing) -> bool:
    """Listed for coordinators, the head included."""
    return bool(standing.role)


def the_head(standing: Standing) -> bool:
    """Listed for the head."""
    return standing.role == "head"


def nobody(_standing: Standing) -> bool:
    """Listed for nobody in private."""
    return False


def plain(act: Handler) -> Callable[[Message, Turn], Any]:
    """Give the handler of a command that does what a button does that says nothing more."""

    async def typed(_message: Message, turn: Turn) -> None:
        await act(turn, Action(""))

    return typed


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its names and what the list says, in each of `LANGUAGES`; who sees it; what it does; where it counts.

    All its names are heard everywhere, in whatever language somebody reads.
    """

    names: tuple[str, str]
    says: tuple[str, str]
    seen: Seen
    does: Callable[..., Any]
    heard_in: tuple[str, ...] = (PRIVATE,)

    def listed(self, language: str) -> tuple[str, str]:
        """Give its name and what the list says, in a language."""
        at = LANGUAGES.index(language) if language in LANGUAGES else 0
        return self.names[at], self.says[at]


BOTH = (PRIVATE, GROUP)
HELP = Command(("aide", "help"), ("Besoin d'aide 🆘", "I need help 🆘"), everybody, plain(anyone.help_))
BIND = Command(("relier", "bind"), ("Relier ce groupe", "Bind this group"), nobody, handlers.bind, (GROUP,))
COMMANDS = (
    Command(("menu", "menu"), ("Que faire maintenant", "What to do now"), everybody, plain(anyone.menu)),
    HELP,
    Command(("ou_en_est_on", "where"), ("Où on en est", "Where things stand"), members, plain(waiting.where)),
    Command(("file", "queue"), ("Les cas ouverts", "Open cases"), the_team, looking.open_queue, BOTH),
    Command(
        ("a_approuver", "to_approve"),
        ("Les offres à approuver", "Offers to approve"),
        the_team, approving.show, BOTH,
    ),
    Command(
        ("a_envoyer", "to_send"),
        ("Les propositions à regarder", "Proposals to look at"),
        the_team, glancing.show, BOTH,
    ),
    Command(
        ("chercher", "find"),
        ("Une personne, par son prénom : /chercher Inès", "Somebody, by first name: /find Inès"),
        the_team, looking.look_for, BOTH,
    ),
    Command(
        ("binome", "binome"), ("Un binôme : /binome B-102", "A binôme: /binome B-102"),
        the_team, looking.sheet("binome"), BOTH,
    ),
    Command(
        ("besoin", "need"), ("Un besoin : /besoin J-204", "A need: /need J-204"),
        the_team, looking.sheet("need"), BOTH,
    ),
    Command(
        ("offre", "offer"), ("Une offre : /offre V-031", "An offer: /offer V-031"),
        the_team, looking.sheet("offer"), BOTH,
    ),
    Command(
        ("proposer", "propose"),
        ("Qui irait bien : /proposer J-204", "Who would suit: /propose J-204"),
        the_team, ranking.ask, BOTH,
    ),
    Command(
        ("equite", "fairness"),
        ("Qui trouve, et en combien de temps", "Who finds somebody, and how soon"),
        the_team, looking.fairness, BOTH,
    ),
    Command(("equipe", "team"), ("L'équipe", "The team"), the_head, team.show),
    Command(("inviter", "invite"), ("Ajouter quelqu'un à l'équipe", "Add somebody to the team"), the_head, team.invite),
    Command(
        ("campagnes", "campaigns"),
        ("Arrivées par lien de campagne", "Newcomers by campaign link"),
        the_head, team.show_campaigns,
    ),
    Command(
        ("profil", "profile"), ("Mes réponses, à changer", "My answers, to change"), members, plain(filling.profile)
    ),
    Command(("pause", "pause"), ("Mettre en pause", "Pause"), can("pause"), plain(breaks.pause)),
    Command(("reprendre", "resume"), ("Reprendre", "Go on"), can("wake"), plain(breaks.wake)),
    Command(("arreter", "stop"), ("Arrêter", "Stop"), can("stop"), plain(breaks.stop)),
    Command(
        ("langue", "language"),
        ("Changer de langue · Language", "Another language · Langue"),
        everybody, plain(anyone.language),
    ),
    Command(("mesdonnees", "mydata"), ("Voir mes données", "See my data"), everybody, plain(anyone.data)),
    Command(("privacy", "privacy"), ("Vie privée", "Privacy"), everybody, plain(anyone.privacy)),
    Command(("effacer", "erase"), ("Tout effacer", "Erase everything"), everybody, plain(anyone.erase)),
    BIND,
)  # fmt: skip
"""In the order in which they are listed."""


def heard_in(place: str) -> Iterator[Command]:
    """Give the commands that count in private, or in groups."""
    return (row for row in COMMANDS if place in row.heard_in)


def of_person(standing: Standing) -> Listed:
    """Give the list of somebody's private chat: what makes sense to them now."""
    return tuple(row.listed(standing.language) for row in COMMANDS if row.seen(standing))


def of_staff_group(language: str) -> Listed:
    """Give the list of the staff group."""
    return tuple(row.listed(language) for row in heard_in(GROUP) if row is not BIND)


def of_other_groups(language: str) -> Listed:
    """Give the list of any other group: there is but one thing to do in it."""
    return (BIND.listed(language),)


def edition(languages: tuple[str, ...]) -> str:
    """Give a mark of this table: after a change of it every chat's list is looked at again."""
    lists = [of_person(standing) for standing in every(languages)]
    return sha256(repr((lists, of_staff_group(languages[0]), POSSIBLE)).encode()).hexdigest()[:16]
