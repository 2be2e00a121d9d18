"""Programs that the tests start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENDING_SIGNALS = signal.SIGINT, signal.SIGHUP


def start_command(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Begin the console command in a folder; return the program, whose words come through pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=obey_signals,
    )


def obey_signals() -> None:
    """Let the program that begins here end by Ctrl-C and with its terminal, whatever it would inherit.

    Shells ignore both for what they start in the background, and so does `nohup`; a program never hears of what was
    ignored before it began.
    """
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
