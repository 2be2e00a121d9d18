"""Role × command × button × kind of chat, from the tables: who has no right changes nothing and is shown nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from benchmarks.databases import open_sessions
from bot import buttons
from bot.buttons import VERBS, ButtonRule
from bot.turn import Turn
from mentoring.actions import Action
from tests.rights import roles
from tests.rights.matrix import Matrix, list_never_accepted, try_everything
from tests.rights.presses import open_bench
from tests.rights.roles import RoleTown

IN_SHORT = (
    *("stranger", "barred", "unsigned", "outside", "suspended_staff", "unpledged"),
    *("coordinator", "tied", "young_active", "volunteer_reported", "representative"),
)
"""Roles that the short matrix plays; `python -m benchmarks forged` plays all of them."""
ALLOWED = ("stranger", "barred", "unsigned", "outside", "unpledged", "head")
"""Roles whose rights are tried in short: one for each right. Whoever has begun both forms can begin nothing more."""
EXPLAINED = [("stranger", "words"), ("anybody", "move_undo"), ("head", "pledge")]
"""What is allowed and does nothing: who has agreed to nothing has no words to set aside, no move was made a minute ago,
and one pledges once.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, RoleTown]:
    """Return a database with somebody in each role, which no press changes, and who is who."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rights')}/binome.sqlite3"
    return url, asyncio.run(_fill(url))


async def _fill(url: str) -> RoleTown:
    async with open_sessions(url) as sessions:
        return await roles.fill(sessions)


@pytest.fixture
async def matrix(filled: tuple[str, RoleTown]) -> AsyncIterator[Matrix]:
    """Return that town, in which nothing was pressed yet."""
    url, town = filled
    async with open_sessions(url) as sessions, open_bench(sessions) as bench:
        yield Matrix(bench, town)


async def test_whoever_has_no_right_changes_nothing_and_is_shown_nothing(matrix: Matrix) -> None:
    """What the tables refuse has no effect, in any chat; and no case's words, nor anybody's name, reach the others."""
    await try_everything(matrix, [matrix.town.players[role] for role in IN_SHORT], is_thorough=False)
    assert matrix.unexpected == []
    assert matrix.counts["refused"] > 300


async def test_what_the_tables_allow_is_done_for_somebody(matrix: Matrix) -> None:
    """A row that allowed more than the code does would hide a permission that nobody expects."""
    everybody = list(matrix.town.players.values())
    assert await list_never_accepted(matrix, everybody, ALLOWED) == EXPLAINED
    assert matrix.unexpected == []


async def test_what_is_no_number_names_nothing(matrix: Matrix) -> None:
    """« On n'avance pas » and a worry may be about no binôme: words in the place of its number are no such button."""
    young = matrix.town.players["young_active"]
    for data in ("stuck:x:", "stuck:05:", "stuck:9999999999:", "concern:00:other", "report:x:other"):
        assert not await matrix.press(young, data), data
    assert await matrix.press(young, "stuck::")
    assert await matrix.press(young, "concern:0:other")


async def test_who_was_not_asked_drops_no_words_of_a_case(matrix: Matrix) -> None:
    """What was told to the team is dropped by whoever told it and was asked: forged, a cry for help keeps its words."""
    told, cried = (matrix.town.players[role] for role in ("young_reported", "young_active"))
    assert "card.words" in (await matrix.bench.press(told, "erase::drop")).effects
    assert "card.words" not in (await matrix.bench.press(cried, "erase::drop")).effects
    assert "person" in (await matrix.bench.press(cried, "erase::drop")).effects


@pytest.mark.parametrize(
    ("role", "data"),
    [
        ("coordinator", "pledge::go_on"),
        ("head", "pledge::begin"),
        ("volunteer_drafting", "offer:edit:slots"),
        ("volunteer_drafting", "offer:edit:"),
        ("young_drafting", "parents::paper"),
        ("coordinator", "danger:need-2:yes"),
        ("head", "danger:offer-2:no"),
        ("head", "group:-1001000009:7"),
        ("head", f"group:{roles.OTHER_GROUP}:8"),
        ("coordinator", f"group:{roles.OTHER_GROUP}:{roles.THREAD}"),
        ("head", "rank:2:1"),
        ("coordinator", "rank:5:2"),
        ("coordinator", "sheet:2:unmute-offer"),
        ("head", "sheet:1:unmute-binome"),
        ("young_active", "resend:1:leave"),
        ("young_drafting", "need:birth:1950"),
        ("volunteer_active", "decline:5:"),
    ],
)
async def test_a_question_that_was_never_asked_is_not_answered(matrix: Matrix, role: str, data: str) -> None:
    """Nobody pledges twice, goes to what a form has not asked yet, or answers what the bot did not ask them.

    Alerts go to no group whose title the head has not read, and no volunteer is proposed whom no ranking showed.
    """
    assert not await matrix.press(matrix.town.players[role], data)


@pytest.mark.parametrize(
    "act", ["mute-need", "mute_open-need", "mute-binome", "hold-binome", "end-binome", "ended-binome", "quiet-binome"]
)
async def test_whoever_declared_a_tie_decides_nothing_on_a_sheet(matrix: Matrix, act: str) -> None:
    """A silence, a hold and the end of a binôme are for colleagues to decide, who are offered them."""
    tied, colleague, young = (matrix.town.players[role] for role in ("tied", "coordinator", roles.TIED_TO))
    noun = act.partition("-")[2]
    (number,) = young.own[noun]
    data = f"sheet:{number}:{act}"
    assert (await matrix.bench.press(tied, data)).refusal == "NotAllowed"
    assert (await matrix.bench.press(colleague, data)).refusal == ""
    shown = (await matrix.bench.press(tied, f"see:{number}:{noun}")).buttons
    assert f"sheet:{number}:note-{noun}" in shown
    assert data not in shown
    assert (await matrix.bench.press(tied, f"sheet:{number}:note-{noun}")).refusal == ""


async def test_the_table_decides_before_the_act_does(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """An act that forgets to look who taps is refused to whoever has no right by the table all the same."""

    async def tell(turn: Turn, _action: Action) -> None:
        await turn.reply("help")

    for right in ("team", "head", "reader", "outside"):
        monkeypatch.setitem(buttons.VERBS, "queue", ButtonRule(tell, right))
        for role in ("stranger", "young_active", "suspended_staff", "unpledged"):
            assert not await matrix.press(matrix.town.players[role], "queue:0:ours"), (right, role)
    assert await matrix.press(matrix.town.players["unsigned"], "queue:0:ours")
    assert VERBS["queue"].by == "outside"
