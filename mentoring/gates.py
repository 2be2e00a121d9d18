"""Words of the gates that rows and rules share: kinds of checks, and where a legal representative's consent stands."""

from collections.abc import Mapping
from typing import Literal, get_args

CheckKind = Literal["identity", "interview", "references", "record_extract", "honorability"]
"""Identity seen by a human, an interview, references, an extract of the criminal record, France's *attestation*."""
CHECK_KINDS: tuple[CheckKind, ...] = get_args(CheckKind)
ConsentRule = Literal["none", "informed", "agree"]
"""What the programme asks of a minor's legal representative: nothing, to have been told, to have agreed."""
ConsentState = Literal["asked", "informed", "agreed", "refused", "silent", "withdrawn", "waived"]
ConsentMeans = Literal["", "link", "paper"]
ENOUGH: Mapping[str, tuple[ConsentState, ...]] = {
    "none": get_args(ConsentState),
    "informed": ("informed", "agreed", "waived"),
    "agree": ("agreed", "waived"),
}
"""The programme's rule -> the states that meet it. Under ``none`` nobody is asked, and no row is needed either."""
YES: Mapping[str, ConsentState] = {"informed": "informed", "agree": "agreed"}
"""The programme's rule -> what a representative's yes is."""
NOES: tuple[ConsentState, ...] = ("refused", "withdrawn")
UNANSWERED: tuple[ConsentState, ...] = ("asked", "silent")
"""States in which nobody has answered: the young person may make another link. A no is not got around by one."""
