"""What whoever starts the simulator may hand over to its page: a story to play, and a look behind the scenes."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.chats import Json

ReadActivity = Callable[[], Awaitable[Json]]
NO_ACTIVITY: Json = {"next": None, "lines": []}


class PageExtras:
    """The story as data, and who can say what the bot did in the background; both may be missing."""

    def __init__(self, story: Json | None) -> None:
        self.story_data = story
        self.read_activity: ReadActivity | None = None

    async def get_story(self, request: web.Request) -> web.Response:
        """Return the story that the page can play; null when there is none."""
        return web.json_response(self.story_data)

    async def get_activity(self, request: web.Request) -> web.Response:
        """Return what happened in the background."""
        return web.json_response(NO_ACTIVITY if self.read_activity is None else await self.read_activity())
