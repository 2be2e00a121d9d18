"""Programs that the tests start."""

import signal

ENDING = signal.SIGINT, signal.SIGHUP


def obey_signals() -> None:
    """Let the program that begins here end by Ctrl-C and with its terminal, whatever it would inherit.

    Shells ignore both for what they start in the background, and so does `nohup`; a program never hears of what was
    ignored before it began.
    """
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)
