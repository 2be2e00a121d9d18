"""`binome doctor`: each part is looked at, and for each fault it says what to do."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta

from cli import keys
from cli.command_client import ask_or_open
from cli.command_protocol import Answer
from cli.doctor import findings
from cli.doctor.findings import Finding
from cli.settings import Settings
from mentoring import kits
from mentoring.errors import BinomeError
from mentoring.help_numbers import HelpNumbers
from mentoring.privacy import PrivacyNotice
from mentoring.programme import Programme
from storage.engine.clock import read_real_time
from texts import Texts

MAX_READING_AGE = timedelta(days=365)
"""Numbers change: after a year they should be read again."""

LOGIN_HOST = "meet.jit.si"


async def run(settings: Settings) -> int:
    """Print what is well and what is not; return 0 when everything is."""
    ill = sum(not _print_finding(finding) for finding in _check_files(settings))
    try:
        answer = await _check_database(settings)
    except BinomeError as error:
        _print_finding((False, str(error)))
        return 1
    print("\n".join(answer.lines))
    ill += sum(not _print_finding(finding) for finding in check_mail(settings))
    ill += answer.status
    if "group" in answer.found:
        ill += sum([not _print_finding(finding) async for finding in check_telegram(settings, answer.found["group"])])
    return 1 if ill else 0


def _print_finding(finding: Finding) -> bool:
    print(findings.format_finding(finding))
    return finding[0]


def _check_files(settings: Settings) -> Iterator[Finding]:
    yield True, f"settings and programme file: {settings.programme.name}"
    yield from check_help_numbers(settings.programme.help_numbers)
    yield check_privacy(settings.programme.privacy)
    yield check_meeting_link(settings.programme.meeting_link)
    texts = Texts(settings.programme, settings.texts)
    yield _check_texts(settings, texts)
    yield from _check_languages(settings, texts)
    yield True, _describe_training(settings)
    yield from check_kits(settings.programme)


async def _check_database(settings: Settings) -> Answer:
    """Return what is found in the database; raise a `BinomeError` when it cannot be looked into."""
    key = keys.read(settings.key_file)
    if key is None:
        return Answer([findings.format_finding((False, await _describe_missing_key(settings)))], 1)
    return await ask_or_open(settings, key, "doctor")


async def _describe_missing_key(settings: Settings) -> str:
    from cli import database  # inside: what the running program is asked for need not be loaded here

    if await database.has_been_used(settings):
        return f"key: {keys.KeyMissing()} ({settings.key_file})"
    return f"key: none in {settings.key_file} yet, the first `binome run` makes it"


def check_privacy(notice: PrivacyNotice) -> Finding:
    """Return whether people can read in /privacy who answers for their data."""
    if missing := notice.list_missing():
        named = ", ".join(missing)
        return False, f"privacy: write {named} under [privacy], people read there who answers for their data"
    return True, f"privacy: {notice.controller} answers for the data"


def _check_texts(settings: Settings, texts: Texts) -> Finding:
    if broken := texts.list_broken():
        return False, f"texts: mend {', '.join(broken)}"
    own = f", your own of {settings.texts} first" if settings.texts else ""
    return True, f"texts: all can be read{own}"


def _check_languages(settings: Settings, texts: Texts) -> Iterator[Finding]:
    import bot  # noqa: F401 - before aiogram, whose types are then made ready only when they are met
    from cli.doctor import languages

    yield from languages.check_languages(settings.programme, texts)


def _describe_training(settings: Settings) -> str:
    """Return how much there is to read; what does not do is told with the settings, and nothing starts."""
    told = ", ".join(f"{len(screens)} screens in {name}" for name, screens in settings.programme.training.items())
    return f"training: {told}"


def check_kits(programme: Programme) -> Iterator[Finding]:
    """Yield how many kits there are, which topics have none, and which kits nobody has read who knows the topic.

    A kit that will not do is told with the settings, and nothing starts.
    """
    told = ", ".join(f"{len(known)} in {language}" for language, known in programme.kits.items())
    yield True, f"kits: {told}"
    if missing := kits.list_missing(programme.kits, programme.topics):
        yield False, f"kits: write {', '.join(missing)}, these topics have none"
    if unreviewed := kits.list_unreviewed(programme.kits):
        yield False, f"kits: have somebody of the trade read {', '.join(unreviewed)}, then write reviewed_by in each"


def check_mail(settings: Settings) -> Iterator[Finding]:
    """Ask the mail server, where one is set."""
    if settings.mail is None:
        return
    from scheduler.delivery.mailbox import Mailbox  # inside: few programmes have a mail server

    fault = Mailbox(settings.mail).find_fault()
    words = f", {fault}: check BINOME_MAIL_HOST, BINOME_MAIL_PORT, user and password" if fault else ""
    yield not fault, f"mail server: {settings.mail.host} {'does not answer' if fault else 'answers'}{words}"


def check_help_numbers(known: HelpNumbers) -> Iterator[Finding]:
    """Yield when a professional last read the numbers, and which of them nobody has made sure of lately."""
    yield _check_reading(known.checked_on)
    if missing := known.list_unchecked():
        yield False, f"help numbers: write checked_on under {', '.join(missing)}, once somebody has made sure of them"
    if old := [one.name for one in known.numbers if one.checked_on and not _is_recent(one.checked_on)]:
        yield False, f"help numbers: make sure again of {', '.join(old)}, checked over a year ago"


SET_LINK = 'for a room of its own set meeting_link = "https://your-host/{place}" in programme.toml'


def check_meeting_link(link: str) -> Finding:
    """Return where binômes meet at a distance, and what is to be known of it."""
    if not link:
        return True, f"meeting link: none, each binôme decides where it meets; {SET_LINK}"
    if LOGIN_HOST in link:
        return False, f"meeting link: {LOGIN_HOST} asks one of the two to log in since 2023: name another host, or none"
    return True, f"meeting link: {link}"


def _check_reading(checked: date | None) -> Finding:
    if checked is None:
        return False, "help numbers: have a professional read help_numbers.toml, then write checked_on in it"
    recent = _is_recent(checked)
    again = "" if recent else ", have them read again"
    return recent, f"help numbers: last read by a professional on {checked}{again}"


def _is_recent(checked: date) -> bool:
    return read_real_time().date() - checked <= MAX_READING_AGE


async def check_telegram(settings: Settings, group: int | None) -> AsyncIterator[Finding]:
    """Ask Telegram, where the bot is on it."""
    if not settings.token:
        yield True, "Telegram: no token, `binome run` starts the simulator"
        return
    import bot  # noqa: F401 - before aiogram, whose types are then made ready only when they are met
    from cli.doctor.telegram import check_bot

    async for finding in check_bot(settings, group):
        yield finding
