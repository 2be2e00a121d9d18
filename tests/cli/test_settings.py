"""What the environment and the files say: all faults at once, and nothing started on a bad word."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cli import keys, settings
from mentoring.errors import BadSettings
from mentoring.mail import MailServer
from mentoring.programme import Pairing
from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "A" * 35


def find_faults(**environment: str) -> list[str]:
    """Return what is said of an environment."""
    try:
        settings.read(environment)
    except BadSettings as error:
        return error.faults
    return []


def run_binome(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the console command in a folder, with nothing of this machine's own settings."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("BINOME_")}
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@pytest.fixture
def programme_file(tmp_path: Path) -> Path:
    """Return a copy of the shipped programme file, to be spoilt."""
    path = tmp_path / "ours.toml"
    path.write_bytes((ROOT / "programme.toml").read_bytes())
    return path


def test_nothing_has_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any setting: the simulator, on this machine only, with SQLite and the shipped programme."""
    monkeypatch.chdir(tmp_path)
    found = settings.read({})
    assert (found.token, found.staff_chat) == ("", None)
    assert (found.host, found.port) == ("127.0.0.1", 8080)
    assert found.database.startswith("sqlite:///data/")
    assert found.key_file == Path("data/binome.key")
    assert found.api == "https://api.telegram.org"
    assert (found.health, found.backups) == (None, Path("data/backups"))
    assert found.programme.name


def test_settings_are_taken_as_written(tmp_path: Path) -> None:
    """What is set counts, blanks around it and a last slash apart."""
    found = settings.read(
        {
            "BINOME_TELEGRAM_TOKEN": f" {TOKEN}\n",
            "BINOME_TELEGRAM_API": "http://127.0.0.1:8081/",
            "BINOME_DATABASE": "postgresql://me@127.0.0.1:5433/ours",
            "BINOME_STAFF_CHAT": "-1001234567890",
            "BINOME_KEY_FILE": str(tmp_path / "key"),
            "BINOME_LISTEN": "[::1]:9000",
            "BINOME_HEALTH": "127.0.0.1:9090",
            "BINOME_BACKUPS": str(tmp_path),
            "PATH": "/bin",
        }
    )
    assert (found.token, found.api) == (TOKEN, "http://127.0.0.1:8081")
    assert (found.host, found.port, found.staff_chat) == ("::1", 9000, -1001234567890)
    assert found.key_file == tmp_path / "key"
    assert (found.health, found.backups) == (("127.0.0.1", 9090), tmp_path)


WRONG = {
    "BINOME_TELEGRAM_TOKEN": ["token", "123456:short", f"bot{TOKEN}", f"{TOKEN} x"],
    "BINOME_TELEGRAM_API": ["127.0.0.1:8081", "ftp://example.org", "http://", "https://a b"],
    "BINOME_DATABASE": [
        "data.sqlite3",
        "postgresql",
        "sqlite:data",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://me@host/name",
        "postgresql://host:port/name",
        "postgresql://me@host",
        "postgresql+psycopg2://me@host/name",
    ],
    "BINOME_PROGRAMME": ["/nowhere/programme.toml", str(ROOT)],
    "BINOME_TEXTS": [str(ROOT / "nowhere"), str(ROOT / "README.md")],
    "BINOME_STAFF_CHAT": ["1234", "our group", "-", "--12"],
    "BINOME_KEY_FILE": [str(ROOT), str(ROOT / "programme.toml"), str(ROOT / "programme.toml" / "key")],
    "BINOME_WEBHOOK": [
        "example.org/telegram",
        "http://example.org/telegram",
        "https://",
        "https://h/a?b",
        "https://h/{x}",
    ],
    "BINOME_WEBHOOK_SECRET": ["short", "x" * 257, "not a secret of Telegram", "é" * 20],
    "BINOME_LISTEN": ["8080", ":8080", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "h:" + "9" * 5000, "h:²"],
    "BINOME_BACKUPS": [str(ROOT / "README.md")],
    "BINOME_HEALTH": ["9090", "127.0.0.1:0", "localhost:http"],
    "BINOME_MAIL_HOST": ["smtp example", "https://smtp.example.org"],
    "BINOME_MAIL_PORT": ["smtp", "0", "65536"],
    "BINOME_MAIL_USER": ["böt", "bot"],
    "BINOME_MAIL_PASSWORD": ["gehéim", "secret"],
    "BINOME_MAIL_FROM": ["bot", "bot@", "bot@example"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_setting_is_one_fault_that_names_it(name: str, value: str) -> None:
    """Each wrong value is told by one sentence that begins with the setting's name."""
    assert [fault.partition(":")[0] for fault in find_faults(**{name: value})] == [name]


def test_a_webhook_needs_a_secret_and_a_token() -> None:
    """Without a secret anybody could speak as Telegram; the simulator calls nobody."""
    address, secret = "https://example.org/telegram", "s" * 32
    told = {"BINOME_WEBHOOK": address, "BINOME_TELEGRAM_TOKEN": TOKEN}
    assert [fault.partition(":")[0] for fault in find_faults(**told)] == ["BINOME_WEBHOOK_SECRET"]
    given = find_faults(BINOME_WEBHOOK=address, BINOME_WEBHOOK_SECRET=secret)
    assert [fault.partition(":")[0] for fault in given] == ["BINOME_WEBHOOK"]
    assert find_faults(**told, BINOME_WEBHOOK_SECRET=secret) == []


def test_a_mail_server_needs_a_sender_and_a_user_a_password() -> None:
    """Each fault is named; a whole server is taken as written, with the usual port, and its password is not shown."""
    told = {"BINOME_MAIL_HOST": "smtp.example.org", "BINOME_MAIL_USER": "bot"}
    assert [fault.partition(":")[0] for fault in find_faults(**told)] == ["BINOME_MAIL_FROM", "BINOME_MAIL_PASSWORD"]
    assert [fault.partition(":")[0] for fault in find_faults(**told, BINOME_MAIL_FROM="bot@example")] == [
        "BINOME_MAIL_FROM",
        "BINOME_MAIL_PASSWORD",
    ]
    found = settings.read({**told, "BINOME_MAIL_FROM": "bot@example.org", "BINOME_MAIL_PASSWORD": "sesame"})
    assert found.mail == MailServer("smtp.example.org", 587, "bot@example.org", "bot", "sesame")
    assert "sesame" not in repr(found)
    assert found.programme.has_mail
    assert not settings.read({}).programme.has_mail


def test_every_setting_is_checked() -> None:
    """No setting is known without a wrong value that is found out."""
    assert set(WRONG) == set(settings.ENVIRONMENT_VARIABLES)


def test_an_unknown_setting_is_named() -> None:
    """A slip in a setting's name is not silently ignored; names of other programs are none of ours."""
    assert find_faults(BINOME_TOKEN="x", HOME="/root") == ["BINOME_TOKEN: unknown setting"]


def test_all_faults_are_named_at_once_and_nothing_is_started(tmp_path: Path, programme_file: Path) -> None:
    """The console command says every fault of settings, key and programme, ends with 2, and makes no file."""
    programme_file.write_text('nom = "x"\nzone = "Paris"\n', encoding="utf-8")
    bad = {name: values[0] for name, values in WRONG.items()} | {"BINOME_PROGRAMME": str(programme_file)}
    done = run_binome(tmp_path, "run", **bad, BINOME_TOKEN="x")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for said in [*(set(WRONG) - {"BINOME_PROGRAMME"}), "BINOME_TOKEN", "ours.toml: nom: unknown", "ours.toml: zone:"]:
        assert said in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == [programme_file]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = ", "not TOML"),
        (b'name = "\xe9"', "not TOML"),
        (b'zonne = "Europe/Paris"', "zonne: unknown, did you mean zone?"),
        (b'zone = "Europe/Pari"', "zone: 'Europe/Pari' is not a time zone"),
    ],
)
def test_a_spoilt_programme_file_is_told_by_its_name(programme_file: Path, content: bytes, said: str) -> None:
    """What cannot be read as a programme is named with the file that it is in."""
    programme_file.write_bytes(content)
    assert any(fault.startswith(f"ours.toml: {said}") for fault in find_faults(BINOME_PROGRAMME=str(programme_file)))


