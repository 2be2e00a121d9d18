"""The console script `binome`."""

import argparse
import asyncio
import os
import sys
from typing import Any

from cli import commands, logs, settings
from mentoring.errors import BadSettings, BinomeError

UNUSABLE = 2
FAILED = 1
MATCH = "match"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return its exit status: 0 done, 1 failed, 2 settings that cannot be used."""
    options = _read_options(sys.argv[1:] if arguments is None else arguments)
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


def _read_options(typed: list[str]) -> dict[str, Any]:
    """Return the command and its options. Associations use one command alone, and read of it in their language."""
    if typed[:1] == [MATCH]:
        from cli.sheets.usage import build_parser  # inside: the bot needs none of its words

        return {"command": MATCH, **vars(build_parser(commands.OPTIONS[MATCH], typed).parse_args(typed[1:]))}
    parser = argparse.ArgumentParser(prog="binome", description="Mentoring pairs on Telegram.")
    commands_of = parser.add_subparsers(dest="command", metavar="command")
    for name, (_, words) in commands.COMMANDS.items():
        told = commands_of.add_parser(name, help=words, description=words)
        for option, meaning in commands.OPTIONS.get(name, {}).items():
            told.add_argument(*option.split(), **meaning)
    return vars(parser.parse_args(typed))


if __name__ == "__main__":
    sys.exit(main())
