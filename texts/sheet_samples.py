"""Samples of the sheets of a need, an offer and a binôme."""

from collections.abc import Callable
from datetime import UTC, datetime

from mentoring import desk_contexts
from mentoring.contexts import Context
from mentoring.desk_views import CaseLine, NoteView
from mentoring.gates import CHECK_KINDS
from mentoring.sheet_views import (
    BinomeLine,
    BinomeSheet,
    CheckLine,
    ChecksView,
    NeedSheet,
    OfferSheet,
    ParentalSheet,
    SheetSession,
    SheetVolunteer,
    SheetYoung,
    SilenceLine,
)
from mentoring.views import AnswersView, Reader

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOME, MANY = 2, 8


def sample_case(number: int) -> CaseLine:
    """Return a case that is open."""
    return CaseLine(number, f"C-{number:03d}", "no_first_session", "taken", NOW, 2, urgent=number == 1)


def sample_cases(many: int) -> list[CaseLine]:
    """Return some cases."""
    return [sample_case(number) for number in range(1, min(many, 6) + 1)]


def sample_notes(name: str, words: str, many: int) -> list[NoteView]:
    """Return some notes."""
    return [NoteView(NOW, name, words[:500])] * min(many, 3)


def _sample_binome_sheet(me: Reader, name: str, words: str, many: int) -> desk_contexts.BinomeSheetContext:
    sheet = BinomeSheet(
        id=102, ref="B-102", state="active", why="goal", running=True, proposed_at=NOW, was_asked=True, agreed_at=NOW,
        ended_at=NOW, slot=NOW, held=3, missed=1, sessions=[SheetSession(NOW, "held", 1, None)] * min(many, 6),
        young=SheetYoung(name, 204, "J-204"), volunteer=SheetVolunteer(name, 31, "V-031"),
        cases=sample_cases(many), notes=sample_notes(name, words, many), is_held=True,
        silences=_sample_silences(name, words), is_silenced=True,
        goal=words[:300], week=5, weeks=16, parting="not_cleared", tie="relative" if many == MANY else None,
    )  # fmt: skip
    return desk_contexts.BinomeSheetContext(me=me, sheet=sheet)


def _sample_silences(name: str, words: str) -> list[SilenceLine]:
    return [SilenceLine("J-204", NOW, NOW, name, words[:500]), SilenceLine("B-102", NOW, None, name, "")]


def _sample_silence(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.SilenceContext:
    until = NOW if many == MANY else None
    return desk_contexts.SilenceContext(me=me, noun="need", number=204, ref="J-204", until=until)


def sample_answers(name: str, words: str, many: int) -> AnswersView:
    """Return answers, with these words."""
    return AnswersView(
        name=name, level="bac2", field="business", region="bretagne", topics=["cv_letter"] * many, words=words,
        job=words[:120], capacity="2",
    )  # fmt: skip


def _sample_binomes(many: int) -> list[BinomeLine]:
    return [BinomeLine(at, f"B-{at:03d}", "declined", NOW, was_asked=True) for at in range(1, min(many, 6) + 1)]


def _sample_need_sheet(me: Reader, name: str, words: str, many: int) -> desk_contexts.NeedSheetContext:
    sheet = NeedSheet(
        id=204, ref="J-204", state="waiting", created_at=NOW, answers=sample_answers(name, words, many),
        binomes=_sample_binomes(many), cases=sample_cases(many), notes=sample_notes(name, words, many), minor=True,
        waiting_since=NOW, silences=_sample_silences(name, words)[:1], tie=None, is_held=True, is_account_held=False,
        parental=ParentalSheet("agreed", "paper", NOW, name, words[:500], is_enough=True, may_ask_again=True),
    )  # fmt: skip
    return desk_contexts.NeedSheetContext(me=me, sheet=sheet)


def sample_checks(name: str, many: int) -> ChecksView:
    """Return the checks of a volunteer, of which one has expired and others are missing."""
    lines = [CheckLine(kind, NOW, name, NOW, has_expired=kind == "record_extract") for kind in CHECK_KINDS[-many:]]
    return ChecksView(lines, missing=["identity"], missing_for_minors=["references", "record_extract"])


def _sample_offer_sheet(me: Reader, name: str, words: str, many: int) -> desk_contexts.OfferSheetContext:
    sheet = OfferSheet(
        id=204, ref="J-204", state="waiting", created_at=NOW, answers=sample_answers(name, words, many),
        binomes=_sample_binomes(many), cases=sample_cases(many), notes=sample_notes(name, words, many), capacity=2,
        taken=1, minors=True, silences=[], tie="colleague" if many == MANY else None, is_held=True,
        is_account_held=True, vetting=sample_checks(name, many),
    )  # fmt: skip
    return desk_contexts.OfferSheetContext(me=me, sheet=sheet)


SHEET_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    desk_contexts.BinomeSheetContext: _sample_binome_sheet,
    desk_contexts.SilenceContext: _sample_silence,
    desk_contexts.NeedSheetContext: _sample_need_sheet,
    desk_contexts.OfferSheetContext: _sample_offer_sheet,
}
