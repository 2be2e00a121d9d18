"""The commands: one row each, for hearing them and for the lists that Telegram shows beside the line to write in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from aiogram.types import Message

from bot import handlers
from bot.buttons import Handler
from bot.desk import approvals, glances, lookups, rankings, team
from bot.members import account, forms, pauses, wait_news
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.command_visibility import Listed, Standing, every
from mentoring.pauses import POSSIBLE

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
    """A command: its name and what the list says, in each language; who sees it; what it does; where it counts.

    All its names are heard everywhere, in whatever language somebody reads.
    """

    words: Mapping[str, tuple[str, str]]
    seen: Seen
    does: Callable[..., Any]
    heard_in: tuple[str, ...] = (PRIVATE,)

    @property
    def names(self) -> tuple[str, ...]:
        """Return its names, one a language."""
        return tuple(name for name, _says in self.words.values())

    def listed(self, *languages: str) -> tuple[str, str]:
        """Return its name and what the list says, in the first of some languages that has words for it."""
        return next(self.words[one] for one in (*languages, *self.words) if one in self.words)


BOTH = (PRIVATE, GROUP)
HELP = Command({"fr": ("aide", "Besoin d'aide 🆘"), "en": ("help", "I need help 🆘")}, everybody, plain(account.help_))
BIND = Command(
    {"fr": ("relier", "Relier ce groupe"), "en": ("bind", "Bind this group")}, nobody, handlers.bind, (GROUP,)
)
COMMANDS = (
    Command({"fr": ("menu", "Que faire maintenant"), "en": ("menu", "What to do now")}, everybody, plain(account.menu)),
    HELP,
    Command(
        {"fr": ("ou_en_est_on", "Où on en est"), "en": ("where", "Where things stand")},
        members, plain(wait_news.where),
    ),
    Command({"fr": ("file", "Les cas ouverts"), "en": ("queue", "Open cases")}, the_team, lookups.open_queue, BOTH),
    Command(
        {"fr": ("a_approuver", "Les offres à approuver"), "en": ("to_approve", "Offers to approve")},
        the_team, approvals.show, BOTH,
    ),
    Command(
        {"fr": ("a_envoyer", "Les propositions à regarder"), "en": ("to_send", "Proposals to look at")},
        the_team, glances.show, BOTH,
    ),
    Command(
        {"fr": ("chercher", "Une personne, par son prénom : /chercher Inès"),
         "en": ("find", "Somebody, by first name: /find Inès")},
        the_team, lookups.look_for, BOTH,
    ),
    Command(
        {"fr": ("binome", "Un binôme : /binome B-102"), "en": ("binome", "A binôme: /binome B-102")},
        the_team, lookups.sheet("binome"), BOTH,
    ),
    Command(
        {"fr": ("besoin", "Un besoin : /besoin J-204"), "en": ("need", "A need: /need J-204")},
        the_team, lookups.sheet("need"), BOTH,
    ),
    Command(
        {"fr": ("offre", "Une offre : /offre V-031"), "en": ("offer", "An offer: /offer V-031")},
        the_team, lookups.sheet("offer"), BOTH,
    ),
    Command(
        {"fr": ("proposer", "Qui irait bien : /proposer J-204"), "en": ("propose", "Who would suit: /propose J-204")},
        the_team, rankings.ask, BOTH,
    ),
    Command(
        {"fr": ("equite", "Qui trouve, et en combien de temps"),
         "en": ("fairness", "Who finds somebody, and how soon")},
        the_team, lookups.fairness, BOTH,
    ),
    Command({"fr": ("equipe", "L'équipe"), "en": ("team", "The team")}, the_head, team.show),
    Command(
        {"fr": ("inviter", "Ajouter quelqu'un à l'équipe"), "en": ("invite", "Add somebody to the team")},
        the_head, team.invite,
    ),
    Command(
        {"fr": ("campagnes", "Arrivées par lien de campagne"), "en": ("campaigns", "Newcomers by campaign link")},
        the_head, team.show_campaigns,
    ),
    Command(
        {"fr": ("profil", "Mes réponses, à changer"), "en": ("profile", "My answers, to change")},
        members, plain(forms.profile),
    ),
    Command({"fr": ("pause", "Mettre en pause"), "en": ("pause", "Pause")}, can("pause"), plain(pauses.pause)),
    Command({"fr": ("reprendre", "Reprendre"), "en": ("resume", "Go on")}, can("wake"), plain(pauses.wake)),
    Command({"fr": ("arreter", "Arrêter"), "en": ("stop", "Stop")}, can("stop"), plain(pauses.stop)),
    Command(
        {"fr": ("langue", "Changer de langue · Language"), "en": ("language", "Another language · Langue")},
        everybody, plain(account.language),
    ),
    Command(
        {"fr": ("mesdonnees", "Voir mes données"), "en": ("mydata", "See my data")}, everybody, plain(account.data)
    ),
    Command({"fr": ("privacy", "Vie privée"), "en": ("privacy", "Privacy")}, everybody, plain(account.privacy)),
    Command({"fr": ("effacer", "Tout effacer"), "en": ("erase", "Erase everything")}, everybody, plain(account.erase)),
    BIND,
)  # fmt: skip
"""In the order in which they are listed."""


def heard_in(place: str) -> Iterator[Command]:
    """Give the commands that count in private, or in groups."""
    return (row for row in COMMANDS if place in row.heard_in)


def of_person(standing: Standing, first: str) -> Listed:
    """Give the list of somebody's private chat: what makes sense to them now; `first` stands in for missing words."""
    return tuple(row.listed(standing.language, first) for row in COMMANDS if row.seen(standing))


def of_staff_group(language: str) -> Listed:
    """Give the list of the staff group."""
    return tuple(row.listed(language) for row in heard_in(GROUP) if row is not BIND)


def of_other_groups(language: str, first: str) -> Listed:
    """Give the list of any other group: there is but one thing to do in it."""
    return (BIND.listed(language, first),)


def edition(languages: tuple[str, ...]) -> str:
    """Give a mark of this table: after a change of it every chat's list is looked at again."""
    lists = [of_person(standing, languages[0]) for standing in every(languages)]
    return sha256(repr((lists, of_staff_group(languages[0]), POSSIBLE)).encode()).hexdigest()[:16]
