"""The line to the Bot API, over real sockets: what surely did not leave is told from what may have arrived."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from scheduler.delivery.aiohttp_request import AiohttpRequest
from scheduler.delivery.outcomes import find_outcome

TOKEN = "1:" + "A" * 35
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _close(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")


async def _stay_silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def _break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"Bonjour")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")


@asynccontextmanager
async def _serve(answer: Answer) -> AsyncIterator[int]:
    over = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()
        await writer.wait_closed()
        over.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        await over.wait()


async def _read_refusal(port: int) -> TelegramError:
    line = AiohttpRequest(connections=1, answer_seconds=0.2)
    bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=line, get_updates_request=line)
    with pytest.raises(TelegramError) as refusal:
        await bot.send_message(1, "Bonjour")
    await line.shutdown()
    return refusal.value


@pytest.mark.parametrize(
    ("answer", "kind"), [(_close, NetworkError), (_stay_silent, TimedOut), (_break_off, NetworkError)]
)
async def test_a_request_that_left_without_an_answer_is_uncertain(answer: Answer, kind: type[TelegramError]) -> None:
    """A line that is cut, silent or cut in the middle of the answer says nothing of whether the message arrived."""
    async with _serve(answer) as port:
        error = await _read_refusal(port)
    assert type(error) is kind
    assert find_outcome(error).state == "uncertain"


async def test_a_request_that_found_nobody_is_tried_again() -> None:
    """A refused connection proves that nothing left; the error's words do not show the token in the address."""
    async with await asyncio.start_server(_close, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
    error = await _read_refusal(port)
    assert (find_outcome(error).state, find_outcome(error).side_effect) == ("queued", "later")
    assert TOKEN not in str(error)
