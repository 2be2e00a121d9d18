"""From an update to its answer: how long at an everyday pace, and how many a second, beside a bare aiogram bot."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from functools import partial
from multiprocessing.context import ForkServerProcess

from benchmarks import databases
from benchmarks.bare_bot import poll
from benchmarks.population import compute_chat, grow
from benchmarks.reply_times import SendUpdate, measure_waits
from benchmarks.sender_process import TOKEN, start_process, start_sender
from benchmarks.strict_telegram import StrictTelegram, serve_strict
from benchmarks.tick import NOW

PER_SECOND = 50
UNLIMITED = 1000.0
"""As fast as Telegram's limits would be with such a clock: nothing is paced."""
WARM_UP_UPDATES = 50


async def run(updates: int) -> None:
    """Print both figures for both databases, and for a bare aiogram bot in the same run."""
    bare = await measure(
        "bare aiogram", partial(start_polled_bot, lambda api: start_process(poll, api, TOKEN)), updates
    )
    for kind in databases.KINDS:
        with databases.create_database(kind) as url:
            async with databases.open_sessions(url) as sessions:
                await grow(sessions, updates + WARM_UP_UPDATES, NOW, due=0)

            def start(api: str, url: str = url) -> AbstractContextManager[ForkServerProcess]:
                return start_sender(url, api, UNLIMITED)

            ours = await measure(kind, partial(start_polled_bot, start), updates)
        print(f"{kind} | {ours / bare:.2f} of the bare bot's updates a second", flush=True)


@asynccontextmanager
async def start_polled_bot(
    start: Callable[[str], AbstractContextManager[ForkServerProcess]], telegram: StrictTelegram
) -> AsyncIterator[SendUpdate]:
    """Start a bot that asks what there is to hear."""
    with start(telegram.address):
        yield telegram.queue_update


async def measure(
    name: str, started: Callable[[StrictTelegram], AbstractAsyncContextManager[SendUpdate]], updates: int
) -> float:
    """Let people write at an everyday pace, then all at once; print the waits, return the updates a second."""
    chats = [compute_chat(number) for number in range(2 * (updates + WARM_UP_UPDATES))]
    async with serve_strict() as telegram, started(telegram) as say:
        await measure_waits(telegram, say, chats[:WARM_UP_UPDATES], 0)
        everyday = await measure_waits(telegram, say, chats[WARM_UP_UPDATES : WARM_UP_UPDATES + updates], PER_SECOND)
        burst = await measure_waits(telegram, say, chats[-updates:], 0)
    rate = len(burst.waited) / burst.seconds
    print(f"{name} | {PER_SECOND} updates a second, {everyday} | {updates} at once: {rate:.0f} a second", flush=True)
    return rate
