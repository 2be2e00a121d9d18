"""What the tables of buttons and commands let a role do, and what a press did beyond it."""

from dataclasses import dataclass

from bot.buttons import VERBS
from bot.commands import GROUP, PRIVATE, Command
from bot.rights import Right
from mentoring.actions import Action, parse
from mentoring.questions import FORMS
from tests.rights.presses import CHANNEL, Bench, Outcome
from tests.rights.roles import TEAM, TIED_TO, Player, RoleTown

RIGHTS: dict[str, set[Right]] = {
    "head": {"joined", "team", "head", "reader"},
    "coordinator": {"joined", "team", "reader"},
    "tied": {"joined", "team", "reader"},
    "unpledged": {"joined"},
    "outside": {"reader", "outside"},
    "unsigned": {"outside"},
}
"""Role -> the rights that it has beside those of anybody. Nobody else has any."""
BARRED = ("barred", "turned_away")
"""The roles that may do only what is open to whoever may not take part."""
OF_COLLEAGUES = {("report", "staff")}
"""(verb, choice) in which the subject is somebody of the team, whom anybody may report."""
OF_OWN_DRAFT = {"person.profile"}
AT_ANY_MOMENT: dict[tuple[str, str, str], tuple[str, set[str]]] = {
    ("birth", "", "wrong"): ("birth_ask", set()),
    ("contact", "", "question"): ("question_coming", {"card", "tell card", "tell outside_case"}),
    ("want", "data", ""): ("my_data", set()),
    ("need", "edit", "name"): ("need_question", {"need.answers", "need.created_at", *OF_OWN_DRAFT}),
    ("offer", "edit", "name"): ("offer_question", {"offer.answers", "offer.created_at", *OF_OWN_DRAFT}),
}
"""(verb, subject, choice) -> what it shows, and does, whether a screen offers it now or not.

Anybody may say that their own birth is wrong: they are asked for the right one, which the team looks at. Anybody may
ask whoever answers a question, and for their own data, as words lead to both. What one has answered in one's own draft
may be opened again, as its line says: in these drafts that is the name.
"""
PUBLIC_PAGES = {"kit": None, "kits": ("", "0")}
"""Verb of a page that says nothing of anybody -> what it may be about: a kit is for whoever wants to read it.

The list of kits of a binôme is for its two alone.
"""
OF_FIRST_CONTACT = {"person", "person_key"}
"""What whoever presses anything for the first time leaves behind."""
AFTER = ["waiting"]
"""What follows anything that is shown: what waits for the presser."""
IN_SPITE_OF_TIES = ("note", "write")
"""What is no decision on the sheet of somebody to whom one has a tie."""
OF_GUESTS = {"tell group_guest"}
"""What follows from being in the staff group without being of the team, whatever is done there."""
NAMED_TO_ALL = set(TEAM) - {"suspended_staff"}
"""Roles whose names anybody may read: whom one may report is listed."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a role gets by anything that means nothing: where it stands, and the marks of arriving."""

    effects: frozenset[str]
    kinds: frozenset[str]

    def is_accepted(self, outcome: Outcome) -> bool:
        """Return whether a press did or showed more than that."""
        if outcome.refusal:
            return False
        return bool(outcome.effects - self.effects - OF_GUESTS or set(outcome.kinds) - self.kinds)


async def read_base(bench: Bench, player: Player) -> Base:
    """Return what a role gets by a command that nobody knows."""
    outcome = await bench.write(player, "/nonsense")
    return Base(frozenset(outcome.effects), frozenset(outcome.kinds))


def has_right(player: Player, right: Right, *, is_open_to_barred: bool) -> bool:
    """Return whether a role has the right that a row of a table asks for."""
    if player.role in BARRED:
        return is_open_to_barred
    return right == "anybody" or right in RIGHTS.get(player.role, set())


def may_press(player: Player, data: str, chat: str) -> bool:
    """Return whether the table of buttons lets somebody do what a button says, there."""
    action = parse(data)
    rule = VERBS.get(action.verb) if action else None
    if action is None or rule is None or (chat != PRIVATE and not rule.is_for_group):
        return False
    return has_right(player, rule.by, is_open_to_barred=rule.is_open_to_barred) and _is_own(player, rule.own, action)


def is_for_colleagues(town: RoleTown, player: Player, data: str) -> bool:
    """Return whether a button decides about somebody to whom whoever presses it has declared a tie."""
    action = parse(data)
    if player.role != "tied" or action is None or action.verb not in ("sheet", "rank"):
        return False
    what, _, noun = action.choice.partition("-")
    theirs = town.players[TIED_TO].own
    if action.verb == "rank":
        return action.number in theirs["need"]
    return what not in IN_SPITE_OF_TIES and action.number in theirs.get(noun, set())


def is_right_at_any_moment(data: str, outcome: Outcome) -> bool:
    """Return whether a press did what everybody may ask for whenever they like, and nothing beside."""
    action = parse(data)
    if action is None:
        return False
    if action.verb in PUBLIC_PAGES and {effect.split()[0] for effect in outcome.effects} <= OF_FIRST_CONTACT:
        subjects = PUBLIC_PAGES[action.verb]
        return set(outcome.kinds) <= {action.verb, *AFTER} and (subjects is None or action.subject in subjects)
    named, of_anything = (action.verb, action.subject, action.choice), (action.verb, "", action.choice)
    shown, effects = AT_ANY_MOMENT.get(named) or AT_ANY_MOMENT.get(of_anything) or ("", set[str]())
    return outcome.kinds in ([shown], [shown, *AFTER]) and outcome.effects <= effects


def may_write(player: Player, row: Command, chat: str) -> bool:
    """Return whether the table of commands lets somebody write one, there; in a channel nobody is anybody."""
    place = PRIVATE if chat == PRIVATE else GROUP
    if place not in row.places or chat in (CHANNEL, "anonymous"):
        return False
    return has_right(player, row.by, is_open_to_barred=row.is_open_to_barred)


def _is_own(player: Player, own: str, action: Action) -> bool:
    """Return whether what a button names is the tapper's own, or nothing in particular."""
    if not own or (action.verb, action.choice) in OF_COLLEAGUES:
        return True
    if own == "form":
        return bool(player.own.keys() & FORMS.keys())
    if own == "birth":
        return own in player.own
    if own == "thing":
        noun, _, number = action.subject.partition("-")
        return not action.subject or Action("", number).number in player.own.get(noun, set())
    return action.subject in ("", "0") or action.number in player.own.get(own, set())


def list_shown(town: RoleTown, player: Player, outcome: Outcome) -> list[str]:
    """Return what somebody was shown of others, that they may not read."""
    is_team = "team" in RIGHTS.get(player.role, set())
    theirs = {player.role, *player.partners} | NAMED_TO_ALL | ({"young_agreed"} if player.role == "outside" else set())
    names = {} if is_team else {one.name: role for role, one in town.players.items() if role not in theirs}
    return [word for word in (*names, *(town.secrets - player.secrets)) if word in outcome.words]
