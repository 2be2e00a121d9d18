"""`python -m benchmarks` lists the benchmarks and runs them all; with names, only those."""

import argparse
import asyncio
import sys

from benchmarks import message_load

ALL = {"message_load": (message_load.run, "messages per person and week, cards per coordinator and day, over a year")}


def main() -> int:
    """Run the chosen benchmarks; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what docs/ publishes.")
    parser.add_argument("names", nargs="*", help="which; all without a name")
    parser.add_argument("--binomes", type=int, default=400, help="how many run at the same time")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if unknown := set(given.names) - set(ALL):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    for name, (_, words) in ALL.items():
        print(f"{name}: {words}")
    for name in [one for one in ALL if one in given.names] or ALL:
        print(f"\n{name}, seed {given.seed}", flush=True)
        asyncio.run(ALL[name][0](given.binomes, given.weeks, given.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
