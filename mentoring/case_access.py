"""Who is told of a case, who reads it and who decides on it: one row for each person whom a case may accuse."""

from dataclasses import dataclass
from typing import Literal

from mentoring.cases import CASES

Accused = Literal[
    "nobody",
    "young",
    "volunteer",
    "coordinator",
    "referent",
    "one_of_heads",
    "only_head",
    "unwatched_head",
    "outside",
    "erased",
    "several",
]
Circle = Literal["team", "heads", "other_heads", "outside", "handlers", "unaccused", "nobody"]
ReadBy = Literal[Circle, "others"]
"""Who reads a report, as its writer is told: a circle of the table of access, `others` being the team but for whoever
it is about; nobody where there is none of them."""
Power = Literal["told", "reads", "decides"]
Answerer = Literal["team", "outside", "nobody"]
"""Who could answer a cry for help: somebody of the team, the outside recipient alone, or nobody."""


@dataclass(frozen=True, slots=True)
class AccessRule:
    """The circles for one kind of accused. Whoever is kept out (below) is in none of them."""

    told: Circle
    reads: Circle
    decides: Circle
    is_posted: bool
    """Whether the staff group may be shown the case: only where everybody in the group may read it."""


TEAM = AccessRule("team", "team", "team", is_posted=True)
HEADS = AccessRule("heads", "heads", "heads", is_posted=False)

CASE_ACCESS: dict[Accused, AccessRule] = {
    "nobody": TEAM,
    "young": TEAM,
    "volunteer": TEAM,
    # Whatever else the person is in the programme. Colleagues are left out: they would have to judge a friend.
    "coordinator": HEADS,
    # A referent is somebody of the team, and is found as a coordinator or a head.
    "referent": HEADS,
    "one_of_heads": AccessRule("other_heads", "other_heads", "other_heads", is_posted=False),
    "only_head": AccessRule("outside", "outside", "outside", is_posted=False),
    # With nobody outside, somebody must still look after who wrote; but nobody judges the person who can remove them.
    "unwatched_head": AccessRule("team", "team", "nobody", is_posted=False),
    "outside": HEADS,
    # Who the person was can no longer be asked. Whoever acted on the case knows it; the circle never grows.
    "erased": AccessRule("handlers", "handlers", "handlers", is_posted=False),
    # The words of whoever has reported so many that each report is read by another of them.
    "several": AccessRule("unaccused", "unaccused", "unaccused", is_posted=False),
}
"""Kept out of every circle: the accused; whom somebody fears for; whom a tie binds to the accused or to the case's
person, whichever of the two declared it; whoever wrote the words of the case, for what the team notes there is about
them; and whom the writer of a question does not want to read it. Where that leaves nobody of the team who is told of an
urgent case, or of such a question, the outside recipient is told, reads and decides. Whoever of the team wrote such
a question is kept out of it too: nobody answers themselves.

Who heads the programme in the place of a suspended only head reads and decides too, once the outside recipient has
asked for a second yes. What is open about an only head who then names another one stays with the recipient.
"""

OF_THE_TEAM: tuple[Accused, ...] = ("coordinator", "referent", "one_of_heads", "only_head", "unwatched_head")
"""The accused who are of the team: what its others read, they do not."""
KINDS_CLOSED_TO_WRITER = tuple(kind for kind, rules in CASES.items() if rules.is_closed_to_writer)
"""What these cases hold is about the person who wrote: somebody of the team does not read their own."""
KINDS_OF_WORDS = tuple(kind for kind, rules in CASES.items() if rules.holds_words)
"""What somebody tells the team: with an open report of theirs it goes to that report's readers alone."""
ACTS_OF_READERS = ("take", "detail", "history", "note", "record", "did", "said", "write", "file", "attached")
"""Acts for whoever reads the case; every other act is a decision."""
NARROWEST_FIRST: tuple[ReadBy, ...] = (
    *("outside", "other_heads", "heads", "unaccused", "handlers", "others", "team", "nobody"),
)
"""Of several reports of one writer, those of the narrowest circle hear what the writer tells the team."""
FROM_SEVERAL = ":several"
"""How the key of a case ends that is closed to everybody whom reports of its writer accuse."""
KEPT_OUTSIDE = ":outside"
"""How the key of a case ends that stays with the outside recipient, whoever heads the programme besides the accused."""
KINDS_THAT_TELL = (
    *("help", "help_weak", "contact_coming", "question_coming", "concern_ask", "stuck_ask"),
    *("report_ask", "report_done", "report_taken", "report_resume", "report_closed"),
    *("letter", "birth_asked", "let_in", "birth_corrected", "birth_kept"),
)
"""Messages to a person whose kind alone tells that there is a case."""
DRAWN_NUMBERS = range(-999_999, -99_999)
"""The ids of urgent cases, and of all that not everybody may see, drawn at random: the counted ones have no gap, and
nothing tells a report from a cry for help."""
