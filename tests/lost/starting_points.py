"""Where people are before they get lost: each place reached once by the real bot, then copied for each try."""

import shutil
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from tests import people
from tests.people import fill_in, make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor, open_town

YOUNG, VOLUNTEER, HEAD, GROUP = CAST = "young", "volunteer", "head", "group"
Cast = dict[str, Visitor]


async def go_to_hello(town: Town, _cast: Cast) -> Cast:
    """Let two people say hello to the bot, no more."""
    head, group = await make_head_with_group(town)
    young, volunteer = await town.add_person("Inès"), await town.add_person("Marc", "en")
    for one in (young, volunteer):
        await one.write("/start")
    return dict(zip(CAST, (young, volunteer, head, group), strict=True))


async def go_to_beginning(_town: Town, cast: Cast) -> Cast:
    """Let both begin a form: the year of birth and the job are asked."""
    await cast[YOUNG].tap("je cherche de l'aide")
    await fill_in(cast[YOUNG], "need", people.YOUNG, until="birth")
    await cast[VOLUNTEER].tap("I want to help")
    await fill_in(cast[VOLUNTEER], "offer", people.VOLUNTEER, until="job")
    return cast


async def go_half_way(_town: Town, cast: Cast) -> Cast:
    """Bring both to the middle of a form."""
    await fill_in(cast[YOUNG], "need", people.YOUNG, until="topics")
    await cast[YOUNG].tap("CV et lettre")
    await cast[VOLUNTEER].write("accountant")
    return cast


async def go_to_proposed(town: Town, _cast: Cast) -> Cast:
    """Ask a volunteer, who has not answered."""
    head, group = await make_head_with_group(town)
    volunteer = await make_trained_volunteer(town, group)
    young = await sign_up_young(town)
    await town.beat()
    return dict(zip(CAST, (young, volunteer, head, group), strict=True))


async def go_to_consenting(_town: Town, cast: Cast) -> Cast:
    """Let the volunteer say yes; the young person has not answered."""
    await cast[VOLUNTEER].tap("Oui, je l'accompagne")
    return cast


async def go_to_agreed(_town: Town, cast: Cast) -> Cast:
    """Let both say yes; no hour is agreed."""
    await cast[YOUNG].tap("Oui, je veux essayer")
    return cast


async def go_to_meeting(town: Town, cast: Cast) -> Cast:
    """Give a binôme its weekly hour; its first session lies behind."""
    await cast[YOUNG].tap("mar. 18 h")
    await cast[VOLUNTEER].tap("Oui, cela me va")
    await town.pass_time(days=2)
    return cast


WAYS: tuple[tuple[Callable[[Town, Cast], Awaitable[Cast]], ...], ...] = (
    (go_to_hello, go_to_beginning, go_half_way),
    (go_to_proposed, go_to_consenting, go_to_agreed, go_to_meeting),
)
"""One after the other on the same way."""
PLACES = sum(map(len, WAYS))


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that was reached: the folder of its database and simulator, and who is who there."""

    folder: Path
    people: dict[str, tuple[int, str, int]]

    def find_cast(self, town: Town) -> Cast:
        """Return the same people in another town."""
        return {role: Visitor(town, *one) for role, one in self.people.items()}


async def reach_all(folder: Path, worker_process: Executor) -> list[Origin]:
    """Go to every place once, and leave it there to be copied."""
    return [origin for way in WAYS for origin in await _go(way, folder, worker_process)]


async def _go(
    way: tuple[Callable[[Town, Cast], Awaitable[Cast]], ...], folder: Path, worker_process: Executor
) -> list[Origin]:
    reached: list[Origin] = []
    for place in way:
        here = folder / place.__name__
        shutil.copytree(reached[-1].folder, here) if reached else here.mkdir()
        async with open_town_in(here, worker_process) as town:
            cast = await place(town, reached[-1].find_cast(town) if reached else {})
            reached.append(Origin(here, {role: (one.id, one.name, one.chat) for role, one in cast.items()}))
    return reached


def open_town_in(folder: Path, worker_process: Executor) -> AbstractAsyncContextManager[Town]:
    """Open the town that lives in a folder."""
    return open_town(f"sqlite:///{folder}/binome.sqlite3", folder, worker_process)
