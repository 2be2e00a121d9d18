"""What /privacy shows, on each of its pages."""

from dataclasses import dataclass
from datetime import datetime

from mentoring.contexts import Context
from mentoring.privacy import PrivacyPage


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyContext(Context):
    """A page of /privacy.

    `has_outside`: somebody outside the team may be told of a case; `consented_at`: when the reader agreed to what the
    welcome says, if ever; `consent_edition`: to which edition of it; `consent_words`: what that edition
    said, empty where nobody kept it; `uses_words`: their own words count for pairing.
    """

    page: PrivacyPage
    has_outside: bool
    consented_at: datetime | None
    consent_edition: str
    consent_words: str
    uses_words: bool
