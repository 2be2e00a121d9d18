"""Nobody goes round the door to cases: the code is read for lists, numbers and cards that forget the rule."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_house import ROOMS, find_last_name, list_nodes

READS = {
    "select",
    "get",
    "get_one",
    "select_from",
    "aliased",
    "exists",
    "join",
    "outerjoin",
    "update",
    "delete",
    "count",
}
"""Calls that begin to read a table, or change it, when it is among what they are given."""
NOT_THE_TEAMS_READING = {
    "use_cases/team/case_access.py": "the door itself",
    "use_cases/team/cards.py: open_case": "finds the open case under its key, to add to it",
    "use_cases/team/cards.py: keep_count": "the same",
    "use_cases/team/cards.py: close_by_key": "the same, to close it",
    "use_cases/team/cards.py: fall_due": "calls for what is due; whom it calls, the door says",
    "use_cases/team/cards.py: release_cases": "gives back what a leaving member had",
    "use_cases/team/cards.py: forget": "erases a person's words",
    "use_cases/team/cards.py: set_message": "notes which message shows a case",
    "use_cases/team/cards.py: note_help_arrived": "notes that the help text has arrived",
    "use_cases/team/notes.py: list_about": "joins notes to their cases, and asks the door about these",
    "use_cases/team/notes.py: forget": "erases the notes on a person",
    "use_cases/team/staff_group.py: lose_group": "calls for what is urgent; whom it calls, the door says",
    "use_cases/team/staff_group.py: repost_all": "the same, where the team reads now",
    "use_cases/team/staff_group.py: lose_message": "forgets which message showed a case",
    "use_cases/team/staff_group.py: _forget_messages": "the same, of a group that is left",
    "use_cases/team/cards.py: is_open": "whether the program's own case is open already",
    "use_cases/team/case_words.py: set_terms": "sets until when words are kept after an erasure",
    "use_cases/team/case_words.py: destroy_due": "destroys what has reached its term",
    "use_cases/team/refused_alerts.py: call_others": "calls others for what is urgent; whom it calls, the door says",
    "use_cases/team/staff_group.py: is_showing_card": "whether the group is shown a case already by another message",
    "use_cases/team/case_conditions.py: _is_unaccused": "asks for the door itself whom a writer accuses elsewhere",
    "use_cases/binomes/reports.py: find_own": "the writer's own report",
    "use_cases/binomes/reports.py: has_told": "the same, for what its writer's erasure asks",
    "use_cases/binomes/reports.py: lock_own": "the same, for its writer's own acts",
    "use_cases/binomes/reports.py: add_words": "the same, for its writer's words",
    "use_cases/messages/report_contexts.py: show_report": "the same, shown to its writer",
    "use_cases/messages/report_contexts.py: show_readers": "the same, to say who reads it",
    "use_cases/binomes/birth_requests.py: find_state": "whether the person's own request waits for the team",
    "use_cases/messages/own_data.py: _list_words": "what the person told the team, shown to that person",
    "use_cases/desk/letters.py: list_to": "the letters to a person, shown to that person",
    "use_cases/binomes/holds.py: _is_of_report": "whether a hold ends by a report's rules",
    "use_cases/binomes/reviews.py: _list_told": "closes the program's own case once its ground is gone",
    "use_cases/people/standing.py: read_standings": "keeps accused people out of proposals; shown by the door alone",
    "use_cases/people/standing.py: _select_held": "keeps accused people out of proposals; shown by the door alone",
    "use_cases/people/standing.py: leave_marks": "leaves no mark of the holds that end with their report",
    "use_cases/people/erasure.py: prune": "keeps whoever waits for the team",
    "use_cases/people/people.py: _link_return": "writes into a case that the person it is about is back",
    "use_cases/restoring.py: _return_case_keys": "gives cases their keys back after an old backup",
    "use_cases/pairing/wait_news.py: estimate_approval_wait": "tells volunteers how long an approval takes",
    "use_cases/pairing/wait_news.py: show_offer": "tells a volunteer since when their own offer waits for it",
    "use_cases/desk/audit_pages.py: _select_visible": "asks the door which cases the audit leaves out",
    "use_cases/team/readings.py: record_reading": "whether a case about so much reading is open already",
    "use_cases/outbox/silences.py: _has_urgent_case": "keeps follow-ups from whoever wrote or is feared for",
    "bot/members/attachments.py: attach": "the writer's own report, for what they attach to it",
    "use_cases/messages/own_data.py: _list_sent_words": "what the person wrote to the team, shown to that person",
    "use_cases/team/team_questions.py: _find_follower": "who of the team a person has heard from",
    "use_cases/team/staff_group.py: is_closed": "whether a case that a message shows is closed by now",
    "use_cases/sessions/sessions.py: _show_contradiction": "whether the program's own case was opened already",
    "use_cases/talk/conversation_sides.py: _has_open_case": "keeps Telegram names apart while a case is open",
    "scheduler/nightly_backup.py: _open_case": "whether the program's own case is open already",
}
"""Where cases are read for something else than showing them to the team, and for what."""


def list_readings(tree: ast.AST) -> Iterator[ast.Call]:
    """Return the calls that read cases."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and find_last_name(node.func) in READS:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(find_last_name(part) == "Card" for one in given for part in ast.walk(one)):
                yield node


def list_places(path: str) -> Iterator[str]:
    """Return the functions of a file that read cases, as ``path: function``; the path alone outside of any."""
    functions = [node for node in list_nodes(path) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    inside = {call: function.name for function in functions for call in list_readings(function)}
    for call in list_readings(list_nodes(path)[0]):
        yield f"{path}: {inside[call]}" if call in inside else path


def test_whatever_shows_cases_to_the_team_passes_the_door() -> None:
    """A list that reads cases by itself fails here, wherever it is written."""
    found = {place for path in ROOMS for place in list_places(path)}
    allowed = set(NOT_THE_TEAMS_READING)
    assert {place for place in found if place not in allowed and place.split(":")[0] not in allowed} == set()
    assert {one for one in allowed if not any(place.startswith(one) for place in found)} == set()


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("select(Card).where(Card.state == 'open')", 1),
        ("session.get(tables.Card, 3)", 1),
        ("select(func.count(Card.id))", 2),
        ("select(func.count()).select_from(Card)", 1),
        ("aliased(Card)", 1),
        ("case_access.select_cases(reader).where(Card.state == 'open')", 0),
        ("case_access.count_cases(session, reader, Card.kind == 'help')", 0),
    ],
)
def test_each_way_round_the_door_would_be_found(line: str, count: int) -> None:
    """The rule sees a query, a number and an alias, and leaves what narrows the door's own query."""
    assert len(list(list_readings(ast.parse(line)))) == count
