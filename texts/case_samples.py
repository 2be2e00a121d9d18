"""Samples of what a case's record, its file and the team's letters show, small or as large as they can be."""

from collections.abc import Callable
from datetime import UTC, datetime

from mentoring.case_contexts import (
    CaseFileContext,
    CaseRecordContext,
    FileKeyContext,
    LetterContext,
    ProposedClosing,
    QuestionContext,
    RecordLine,
)
from mentoring.case_record import MAX_RECORD_CHARACTERS, OUTCOMES, PAGE_ENTRIES, RECORD_ACTS
from mentoring.contexts import Context
from mentoring.desk_views import ActLine, CardDetail, CaseLine, CasePair, CasePerson, NoteView
from mentoring.views import Reader, Reference

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _sample_lines(name: str, words: str, many: int) -> list[RecordLine]:
    said = words[:MAX_RECORD_CHARACTERS]
    lines = [
        RecordLine(NOW, name, "act", "told_crip", said),
        RecordLine(NOW, name, "assessment", "", said),
        RecordLine(NOW, name, "decision", "bar", "conduct"),
        RecordLine(NOW, name, "closing", "measure", said),
        RecordLine(NOW, name, "decision", "suspend", said),
    ]
    return lines[: min(many, PAGE_ENTRIES)]


def _sample_record(me: Reader, name: str, words: str, many: int) -> CaseRecordContext:
    return CaseRecordContext(
        me=me, case=CaseLine(9, "C-009", "report", "taken", NOW, 2, urgent=True), page=1,
        lines=_sample_lines(name, words, many), pages=3, acts=RECORD_ACTS, outcomes=OUTCOMES, asked="told_crip",
        proposed=ProposedClosing(name, is_mine=False, outcome="measure", reason=words), needs_second=True, decides=True,
    )  # fmt: skip


def _sample_file(me: Reader, name: str, words: str, many: int) -> CaseFileContext:
    card = CardDetail(
        id=9, ref="C-009", kind="concern", state="closed", urgent=True, acts=(), origin="button", written_at=NOW,
        count=2, outcome="measure", opened_at=NOW, due_at=None, reminded=1, help_arrived=False, seconded=False,
        minor=True, taken_by=name, on_duty="", refs=["B-102"], offer=None, starts_at=None,
        person=CasePerson(name, 0, []), words=words, danger=name,
    )  # fmt: skip
    notes, acts = [NoteView(NOW, name, words[:500])], [ActLine(NOW, "recorded act", name)]
    lines = _sample_lines(name, words, many)
    return CaseFileContext(me=me, card=card, lines=lines, notes=notes, acts=acts, reason=words, passphrase="", now=NOW)


def _sample_file_key(me: Reader, _name: str, _words: str, _many: int) -> FileKeyContext:
    return FileKeyContext(me=me, ref="C-009", passphrase="abcd-efgh-jkmn-pqrs-tuvw-xyz2")


def _sample_letter(me: Reader, name: str, words: str, _many: int) -> LetterContext:
    return LetterContext(
        me=me, words=words[:500], name=name, ref="J-204", subject="need", number=204, mark="0123456789ab",
        is_reachable=True,
    )  # fmt: skip


def _sample_question(me: Reader, _name: str, words: str, _many: int) -> QuestionContext:
    return QuestionContext(
        me=me, words=words[:1000], mark="0123456789ab", has_team=True, only_outside=False, team_back_at=NOW,
        may_avoid=True,
    )  # fmt: skip


def sample_pair(name: str = "Inès") -> CasePair:
    """Return the two of a binôme that a case is about."""
    need, offer = Reference("need", 204, "J-204"), Reference("offer", 31, "V-031")
    return CasePair(name, "Marc", need, offer, "https://meet.example.org/b-102")


CASE_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    CaseRecordContext: _sample_record,
    CaseFileContext: _sample_file,
    FileKeyContext: _sample_file_key,
    LetterContext: _sample_letter,
    QuestionContext: _sample_question,
}
"""Type of context -> its sample, as in desk_samples.py."""
