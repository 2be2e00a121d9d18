"""What the team must not miss, said as plainly as can be: the number of the case and a command, and nothing else.

It has no markup, no buttons and no picture: whatever Telegram refused about the message, this has none of it.
"""

from mentoring.references import format_reference
from storage.schema.tables import Outgoing
from use_cases.team.refused_alerts import PRIVATE_CALLS


def build_plain_text(row: Outgoing, command: str) -> str:
    """Return the plain words of a message to the team; none of any other."""
    if row.person_id is not None and row.kind not in PRIVATE_CALLS:
        return ""
    numbers = row.args.get("cards") or [row.args[name] for name in ("card",) if name in row.args]
    command = "menu" if row.kind == "outside_case" else command
    references = ", ".join(format_reference("card", number) for number in numbers)
    return f"{references} : /{command}" if references else f"/{command}"