def test_a_programme_file_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    """The path is said, so that the slip in it is seen."""
    said = find_faults(BINOME_PROGRAMME=str(tmp_path / "gone.toml"))
    assert said == [f"BINOME_PROGRAMME: cannot read {tmp_path}/gone.toml: No such file or directory"]


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """The first start makes the key and its folder; the second finds the same one."""
    path = tmp_path / "new" / "binome.key"
    key, fresh = keys.read_or_make(path)
    assert fresh
    assert len(key) == keys.KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.read_or_make(path) == (key, False)
    assert keys.read_or_make(tmp_path / "other.key")[0] != key


def test_reading_the_settings_makes_no_key(tmp_path: Path) -> None:
    """A key is made only by a start, never by a look."""
    assert find_faults(BINOME_KEY_FILE=str(tmp_path / "key")) == []
    assert keys.read(tmp_path / "key") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"not a key", base64.b64encode(bytes(31)), "é".encode(), bytes(32), b"?" + base64.b64encode(bytes(32))],
)
def test_a_file_that_holds_no_key_is_never_written_over(tmp_path: Path, content: bytes) -> None:
    """The sentence says what to do, and the file stays as it is: it may be all that is left of the key."""
    path = tmp_path / "binome.key"
    path.write_bytes(content)
    with pytest.raises(keys.BadKeyFile) as caught:
        keys.read_or_make(path)
    assert caught.value.faults == [
        f"BINOME_KEY_FILE: {path} holds no key: put back the copy that was kept, or name the right file"
    ]
    assert path.read_bytes() == content


def test_a_key_that_cannot_be_made_is_told_by_its_path(tmp_path: Path) -> None:
    """Where nothing can be written the sentence names the file and the reason."""
    (tmp_path / "gone").symlink_to(tmp_path / "no" / "where")
    with pytest.raises(keys.BadKeyFile, match=r"BINOME_KEY_FILE: cannot make .*gone: File exists"):
        keys.read_or_make(tmp_path / "gone")


def test_the_command_says_what_it_can_do(tmp_path: Path) -> None:
    """Help needs no setting, and an unknown command is not a start."""
    told = run_binome(tmp_path, "--help")
    assert told.returncode == 0
    assert "doctor" in told.stdout
    assert run_binome(tmp_path, "fly").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_people_under_18_go_to_cleared_volunteers_alone_as_shipped() -> None:
    """And nobody is cleared whose identity and record nobody has seen."""
    shipped = settings.read({}).programme
    assert shipped.pairing.minors == "cleared"
    assert shipped.vetting.required_checks.list_for(is_minor=True) >= {"identity", "record_extract"}
    assert Pairing().minors == "cleared"
