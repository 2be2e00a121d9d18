"""What the environment and the files say: read here and nowhere else, every fault named at once."""

import dataclasses
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cli import help_numbers, keys, kits, training
from cli.bounded_files import read_text
from mentoring.errors import BadSettings
from mentoring.mail import MailServer, is_address
from mentoring.programme import Programme, parse

ROOT = Path(__file__).parent.parent
ENVIRONMENT_VARIABLES = {
    "BINOME_TELEGRAM_TOKEN": "the token that BotFather gave; without it, the simulator",
    "BINOME_TELEGRAM_API": "base address of the Bot API",
    "BINOME_DATABASE": "SQLAlchemy address of the database",
    "BINOME_PROGRAMME": "path of the programme file",
    "BINOME_TEXTS": "folder of your own words, training, kits and help numbers, laid over the shipped ones",
    "BINOME_STAFF_CHAT": "id of the staff group, when it is known beforehand",
    "BINOME_KEY_FILE": "path of the key file, made at the first start",
    "BINOME_LISTEN": "address of the simulator's page, or where the webhook is served",
    "BINOME_WEBHOOK": "public address that Telegram calls; without it, the bot asks Telegram",
    "BINOME_WEBHOOK_SECRET": "what proves that a call is Telegram's",
    "BINOME_BACKUPS": "folder of the backups, best on another disk",
    "BINOME_MAIL_HOST": "mail server for the outside recipient; without it, no mail leaves",
    "BINOME_MAIL_PORT": "its port",
    "BINOME_MAIL_USER": "whom to log in as there; without it, nobody logs in",
    "BINOME_MAIL_PASSWORD": "the password of that user",
    "BINOME_MAIL_FROM": "the address in whose name mails leave",
    "BINOME_HEALTH": "local address at which the running program tells its health; without it, nowhere",
}
SECRET_PATTERN = re.compile(r"[A-Za-z0-9_-]{16,256}")
TOKEN_PATTERN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,}")
DATABASE_DRIVERS = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+asyncpg", "postgres")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the program is told from outside, checked."""

    token: str
    api: str
    database: str
    programme: Programme
    texts: Path | None
    staff_chat: int | None
    key_file: Path
    host: str
    port: int
    webhook: str
    secret: str
    backups: Path
    health: tuple[str, int] | None
    mail: MailServer | None


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check the settings; raise `BadSettings` naming every fault."""
    faults = [
        f"{name}: unknown setting"
        for name in environment
        if name.startswith("BINOME_") and name not in ENVIRONMENT_VARIABLES
    ]
    given = {name: environment.get(name, "").strip() for name in ENVIRONMENT_VARIABLES}
    texts = _check_texts(given["BINOME_TEXTS"], faults)
    host, port = _parse_address(given["BINOME_LISTEN"] or "127.0.0.1:8080", faults)
    settings = Settings(
        token=_check_token(given["BINOME_TELEGRAM_TOKEN"], faults),
        api=_check_api(given["BINOME_TELEGRAM_API"] or "https://api.telegram.org", faults),
        database=_check_database(given["BINOME_DATABASE"] or "sqlite:///data/binome.sqlite3", faults),
        programme=_parse_programme(
            Path(given["BINOME_PROGRAMME"] or ROOT / "programme.toml"), texts, faults, _build_language_check(texts)
        ),
        texts=texts,
        staff_chat=_parse_staff_chat(given["BINOME_STAFF_CHAT"], faults),
        key_file=_check_key_file(Path(given["BINOME_KEY_FILE"] or "data/binome.key"), faults),
        host=host,
        port=port,
        webhook=_check_webhook(given, faults),
        secret=_check_secret(given["BINOME_WEBHOOK_SECRET"], faults),
        backups=_check_backups(Path(given["BINOME_BACKUPS"] or "data/backups"), faults),
        health=_parse_address(given["BINOME_HEALTH"], faults, "BINOME_HEALTH") if given["BINOME_HEALTH"] else None,
        mail=_parse_mail_server(given, faults),
    )
    if settings.mail is not None:
        settings = dataclasses.replace(settings, programme=dataclasses.replace(settings.programme, has_mail=True))
    if faults:
        raise BadSettings(faults)
    return settings


def read_programme(path: Path | None, environment: Mapping[str, str] = os.environ) -> Programme:
    """Read the programme file and nothing else, for work that needs no bot; raise `BadSettings` likewise.

    No language of it is a fault: such work has words of its own.
    """
    faults: list[str] = []
    chosen = path or Path(environment.get("BINOME_PROGRAMME", "").strip() or ROOT / "programme.toml")
    found = _parse_programme(chosen, None, faults, lambda _language: "")
    if faults:
        raise BadSettings(faults)
    return found


def _check_token(value: str, faults: list[str]) -> str:
    if value and not TOKEN_PATTERN.fullmatch(value):
        faults.append("BINOME_TELEGRAM_TOKEN: does not look like a token, copy it whole from BotFather: 123456:ABC…")
    return value


def _check_api(value: str, faults: list[str]) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/\S*)?", value):
        faults.append("BINOME_TELEGRAM_API: write an address, for example http://127.0.0.1:8081")
    return value.rstrip("/")


def _check_database(value: str, faults: list[str]) -> str:
    from sqlalchemy import exc, make_url  # inside: the matching process reads this module too, and needs no database

    try:
        url = make_url(value)
        usable = url.drivername in DATABASE_DRIVERS and (url.database or "") not in ("", ":memory:")
    except (exc.ArgumentError, ValueError):
        usable = False
    if not usable:
        faults.append("BINOME_DATABASE: write sqlite:///path/to/file or postgresql://user@host/name")
    return value


def _parse_staff_chat(value: str, faults: list[str]) -> int | None:
    if value and not re.fullmatch(r"-[0-9]{1,18}", value):
        faults.append("BINOME_STAFF_CHAT: a group's id is a negative number, for example -1001234567890")
        return None
    return int(value) if value else None


def _parse_address(value: str, faults: list[str], name: str = "BINOME_LISTEN") -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        faults.append(f"{name}: write address:port, for example 127.0.0.1:8080")
        return "127.0.0.1", 8080
    return host.strip("[]"), int(port)


def _check_webhook(given: Mapping[str, str], faults: list[str]) -> str:
    address = given["BINOME_WEBHOOK"]
    if not address:
        return ""
    if not re.fullmatch(r"https://[A-Za-z0-9.:-]+(/[A-Za-z0-9._/-]*)?", address):
        faults.append("BINOME_WEBHOOK: write the public address, for example https://example.org/telegram")
    elif not given["BINOME_WEBHOOK_SECRET"]:
        faults.append("BINOME_WEBHOOK_SECRET: missing, without it anybody could speak as Telegram")
    elif not given["BINOME_TELEGRAM_TOKEN"]:
        faults.append("BINOME_WEBHOOK: the simulator has none; it needs BINOME_TELEGRAM_TOKEN")
    return address


def _check_secret(value: str, faults: list[str]) -> str:
    if value and not SECRET_PATTERN.fullmatch(value):
        faults.append("BINOME_WEBHOOK_SECRET: write 16 to 256 letters and digits, as `openssl rand -hex 32` does")
    return value


def _check_key_file(path: Path, faults: list[str]) -> Path:
    try:
        keys.read(path)
    except BadSettings as error:
        faults += error.faults
    return path


def _check_backups(path: Path, faults: list[str]) -> Path:
    if path.exists() and not path.is_dir():
        faults.append(f"BINOME_BACKUPS: {path} is no folder")
    return path


def _parse_mail_server(given: Mapping[str, str], faults: list[str]) -> MailServer | None:
    told = {name: given[f"BINOME_MAIL_{name}"] for name in ("HOST", "PORT", "USER", "PASSWORD", "FROM")}
    if not told["HOST"]:
        faults += [
            f"BINOME_MAIL_{name}: no mail leaves without BINOME_MAIL_HOST" for name, value in told.items() if value
        ]
        return None
    found = [*_find_mail_faults(told)]
    faults += [f"BINOME_MAIL_{fault}" for fault in found]
    port = int(told["PORT"] or 587) if not found else 0
    return MailServer(told["HOST"], port, told["FROM"], told["USER"], told["PASSWORD"]) if not found else None


def _find_mail_faults(told: Mapping[str, str]) -> Iterator[str]:
    is_server = re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", told["HOST"])
    if not is_server:
        yield "HOST: write the name of a server, for example smtp.example.org"
    if told["PORT"] and not (re.fullmatch("[0-9]{1,5}", told["PORT"]) and 0 < int(told["PORT"]) < 65536):
        yield "PORT: write a number, 587 as a rule"
    if (told["FROM"] or is_server) and not is_address(told["FROM"]):
        yield "FROM: write the address in whose name mails leave, for example bot@example.org"
    for name, other in (("USER", "PASSWORD"), ("PASSWORD", "USER")):
        if not told[name].isascii():
            yield f"{name}: mail servers know no accents, write it without"
        elif told[other] and not told[name]:
            yield f"{name}: missing, a user and a password go together"


def _check_texts(value: str, faults: list[str]) -> Path | None:
    folder = Path(value) if value else None
    if folder is not None and not folder.is_dir():
        faults.append(f"BINOME_TEXTS: {value} is no folder; make it, with fr/ and en/ inside")
        return None
    return folder


def _build_language_check(texts: Path | None) -> Callable[[str], str]:
    from texts import languages  # inside: the matching process reads this module too, and says nothing

    return partial(languages.find_language_fault, own=texts)


def _parse_programme(
    path: Path, texts: Path | None, faults: list[str], find_language_fault: Callable[[str], str]
) -> Programme:
    try:
        found = parse(tomllib.loads(read_text(path)), find_language_fault)
        found = dataclasses.replace(
            found,
            training=training.read(found.languages, texts, faults),
            kits=kits.read(found, texts, faults),
            help_numbers=help_numbers.read(found.regions, texts, faults),
        )
        if texts is not None and not faults:
            from texts import overlay  # inside: few have words of their own, and it loads the templates

            faults += [f"BINOME_TEXTS: {fault}" for fault in overlay.find_faults(found, texts)]
        return found
    except OSError as error:
        faults.append(f"BINOME_PROGRAMME: cannot read {path}: {error.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: not TOML: {error}")
    except BadSettings as error:
        faults += [f"{path.name}: {fault}" for fault in error.faults]
    return Programme(name="", contact="")
