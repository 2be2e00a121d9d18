"""The line to the Bot API: python-telegram-bot's requests made by aiohttp, for a sixth of what httpx takes."""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 5.0
FILE_ANSWER_SECONDS = 20.0
MAX_REQUEST_SECONDS = 60.0
"""For all of a request: a picture that nobody takes would keep its chat waiting for ever."""
IDLE_SECONDS = 5.0
"""A connection that the other side has closed meanwhile would leave a message's fate unknown."""


class AiohttpRequest(BaseRequest):
    """Makes requests on at most so many connections. What failed is found as the error's cause."""

    def __init__(self, connections: int, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._connections = connections
        self._answer_seconds = answer_seconds
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return how many seconds an answer may take."""
        return self._answer_seconds

    async def initialize(self) -> None:
        """Open the HTTP session; the first request does so too."""
        self._session = self._session or ClientSession(
            connector=TCPConnector(limit=self._connections, keepalive_timeout=IDLE_SECONDS),
            headers={"User-Agent": self.USER_AGENT},
        )

    async def shutdown(self) -> None:
        """Close the HTTP session."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Make a request; return the status and body of its answer. Per-call timeouts are ignored."""
        await self.initialize()
        assert self._session is not None
        files = request_data is not None and request_data.contains_files
        answer = FILE_ANSWER_SECONDS if files else self._answer_seconds
        patience = ClientTimeout(total=MAX_REQUEST_SECONDS, connect=CONNECT_SECONDS, sock_read=answer)
        try:
            async with self._session.request(method, url, data=_build_body(request_data), timeout=patience) as answered:
                return answered.status, await answered.read()
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            raise NetworkError(type(error).__name__) from error  # its own words would show the token


def _build_body(request_data: RequestData | None) -> FormData | None:
    if request_data is None:
        return None
    form = FormData(request_data.json_parameters)
    for name, (filename, content, kind) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
