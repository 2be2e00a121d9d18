"""The simulator as one object: its clock, its web application and its end."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from simulator.bot_api import BotApi
from simulator.chats import Json, Person
from simulator.page_api import PageApi
from simulator.page_extras import PageExtras, ReadActivity
from simulator.state import State

PAGE = Path(__file__).parent / "page"
MAX_BODY_BYTES = 50 * 2**20  # bytes, what Telegram lets a bot upload
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
BOT_NAME, BOT_USERNAME = "Binôme", "binome_bot"
LANGUAGES = {"fr": "Français", "en": "English"}
"""What somebody new may have set their telephone to, unless told otherwise: code -> name."""

log = logging.getLogger(__name__)


def read_real_time() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)


class Simulator:
    """Telegram on one's own machine: the Bot API at /bot<token>/, the page at /, what the page asks at /sim/."""

    def __init__(
        self,
        state_file: Path | None,
        *,
        token: str = "1:simulator",
        real_time: Callable[[], datetime] = read_real_time,
        story: Json | None = None,
        languages: dict[str, str] = LANGUAGES,
        fonts: Path | None = None,
    ) -> None:
        bot = Person(int(token.partition(":")[0]), BOT_NAME, BOT_USERNAME)
        self.state = State(state_file, bot, real_time, languages)
        self.bot_api = BotApi(self.state, token)
        self.page_extras = PageExtras(story)
        self.fonts = fonts
        self.on_push: Callable[[timedelta], Awaitable[None]] | None = None

    @property
    def offset(self) -> timedelta:
        """Return how far the programme clock is ahead of real time."""
        return self.state.offset

    @offset.setter
    def offset(self, offset: timedelta) -> None:
        self.state.offset = offset
        self.state.show()

    def set_activity_feed(self, read_activity: ReadActivity) -> None:
        """Let the page show what the bot does in the background, as `activity` tells it."""
        self.page_extras.read_activity = read_activity

    def now(self) -> datetime:
        """Return programme time, aware UTC: the date of every message."""
        return self.state.now()

    async def push(self, step: timedelta) -> None:
        """Let this much programme time pass, as `on_push` does it, or else in one leap."""
        if self.on_push is None:
            self.offset += step
        else:
            await self.on_push(step)

    def build_app(self) -> web.Application:
        """Return the web application, to be served on loopback only."""
        page_api = PageApi(self.state, self.bot_api, self.push)
        app = web.Application(middlewares=[refuse_foreign], client_max_size=MAX_BODY_BYTES)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self.bot_api.handle)
        app.router.add_get("/sim/state", page_api.get_state)
        app.router.add_get("/sim/log", page_api.get_log)
        app.router.add_get("/sim/story", self.page_extras.get_story)
        app.router.add_get("/sim/backstage", self.page_extras.get_activity)
        app.router.add_get("/sim/file/{file_id}", page_api.get_file)
        app.router.add_post("/sim/push", page_api.push)
        app.router.add_post("/sim/{act:.+}", page_api.act)
        app.router.add_get("/", serve_page)
        app.router.add_static("/page", PAGE)
        if self.fonts:
            app.router.add_static("/fonts", self.fonts)
        app.on_shutdown.append(self.release_waiting)
        return app

    async def release_waiting(self, app: web.Application) -> None:
        """Answer everybody who waits, so that the server can stop at once."""
        self.state.closing = True
        self.state.news.set()

    async def close(self) -> None:
        """Write the state and close its file."""
        self.state.closing = True
        self.state.news.set()
        self.state.close()


async def serve_page(request: web.Request) -> web.FileResponse:
    """Serve the page."""
    return web.FileResponse(PAGE / "index.html")


@web.middleware
async def refuse_foreign(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another web site makes a browser ask: a foreign origin, or a foreign name for this machine."""
    origin = request.headers.get("Origin")
    if not is_loopback(request.host) or (origin is not None and not is_loopback(origin.partition("://")[2])):
        log.warning("refused_foreign_request", extra={"host": request.host})
        raise web.HTTPForbidden(text="The simulator answers on this machine only: use localhost or 127.0.0.1.")
    return await handler(request)


def is_loopback(host: str) -> bool:
    """Return whether a host with or without a port is this machine."""
    name, _, port = host.rpartition(":")
    return host in LOOPBACK or (name in LOOPBACK and port.isdecimal())
