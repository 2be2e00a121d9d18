"""What people may want from the bot when they write, by the ids that everything else uses."""

import difflib
from collections.abc import Mapping
from typing import Any, Literal, get_args

from mentoring.roles import ReaderSide

IntentId = Literal[
    "late", "cannot_come", "move_session", "change_weekly_hour", "link_problem", "say_to_partner", "ask_team",
    "who_are_you", "how_long", "next_session", "pause", "stop", "another_binome", "goal_reached", "thanks", "hello",
    "change_answers", "more_or_fewer", "data", "report", "staff_queue", "staff_find",
]  # fmt: skip
INTENTS: tuple[IntentId, ...] = get_args(IntentId)
NO_INTENT: Literal["none"] = "none"
"""What is said by somebody who wants nothing from the bot."""
MaybeIntent = IntentId | Literal["none"]
Sentences = Mapping[MaybeIntent, tuple[str, ...]]
"""Intent -> what people write who have it."""
STAFF_INTENTS: tuple[IntentId, ...] = ("staff_queue", "staff_find")
NOT_FOR: dict[ReaderSide, tuple[IntentId, ...]] = {
    "young": (*STAFF_INTENTS, "more_or_fewer"),
    "volunteer": STAFF_INTENTS,
    "staff": (),
    "": STAFF_INTENTS,
}
"""What somebody cannot want, by their role; without a role, what the team alone may want."""


def read_sentences(table: Mapping[str, Any], faults: list[str]) -> Sentences:
    """Return an association's own sentences by intent; what is wrong with the table is added to the faults."""
    sentences: dict[MaybeIntent, tuple[str, ...]] = {}
    for name, written in table.items():
        if intent := next((one for one in (*INTENTS, NO_INTENT) if one == name), None):
            sentences[intent] = _read_list(name, written, faults)
        else:
            near = difflib.get_close_matches(name, (*INTENTS, NO_INTENT), 1)
            faults.append(
                f"intents.{name}: unknown, "
                + (f"did you mean {near[0]}?" if near else f"write one of {', '.join(INTENTS)}")
            )
    return sentences


def _read_list(name: str, written: Any, faults: list[str]) -> tuple[str, ...]:
    if isinstance(written, list) and written and all(isinstance(one, str) and one.strip() for one in written):
        return tuple(written)
    faults.append(f'intents.{name}: give what people write, for example ["je suis dans le bus"]')
    return ()
