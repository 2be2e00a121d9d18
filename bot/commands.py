"""The commands: one row each, for hearing them and for the lists that Telegram shows beside the line to write in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from aiogram.types import Message

from bot import handlers
from bot.buttons import Handler
from bot.desk import home, lookups, rankings, team, ties
from bot.members import account, forms, pauses, wait_news
from bot.rights import Right
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.command_visibility import CommandList, Viewer, list_viewers
from mentoring.pauses import POSSIBLE

PRIVATE, GROUP = "private", "group"
Visibility = Callable[[Viewer], bool]


def is_anybody(_viewer: Viewer) -> bool:
    """Return True: the command is listed for everybody."""
    return True


def is_member(viewer: Viewer) -> bool:
    """Return whether the viewer sent a need or an offer."""
    return viewer.has_sent


def may_do(act: str) -> Visibility:
    """Return the rule: listed while there is something to do it with."""
    return lambda viewer: act in viewer.acts


def is_team(viewer: Viewer) -> bool:
    """Return whether the viewer is of the team, the head included."""
    return bool(viewer.role)


def is_head(viewer: Viewer) -> bool:
    """Return whether the viewer is a head."""
    return viewer.role == "head"


def is_nobody(_viewer: Viewer) -> bool:
    """Return False: the command is listed for nobody in private."""
    return False


RIGHTS: Mapping[Visibility, Right] = {is_team: "team", is_head: "head", is_nobody: "head"}
"""For whom a command is listed -> who may write it; what is listed for nobody in private is a head's, in a group."""


