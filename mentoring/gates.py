"""Words of the gates that rows and rules share: kinds of checks, and where a legal representative's consent stands."""

from typing import Literal, get_args

CheckKind = Literal["identity", "interview", "references", "record_extract", "honorability"]
"""Identity seen by a human, an interview, references, an extract of the criminal record, France's *attestation*."""
CHECK_KINDS: tuple[CheckKind, ...] = get_args(CheckKind)
ConsentRule = Literal["none", "informed", "agree"]
"""What the programme asks of a minor's legal representative: nothing, to have been told, to have agreed."""
ConsentState = Literal["asked", "informed", "agreed", "refused", "silent", "withdrawn", "waived"]
ConsentMeans = Literal["", "link", "paper"]
