"""One sample of each page of /privacy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from mentoring.contexts import Context
from mentoring.privacy import PAGES
from mentoring.privacy_contexts import PrivacyContext
from mentoring.views import Reader

CONSENTED_AT = datetime(2026, 9, 14, 16, 5, tzinfo=UTC)


def build_page(_sample: object, me: Reader) -> PrivacyContext:
    """Return the first page; whoever is known has agreed."""
    return PrivacyContext(
        me=me,
        page="",
        has_outside=True,
        consented_at=CONSENTED_AT if me.side else None,
        consent_edition="fr-3f9a2c" if me.side else "",
        consent_words="Je garde quelques réponses." if me.side else "",
        uses_words=True,
    )


def list_pages(context: Context) -> Iterator[Context]:
    """Return a context of /privacy on each page, any other as it is."""
    if isinstance(context, PrivacyContext):
        yield from (replace(context, page=page) for page in PAGES)
    else:
        yield context
