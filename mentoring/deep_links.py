"""What a start link may say: which role somebody comes for, and which campaign brought them."""

import re
from dataclasses import dataclass
from typing import Literal

from mentoring.states import Form

STAFF_CODE = "s-"
"""What the team's one-time codes begin with: chance alone could make one look like a campaign's."""
PARENTS_CODE = "p-"
"""What the code begins with that a young person passes on to a legal representative."""
ROLES: dict[str, Form] = {"jeune": "need", "young": "need", "volontaire": "offer", "volunteer": "offer"}
_SHAPE = re.compile(rf"({'|'.join(ROLES)})?(?:(?:^|(?<=.)_)c_([a-z0-9_-]{{1,20}}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A start link: the form it leads to, and its campaign's code; each may be empty."""

    form: Form | Literal[""] = ""
    campaign: str = ""


def parse(text: str) -> Link | None:
    """Return the link behind /start, such as ``jeune``, ``c_salon`` or ``jeune_c_salon``; None for anything else."""
    found = _SHAPE.fullmatch(text)
    if not text or found is None:
        return None
    return Link(ROLES.get((found[1] or "").lower(), ""), (found[2] or "").lower())
