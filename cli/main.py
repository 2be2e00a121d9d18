"""The console script `binome`."""

import argparse
import asyncio
import os
import sys

from cli import commands, logs, settings
from mentoring.errors import BadSettings, BinomeError

UNUSABLE = 2
FAILED = 1


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return its exit status: 0 done, 1 failed, 2 settings that cannot be used."""
    parser = argparse.ArgumentParser(prog="binome", description="Mentoring pairs on Telegram.")
    commands_of = parser.add_subparsers(dest="command", metavar="command")
    for name, (_, words) in commands.COMMANDS.items():
        told = commands_of.add_parser(name, help=words, description=words)
        for option, meaning in commands.OPTIONS.get(name, {}).items():
            told.add_argument(*option.split(), **meaning)
    options = vars(parser.parse_args(arguments))
    chosen = options.pop("command") or "run"
    logs.configure_process()
    os.umask(0o077)  # what the program writes is for its owner alone
    try:
        command, _ = commands.COMMANDS[chosen]
        if chosen in commands.COMMANDS_WITHOUT_BOT:
            return int(command(**options))
        return int(asyncio.run(command(settings.read(), **options)))
    except BadSettings as error:
        print(
            "\n".join(["Some settings need your attention:", *(f"- {fault}" for fault in error.faults)]),
            file=sys.stderr,
        )
        return UNUSABLE
    except BinomeError as error:
        print(error, file=sys.stderr)
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
