"""What whoever starts the simulator may hand over to its page: a story to play, and a look behind the scenes."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.chats import Json

Backstage = Callable[[], Awaitable[Json]]
NOTHING: Json = {"next": None, "lines": []}


class Telling:
    """The story as data, and who can say what the bot did in the background; both may be missing."""

    def __init__(self, story: Json | None) -> None:
        self.story_data = story
        self.look_behind: Backstage | None = None

    async def story(self, request: web.Request) -> web.Response:
        """The story that the page can play; null when there is none."""
        return web.json_response(self.story_data)

    async def backstage(self, request: web.Request) -> web.Response:
        """What happened in the background."""
        return web.json_response(NOTHING if self.look_behind is None else await self.look_behind())
