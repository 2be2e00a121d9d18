"""`python -m benchmarks` lists the benchmarks and runs them all; with names, only those."""

import argparse
import asyncio
import sys
from collections.abc import Callable

from benchmarks import (
    arrival,
    canaries,
    contexts,
    databases,
    delivery,
    distress,
    failover,
    first_answer,
    forged,
    fuzz,
    hearing,
    lost,
    mentor_match,
    message_load,
    pairing,
    passed_messages,
    races,
    safeguarding,
    sheets,
    soak,
    talk,
    tick,
    webhook,
    words,
    zones,
)
from cli.settings import read_programme

BENCHMARKS: dict[str, tuple[Callable[[argparse.Namespace], None], str]] = {
    "message_load": (
        lambda given: asyncio.run(message_load.run(given.binomes, given.weeks, given.seed)),
        "messages per person and week, cards per coordinator and day, over a year",
    ),
    "pairing": (
        lambda given: pairing.run(given.sizes, given.seed),
        "a matching round, its proof, seconds and memory, against the plain way",
    ),
    "arrival": (
        lambda given: arrival.run(given.offers, given.seed),
        "the best offers for one need, among many that are kept read",
    ),
    "mentor_match": (
        lambda given: mentor_match.run(mentor_match.SIZES, given.seed),
        "a matching round against the package mentor-match, in an environment of its own",
    ),
    "sheets": (
        lambda given: sheets.run(read_programme(None, {}), given.seed),
        "two workbooks as an association has them, from the files to the binômes",
    ),
    "first_answer": (
        lambda _: first_answer.run(),
        "from a fresh process to the matcher's first answer",
    ),
    "speakers": (
        lambda given: asyncio.run(failover.run(given.starts, given.seed)),
        "two processes that could speak, killed and stopped: what is lost, doubled, uncertain",
    ),
    "words": (
        lambda given: words.run(given.folder, given.seed),
        "how well the words of needs find the right offers, against two usual ways",
    ),
    "distress": (
        lambda _: distress.run(),
        "the classifier of distress trained again, beside the shipped one; loading, memory, milliseconds a message",
    ),
    "passed_messages": (
        lambda _: passed_messages.run(),
        "a month of everyday messages between the two: how many are heard as distress, or as soliciting, for nothing",
    ),
    "delivery": (
        lambda given: asyncio.run(delivery.run(given.database, given.reminders, given.kills, given.speed, given.seed)),
        "a round of reminders: killed again and again, at full pace, held up, and with people who write meanwhile",
    ),
    "talk": (
        lambda given: asyncio.run(talk.run(given.database, given.messages, given.kills, given.speed, given.seed)),
        "messages between the two, with a sender that is killed and held up: lost, out of order, in doubt and not told",
    ),
    "hearing": (
        lambda given: asyncio.run(hearing.run(given.updates)),
        "from an update to its answer, and updates a second, beside a bare aiogram bot",
    ),
    "webhook": (
        lambda given: asyncio.run(webhook.run(given.updates)),
        "the same by webhook, on one PostgreSQL: two processes that are called, one that speaks",
    ),
    "tick": (
        lambda given: asyncio.run(tick.run(given.of, given.reminders)),
        "a minute's tick among many binômes, and a round of reminders queued",
    ),
    "contexts": (
        lambda _: asyncio.run(contexts.run()),
        "what a message's context costs: seals opened, statements, milliseconds",
    ),
    "races": (
        lambda given: asyncio.run(races.run(given.acceptances)),
        "acceptances of one young person and of a last place in the same moment",
    ),
    "zones": (
        lambda given: zones.run(),
        "weekly hours and what is due, in every zone, against another computation",
    ),
    "fuzz": (
        lambda given: asyncio.run(fuzz.run(given.hostile, given.seed)),
        "hostile updates through the real dispatcher",
    ),
    "forged": (
        lambda given: asyncio.run(forged.run(given.forged, given.seed)),
        "each role, command, button and kind of chat; forged button data by everybody: how much is accepted",
    ),
    "safeguarding": (
        lambda given: safeguarding.run_reports(given.runs, given.seed),
        "reports, concerns, holds, bars, erasures, returns, approvals and duty in any order: nobody is harmed",
    ),
    "gates": (
        lambda given: safeguarding.run_gates(given.runs, given.seed),
        "ages, checks, clearances, consents, erasures and returns in any order: who may not be together is not",
    ),
    "canaries": (
        lambda _: asyncio.run(canaries.run()),
        "words typed in every field and flow on PostgreSQL: where they are found without a key, and after an erasure",
    ),
    "lost": (
        lambda given: lost.run(given.tries, given.seed, given.first),
        "two who are lost while they talk: nobody is stuck, no word is passed on that nobody sent",
    ),
    "soak": (
        lambda given: asyncio.run(soak.run(given.minutes, given.seed)),
        "cold start, memory and descriptors, and whether they grow under mixed load",
    ),
}
DEFAULT_SIZES = "2000x2000,5000x5000,20000x20000,20000x12000"


def main() -> int:
    """Run the chosen benchmarks; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what docs/ publishes.")
    parser.add_argument("names", nargs="*", help="which; all without a name")
    parser.add_argument("--binomes", type=int, default=400, help="how many run at the same time")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument(
        "--sizes", default=DEFAULT_SIZES, help="of the rounds, young people first: 2000x2000,20000x12000"
    )
    parser.add_argument("--offers", type=int, default=20_000, help="kept read while needs arrive")
    parser.add_argument("--starts", type=int, default=100, help="of two processes at once")
    parser.add_argument("--folder", default="", help="of other graded sets of words (NAME.queries.jsonl)")
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite", help="of the round of reminders")
    parser.add_argument("--reminders", type=int, default=40_000, help="of the round")
    parser.add_argument("--messages", type=int, default=10_000, help="between the two")
    parser.add_argument("--kills", type=int, default=200, help="of the round's sender")
    parser.add_argument("--speed", type=float, default=2.0, help="of Telegram's clock while the sender is killed")
    parser.add_argument("--updates", type=int, default=1_000, help="heard at each pace")
    parser.add_argument("--of", default="1000,10000,100000", help="numbers of binômes among which to tick")
    parser.add_argument("--acceptances", type=int, default=10_000)
    parser.add_argument("--hostile", type=int, default=200_000, help="updates of the fuzz")
    parser.add_argument("--forged", type=int, default=100_000, help="buttons pressed")
    parser.add_argument("--runs", type=int, default=2_000, help="of the acts around reports")
    parser.add_argument("--tries", type=int, default=200, help="of two who are lost, 40 acts each")
    parser.add_argument("--first", type=int, default=1, help="number of the first of these tries")
    parser.add_argument("--minutes", type=float, default=30.0, help="of the soak")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    for name, (_, said) in BENCHMARKS.items():
        print(f"{name}: {said}")
    for name in [one for one in BENCHMARKS if one in given.names] or BENCHMARKS:
        print(f"\n{name}, seed {given.seed}", flush=True)
        BENCHMARKS[name][0](given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