def wrap_handler(act: Handler) -> Callable[[Message, Turn], Any]:
    """Return a command handler that runs the act of a button."""

    async def handle_command(_message: Message, turn: Turn) -> None:
        await act(turn, Action(""))

    return handle_command


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and what the list says, in each language; who sees it; what it does; where it counts.

    All its names are heard everywhere, in whatever language somebody reads. `is_open_to_barred`: it counts for an
    account that may not take part.
    """

    words: Mapping[str, tuple[str, str]]
    is_listed_for: Visibility
    handler: Callable[..., Any]
    places: tuple[str, ...] = (PRIVATE,)
    is_open_to_barred: bool = False

    @property
    def by(self) -> Right:
        """Return who may write it: those to whom it is listed, but for what anybody may try."""
        return RIGHTS.get(self.is_listed_for, "anybody")

    @property
    def names(self) -> tuple[str, ...]:
        """Return its names, one a language."""
        return tuple(name for name, _says in self.words.values())

    @property
    def act(self) -> str:
        """Return its name in English, by which the code knows it."""
        return self.words["en"][0]

    def describe(self, *languages: str) -> tuple[str, str]:
        """Return its name and what the list says, in the first of some languages that has words for it."""
        return next(self.words[one] for one in (*languages, *self.words) if one in self.words)


BOTH = (PRIVATE, GROUP)
HELP = Command(
    {"fr": ("aide", "🆘 Ça ne va pas"), "en": ("help", "🆘 I’m not OK")},
    is_anybody,
    wrap_handler(account.show_help),
    is_open_to_barred=True,
)
BIND = Command(
    {"fr": ("relier", "Relier ce groupe"), "en": ("bind", "Bind this group")}, is_nobody, handlers.bind, (GROUP,)
)
OPEN_CASES = Command(
    {"fr": ("file", "Les cas ouverts"), "en": ("queue", "Open cases")}, is_team, home.build_command("queue"), BOTH
)
COMMANDS = (
    Command(
        {"fr": ("menu", "Que faire maintenant"), "en": ("menu", "What to do now")},
        is_anybody, wrap_handler(account.show_menu),
    ),
    HELP,
    Command(
        {"fr": ("ou_en_est_on", "Où on en est"), "en": ("where", "Where things stand")},
        is_member, wrap_handler(wait_news.tell_where),
    ),
    OPEN_CASES,
    Command(
        {"fr": ("a_approuver", "Les offres à approuver"), "en": ("to_approve", "Offers to approve")},
        is_team, home.build_command("approve"), BOTH,
    ),
    Command(
        {"fr": ("a_envoyer", "Les propositions à regarder"), "en": ("to_send", "Proposals to look at")},
        is_team, home.build_command("send"), BOTH,
    ),
    Command(
        {"fr": ("chercher", "Une personne, par son prénom : /chercher Inès"),
         "en": ("find", "Somebody, by first name: /find Inès")},
        is_team, lookups.find_people, BOTH,
    ),
    Command(
        {"fr": ("binome", "Un binôme : /binome B-102"), "en": ("binome", "A binôme: /binome B-102")},
        is_team, lookups.show_sheet("binome"), BOTH,
    ),
    Command(
        {"fr": ("besoin", "Un besoin : /besoin J-204"), "en": ("need", "A need: /need J-204")},
        is_team, lookups.show_sheet("need"), BOTH,
    ),
    Command(
        {"fr": ("offre", "Une offre : /offre V-031"), "en": ("offer", "An offer: /offer V-031")},
        is_team, lookups.show_sheet("offer"), BOTH,
    ),
    Command(
        {"fr": ("proposer", "Qui irait bien : /proposer J-204"), "en": ("propose", "Who would suit: /propose J-204")},
        is_team, rankings.ask_ranking, BOTH,
    ),
    Command(
        {"fr": ("equite", "Qui trouve, et en combien de temps"),
         "en": ("fairness", "Who finds somebody, and how soon")},
        is_team, lookups.show_fairness, BOTH,
    ),
    Command(
        {"fr": ("permanence", "Qui est de permanence, et quand"), "en": ("duty", "Who is on duty, and when")},
        is_team, home.build_command("duty"), BOTH,
    ),
    Command(
        {"fr": ("liens", "Les liens déclarés avec des personnes"), "en": ("ties", "Declared ties to people")},
        is_team, ties.show,
    ),
    Command({"fr": ("equipe", "L’équipe"), "en": ("team", "The team")}, is_team, home.build_command("team")),
    Command(
        {"fr": ("audit", "Ce que l’équipe a lu et fait"), "en": ("audit", "What the team read and did")},
        is_head, team.show_audit,
    ),
    Command(
        {"fr": ("inviter", "Ajouter quelqu’un à l’équipe"), "en": ("invite", "Add somebody to the team")},
        is_head, team.invite,
    ),
    Command(
        {"fr": ("campagnes", "Arrivées par lien de campagne"), "en": ("campaigns", "Newcomers by campaign link")},
        is_head, team.show_campaigns,
    ),
    Command(
        {"fr": ("profil", "Mes réponses, à changer"), "en": ("profile", "My answers, to change")},
        is_member, wrap_handler(forms.show_profile),
    ),
    Command(
        {"fr": ("pause", "Mettre en pause"), "en": ("pause", "Pause")}, may_do("pause"), wrap_handler(pauses.pause)
    ),
    Command({"fr": ("reprendre", "Reprendre"), "en": ("resume", "Go on")}, may_do("wake"), wrap_handler(pauses.wake)),
    Command({"fr": ("arreter", "Arrêter"), "en": ("stop", "Stop")}, may_do("stop"), wrap_handler(pauses.stop)),
    Command(
        {"fr": ("langue", "Changer de langue · Language"), "en": ("language", "Another language · Langue")},
        is_anybody, wrap_handler(account.choose_language),
    ),
    Command(
        {"fr": ("mesdonnees", "Voir mes données"), "en": ("mydata", "See my data")},
        is_anybody, wrap_handler(account.show_data), is_open_to_barred=True,
    ),
    Command(
        {"fr": ("exporter", "Télécharger mes données"), "en": ("export", "Download my data")},
        is_anybody, wrap_handler(account.export_data), is_open_to_barred=True,
    ),
    Command(
        {"fr": ("privacy", "Vie privée"), "en": ("privacy", "Privacy")}, is_anybody, wrap_handler(account.show_privacy),
        is_open_to_barred=True,
    ),
    Command(
        {"fr": ("effacer", "Tout effacer"), "en": ("erase", "Erase everything")},
        is_anybody, wrap_handler(account.erase), is_open_to_barred=True,
    ),
    BIND,
)  # fmt: skip
"""In the order in which they are listed."""


def list_commands(place: str) -> Iterator[Command]:
    """Return the commands that count in private, or in groups."""
    return (row for row in COMMANDS if place in row.places)


def list_for_person(viewer: Viewer, first: str) -> CommandList:
    """Return the list of somebody's private chat: what makes sense to them now; `first` stands in for missing words."""
    return tuple(row.describe(viewer.language, first) for row in COMMANDS if row.is_listed_for(viewer))


def list_for_staff_group(language: str) -> CommandList:
    """Return the list of the staff group."""
    return tuple(row.describe(language) for row in list_commands(GROUP) if row is not BIND)


def list_for_other_groups(language: str, first: str) -> CommandList:
    """Return the list of any other group: there is but one thing to do in it."""
    return (BIND.describe(language, first),)


def compute_edition(languages: tuple[str, ...]) -> str:
    """Return a mark of the command table, which changes with the table."""
    lists = [list_for_person(viewer, languages[0]) for viewer in list_viewers(languages)]
    return sha256(repr((lists, list_for_staff_group(languages[0]), POSSIBLE)).encode()).hexdigest()[:16]
