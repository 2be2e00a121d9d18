"""Monday's figures as a picture: drawn where the extra is installed, and the words alone wherever it cannot be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession
from tests.cast import NOW, make_active, make_agreed, members_of
from tests.empty_databases import sessions, small_sessions
from tests.texts.test_figures_drawing import read_size
from tests.town import Message, Town, Visitor
from use_cases.binomes import binomes
from use_cases.desk import weekly_figures
from use_cases.sessions.sessions import answer_check_in, fall_due

__all__ = ["sessions", "small_sessions"]


async def list_figures(group: Visitor) -> list[Message]:
    """Return the messages of the group that tell the week's figures."""
    return [one for one in await group.messages() if str(one["text"]).startswith("📊")]


def fail_without_extra(*_about: Any) -> bytes:
    """Fail as the plotting library does where it is not installed."""
    raise ModuleNotFoundError


def fail_for_memory(*_about: Any) -> bytes:
    """Fail as drawing does on a machine that is too small."""
    raise MemoryError


async def test_it_counts_each_week_by_itself(sessions: Sessions) -> None:
    """What happened a week ago is in the week before; a binôme is under way from both yes to its end."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        await fall_due(session, NOW + timedelta(days=2), 100)
        first = await session.get_one(MentoringSession, 1)
        await answer_check_in(session, first.id, young, True, NOW + timedelta(days=2))
        await fall_due(session, NOW + timedelta(days=6), 100)
        other = await make_agreed(session)
        await binomes.end(session, other, "goal", NOW + timedelta(days=8))
        counted = await weekly_figures.count_until(session, NOW + timedelta(days=14) - timedelta(seconds=1))
    assert counted.active[-3:] == (0, 2, 1)
    assert counted.formed[-3:] == (0, 2, 0)
    assert counted.ended[-3:] == (0, 0, 1)
    assert counted.held[-2:] == (1, 0)
    assert counted.sessions[-2:] == (1, 0)
    assert counted.answered[-2:] == (1, 0)
    assert counted.begins[-1] == NOW + timedelta(days=7) - timedelta(seconds=1)


async def test_nothing_at_all_is_no_picture(sessions: Sessions) -> None:
    """A programme that has not begun has nothing to draw."""
    async with sessions.begin() as session:
        assert (await weekly_figures.count_until(session, NOW)).is_empty


async def test_the_figures_come_with_a_picture(active_town: Town) -> None:
    """One message: the picture, and the words under it."""
    _, _, _, group = active_town.pair
    await active_town.beat()
    await active_town.pass_week()
    (told,) = await list_figures(group)
    assert told["kind"] == "photo"
    assert "Binômes formés : 1" in told["text"]
    assert (told["media"]["photo"][-1]["width"], told["media"]["photo"][-1]["height"]) == (1080, 1280)
    address = f"{active_town.address}/sim/file/{told['media']['photo'][-1]['file_id']}"
    async with active_town.http.get(address) as response:
        assert read_size(await response.read()) == (1080, 1280)


@pytest.mark.parametrize("draw", [fail_without_extra, fail_for_memory])
async def test_the_figures_come_without_a_picture_that_cannot_be_drawn(
    active_town: Town, draw: Callable[..., bytes]
) -> None:
    """Words were enough before; nobody waits for a picture."""
    _, _, _, group = active_town.pair
    pictures = active_town.app.heartbeat.due_work.figures_picture
    with ThreadPoolExecutor() as threads:
        pictures.draw, pictures.executor = draw, threads
        await active_town.beat()
        await active_town.pass_week()
    (told,) = await list_figures(group)
    assert told["kind"] == "text"


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (400, "Bad Request: not enough rights to send photos to the chat"),
        (400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (403, "Forbidden: CHAT_SEND_PHOTOS_FORBIDDEN"),
    ],
)
async def test_a_group_that_wants_no_picture_has_the_words(active_town: Town, status: int, description: str) -> None:
    """It is no lost group, and no fault of the figures."""
    _, _, _, group = active_town.pair
    await active_town.act("fault", method="sendPhoto", status=status, description=description)
    await active_town.beat()
    await active_town.pass_week()
    (told,) = await list_figures(group)
    assert told["kind"] == "text"
    await group.write("/file")
    assert "en privé" in await group.reads()


async def test_a_picture_whose_fate_is_unknown_is_listed(active_town: Town) -> None:
    """As any message: never sent blindly a second time."""
    _, _, _, group = active_town.pair
    await active_town.act("fault", method="sendPhoto", status="drop")
    await active_town.beat()
    await active_town.pass_week()
    assert await list_figures(group) == []
    assert "peut-être" in "\n".join(str(one["text"]) for one in await group.messages())


async def test_a_picture_waits_when_telegram_says_so(active_town: Town) -> None:
    """A 429 holds it back, and then it leaves as it was drawn."""
    _, _, _, group = active_town.pair
    await active_town.act("fault", method="sendPhoto", status=429, retry_after=1)
    await active_town.beat()
    await active_town.pass_week()
    (told,) = await list_figures(group)
    assert told["kind"] == "photo"
