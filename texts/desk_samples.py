"""Facts of the desk's private screens, small or as large as they can be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from mentoring.fairness import Group, Report
from mentoring.waiting import Half

Facts = dict[str, Any]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOME, MANY = 2, 8


def _member(name: str, number: int) -> Facts:
    role = "head" if number == 1 else "coordinator"
    return {"id": number, "role": role, "since": NOW, "name": name, "is_me": number == 1}


def _team(name: str, _words: str, many: int) -> Facts:
    return {"team": [_member(name, number) for number in range(1, many + 1)]}


def _team_confirm(name: str, _words: str, _many: int) -> Facts:
    return {"member": _member(name, 2), "act": "remove"}


def _case(number: int) -> Facts:
    about = {"id": number, "ref": f"C-{number:03d}", "kind": "no_first_session", "state": "taken", "count": 2}
    return about | {"opened_at": NOW, "urgent": number == 1}


def _notes(name: str, words: str, many: int) -> list[Facts]:
    return [{"at": NOW, "by": name, "words": words[:500]}] * min(many, 3)


def _queue(_name: str, _words: str, many: int) -> Facts:
    cases = [_case(number) for number in range(1, many + 1)]
    return {"cases": cases, "total": 30, "page": 1, "pages": 4, "sort": "mine"}


def _doubtful(name: str, _words: str, many: int) -> Facts:
    one = {"kind": "reminder_day", "at": NOW, "name": name, "is_group": False, "ref": "B-102"}
    return {"doubtful": [one] * (20 if many == MANY else many), "total": 50, "page": 1, "pages": 3}


def _found(name: str, _words: str, many: int) -> Facts:
    nouns = {"need": "J", "offer": "V", "binome": "B"}
    return {
        "found": [
            {"name": name, "refs": [{"noun": noun, "id": at, "ref": f"{nouns[noun]}-{at:03d}"} for noun in nouns]}
            for at in range(1, many + 1)
        ]
    }


def _sheet_binome(name: str, words: str, many: int) -> Facts:
    session = {"starts_at": NOW, "state": "held", "young": 1, "volunteer": None}
    return {
        "sheet": {
            "id": 102, "ref": "B-102", "state": "active", "why": "goal", "running": True, "proposed_at": NOW,
            "was_asked": True, "agreed_at": NOW, "ended_at": NOW, "slot": NOW, "held": 3, "missed": 1,
            "sessions": [session] * min(many, 6),
            "young": {"name": name, "need": 204, "ref": "J-204"},
            "volunteer": {"name": name, "offer": 31, "ref": "V-031"},
            "cases": [_case(number) for number in range(1, min(many, 6) + 1)], "notes": _notes(name, words, many),
        }
    }  # fmt: skip


def _sheet(name: str, words: str, many: int) -> Facts:
    answers = {
        "name": name, "level": "bac2", "field": "business", "region": "bretagne", "topics": ["cv_letter"] * many,
        "words": words, "job": words[:120],
    }  # fmt: skip
    one = {"state": "declined", "proposed_at": NOW, "was_asked": True}
    binomes = [{"id": at, "ref": f"B-{at:03d}", **one} for at in range(1, many + 1)]
    return {
        "sheet": {
            "id": 204, "ref": "J-204", "state": "waiting", "created_at": NOW, "waiting_since": NOW, "answers": answers,
            "minor": True, "binomes": binomes, "capacity": 2, "taken": 1, "minors": True,
            "cases": [_case(number) for number in range(1, min(many, 6) + 1)], "notes": _notes(name, words, many),
        }
    }  # fmt: skip


def _history(name: str, words: str, many: int) -> Facts:
    acts = [{"at": NOW, "act": act, "by": name} for act in ("take", "handed over", "reason for done")] * min(many, 4)
    return {"case": _case(9), "acts": acts, "notes": _notes(name, words, many)}


def _pass(name: str, words: str, many: int) -> Facts:
    return {"case": _case(9), **_team(name, words, many)}


def _bot(_name: str, _words: str, _many: int) -> Facts:
    return {"bot": "binome_bot"}


def _note_ask(_name: str, _words: str, _many: int) -> Facts:
    return {"problem": ""}


def _to_approve(name: str, words: str, many: int) -> Facts:
    answers = _sheet(name, words, many)["sheet"]["answers"] | {"capacity": "2"}
    rows = [
        {"id": at, "ref": f"V-{at:03d}", "answers": answers, "chosen": at == 2} for at in range(1, min(many, 6) + 1)
    ]
    return {"offers": rows, "total": 9, "selection": "2"}


def _ranked(_name: str, words: str, many: int) -> Facts:
    why = ["topics", "field", "region", "words", "slots"]
    rows = [
        {"id": at, "ref": f"V-{at:03d}", "score": 82, "why": why, "job": words[:120], "topics": ["cv_letter"] * many}
        for at in range(1, min(many, 5) + 1)
    ]
    return {"need": {"id": 204, "ref": "J-204"}, "best": rows, "blocked": None, "ways": []}


def _to_send(name: str, words: str, many: int) -> Facts:
    need, why = _sheet(name, words, many)["sheet"]["answers"], ["topics", "field", "region", "words", "slots"]
    about = {"need": need, "job": words[:120], "why": why, "score": 82}
    rows = [
        {"id": at, "refs": [f"J-{at:03d}", f"V-{at:03d}"], "chosen": at == 2, **about}
        for at in range(1, min(many, 5) + 1)
    ]
    return {"pairs": rows, "total": 9, "selection": "2"}


def _proposed(_name: str, _words: str, _many: int) -> Facts:
    return {"refs": ["J-204", "V-031"]}


def _digest(_name: str, _words: str, many: int) -> Facts:
    oldest = {"ref": "C-009", "opened_at": NOW}
    counts = ("open", "urgent", "volunteers", "formed", "ended", "uncertain")
    silent = [f"J-{200 + at}" for at in range(2 * many)]
    return {**dict.fromkeys(counts, many), "oldest": oldest, "silent": silent}


def _outage(_name: str, _words: str, many: int) -> Facts:
    refs = [f"B-{100 + at:03d}" for at in range(20 if many == MANY else many)]
    more = 380 if many == MANY else 0
    stopped = many == MANY
    hours = 36 if stopped else 2
    counts = {"late": 0 if stopped else many, "missed": many, "more": more}
    return {"stopped": stopped, "since": NOW - timedelta(hours=hours), "until": NOW, "refs": refs, **counts}


def _figures(_name: str, _words: str, many: int) -> Facts:
    slow = [{"kind": "region", "name": "paca", "days": 21, "reached": many < MANY, "usual": 9}]
    slow += [{"kind": "minor", "name": "yes", "days": 19, "reached": True, "usual": 9}] * (many // 4)
    return dict.fromkeys(("formed", "active", "ended", "goals", "waiting", "median_days"), many) | {"slow": slow}


def _fairness(_name: str, _words: str, many: int) -> Facts:
    kinds = {
        "region": ("paca", "idf", "bretagne"), "field": ("engineering", "business", "health"),
        "level": ("out", "bac2", "lycee"), "minor": ("yes", "no"),
    }  # fmt: skip
    slow, usual, few = Half(21, reached=False), Half(9, reached=True), Group("", 12, 8, None)
    groups = {
        kind: (
            Group(first, 40, 16, slow, flagged=True),
            *[Group(name, 80, 64, usual) for name in rest] * (many // 2),
            few,
        )
        for kind, (first, *rest) in kinds.items()
    }
    return {"report": Report(Group("", 212, 152, usual), groups)}


SCREENS: dict[str, Callable[[str, str, int], Facts]] = {
    "team": _team,
    "team_confirm": _team_confirm,
    "queue": _queue,
    "doubtful": _doubtful,
    "found": _found,
    "sheet_binome": _sheet_binome,
    "sheet_need": _sheet,
    "sheet_offer": _sheet,
    "sheet_end": _sheet_binome,
    "card_history": _history,
    "card_pass": _pass,
    "written_privately": _bot,
    "note_ask": _note_ask,
    "to_approve": _to_approve,
    "to_send": _to_send,
    "digest": _digest,
    "figures": _figures,
    "outage": _outage,
    "fairness": _fairness,
    "ranked": _ranked,
    "rank_proposed": _proposed,
    "rank_gone": _proposed,
}
"""Kind of message -> its own facts, from a name, typed words, and how many of each thing there are."""

OTHERS = ("team_left", "not_found", "rank_asked", "rank_none")
IN_GROUP = ("written_privately", "digest", "figures", "outage")


def screen(kind: str, name: str, words: str, *, large: bool) -> Facts:
    """Give the facts that a screen adds to those of every message."""
    return SCREENS[kind](name, words, MANY if large else SOME) if kind in SCREENS else {}
