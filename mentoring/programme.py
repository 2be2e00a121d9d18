"""What an association edits: `programme.toml`, parsed and checked, every fault named at once."""

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mentoring.errors import BadSettings
from mentoring.gates import CheckKind
from mentoring.help_numbers import HelpNumbers
from mentoring.intents import Sentences, read_sentences
from mentoring.kits import Kits
from mentoring.opening_hours import OpeningHours, is_day_of_year, is_zone, parse_span, read_hours
from mentoring.privacy import MAX_CHARACTERS, PrivacyNotice
from mentoring.rhythm_settings import Rhythm
from mentoring.talk_settings import TalkSettings
from mentoring.training import Screens, Training
from mentoring.vetting import Vetting

Label = Mapping[str, str]
"""Language -> words; words that are the same in every language stand under `EVERY`."""
EVERY = ""
Catalogue = Mapping[str, Label]
"""Identifier -> {language: words}, in the order of the file."""


def _build_bounds(minimum: float, maximum: float) -> dict[str, Any]:
    return {"least": minimum, "most": maximum}


@dataclass(frozen=True, slots=True)
class Delays:
    """How long each answer may take before something happens."""

    volunteer_hours: int = field(default=72, metadata=_build_bounds(1, 720))
    young_person_hours: int = field(default=48, metadata=_build_bounds(1, 720))
    unanswered_before_pause: int = field(default=2, metadata=_build_bounds(1, 10))
    waiting_alert_days: int = field(default=10, metadata=_build_bounds(1, 365))
    first_session_days: int = field(default=7, metadata=_build_bounds(1, 90))
    check_in_hours: int = field(default=48, metadata=_build_bounds(1, 336))
    missed_before_alert: int = field(default=2, metadata=_build_bounds(1, 20))
    low_rating: int = field(default=1, metadata=_build_bounds(1, 3))
    snooze_days: int = field(default=3, metadata=_build_bounds(1, 60))
    urgent_minutes: int = field(default=15, metadata=_build_bounds(1, 1440))
    urgent_taken_hours: int = field(default=4, metadata=_build_bounds(1, 72))
    unfinished_days: int = field(default=2, metadata=_build_bounds(1, 30))
    card_hours: int = field(default=48, metadata=_build_bounds(1, 720))
    news_days: int = field(default=7, metadata=_build_bounds(1, 60))
    approval_news_days: int = field(default=4, metadata=_build_bounds(1, 60))
    volunteer_news_days: int = field(default=30, metadata=_build_bounds(7, 365))
    end_reminder_days: int = field(default=3, metadata=_build_bounds(1, 30))
    end_days: int = field(default=7, metadata=_build_bounds(2, 60))


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the matcher weighs, when a round runs, and what the team has its say in."""

    minimum_score: float = field(default=0.05, metadata=_build_bounds(0, 1))
    region_weight: float = field(default=0.05, metadata=_build_bounds(0, 1))
    round_hours: int = field(default=6, metadata=_build_bounds(1, 168))
    glance: bool = False
    minors: str = field(default="cleared", metadata={"among": ("everybody", "cleared")})


@dataclass(frozen=True, slots=True)
class BackupRules:
    """At which local hour a backup is made, and for how many days and weeks one is kept."""

    hour: int = field(default=3, metadata=_build_bounds(0, 23))
    daily: int = field(default=7, metadata=_build_bounds(1, 60))
    weekly: int = field(default=4, metadata=_build_bounds(0, 12))


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """For how long a bar holds, and a case keeps its words; what is asked of a minor's legal representative, and when.

    `parents`: nothing, that they were told, or that they agree.
    """

    bar_months: int = field(default=24, metadata=_build_bounds(1, 120))
    bar_months_young: int = field(default=12, metadata=_build_bounds(1, 60))
    keep_case_months: int = field(default=12, metadata=_build_bounds(1, 72))
    parents: str = field(default="none", metadata={"among": ("none", "informed", "agree")})
    parents_remind_days: int = field(default=4, metadata=_build_bounds(1, 30))


@dataclass(frozen=True, slots=True)
class DutyHours:
    """From which local hours shifts run: by day, in the evening and by night; at the weekend by day and by night."""

    day_from: int = field(default=9, metadata=_build_bounds(4, 12))
    evening_from: int = field(default=18, metadata=_build_bounds(13, 22))
    night_from: int = field(default=22, metadata=_build_bounds(18, 23))
    remind_hours: int = field(default=16, metadata=_build_bounds(12, 72))


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole programme of an association, checked."""

    name: str
    contact: str
    zone: str = "Europe/Paris"
    languages: tuple[str, ...] = ("fr", "en")
    minimum_age: int = field(default=16, metadata=_build_bounds(13, 18))
    maximum_age: int = field(default=25, metadata=_build_bounds(13, 99))
    volunteer_minimum_age: int = field(default=18, metadata=_build_bounds(18, 99))
    retention_days: int = field(default=730, metadata=_build_bounds(30, 3650))
    kick_off: str = field(default="free", metadata={"among": ("free", "coordinator")})
    meeting_link: str = ""
    staff_hours: Label = field(default_factory=dict)
    staff_open: tuple[str, ...] = ()
    closed_on: tuple[str, ...] = field(default=(), metadata={"may_be_empty": True})
    rhythm: Rhythm = field(default_factory=Rhythm)
    delays: Delays = field(default_factory=Delays)
    pairing: Pairing = field(default_factory=Pairing)
    backups: BackupRules = field(default_factory=BackupRules)
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    privacy: PrivacyNotice = field(default_factory=PrivacyNotice)
    vetting: Vetting = field(default_factory=Vetting)
    duty: DutyHours = field(default_factory=DutyHours)
    talk: TalkSettings = field(default_factory=TalkSettings)
    topics: Catalogue = field(default_factory=dict)
    fields: Catalogue = field(default_factory=dict)
    levels: Catalogue = field(default_factory=dict)
    regions: Catalogue = field(default_factory=dict)
    region_zones: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    intents: Sentences = field(default_factory=dict)
    training: Training = field(default_factory=dict)
    kits: Kits = field(default_factory=dict)
    help_numbers: HelpNumbers = field(default_factory=HelpNumbers)
    has_mail: bool = False
    """Whether the program has a mail server to hand mails in at."""

    def find_zone(self, region: str | None) -> str:
        """Return the IANA zone of a region, the programme's own when the region has none."""
        return self.region_zones.get(region or "", self.zone)

    def find_staff_return(self, now: datetime) -> datetime | None:
        """Return when somebody of the team works next; None while they do, or when nothing says when they do."""
        return self.find_staff_hours().find_opening(now)

    def find_staff_hours(self) -> OpeningHours:
        """Return when somebody of the team works; day and night when nothing says when they do."""
        return read_hours(self.staff_open, self.zone, self.closed_on)

    def find_screens(self, language: str) -> Screens:
        """Return the training in a language, or in the first that it exists in."""
        return self.training.get(language) or next(iter(self.training.values()), ())

    def find_label(self, catalogue: str, key: str, language: str) -> str:
        """Return the words of an entry; the entry's own name when it left the catalogue since."""
        return self.said(getattr(self, catalogue).get(key, {}), language) or key

    def said(self, words: Label, language: str) -> str:
        """Return words in a language, or in the programme's first that they exist in."""
        return next((words[one] for one in (language, *self.languages, *words) if words.get(one)), "")

    def choose_language(self, code: str | None) -> str:
        """Return the programme's language that is nearest to a Telegram language code."""
        language = (code or "").partition("-")[0]
        return language if language in self.languages else self.languages[0]


TYPE_NAMES: Mapping[Any, tuple[tuple[type, ...], str]] = {
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
    str: ((str,), "words between quotes"),
    bool: ((bool,), "true or false"),
    tuple[str, ...]: ((list,), "a list of words between quotes"),
    tuple[CheckKind, ...]: ((list,), "a list of words between quotes"),
    Label: ((Mapping,), "a table of words between quotes"),
}
SECTIONS = {
    "rhythm": Rhythm,
    "delays": Delays,
    "pairing": Pairing,
    "backups": BackupRules,
    "safeguarding": Safeguarding,
    "privacy": PrivacyNotice,
    "vetting": Vetting,
    "duty": DutyHours,
    "talk": TalkSettings,
}
DERIVED_FIELDS = ("region_zones", "training", "kits", "help_numbers", "has_mail")
MOVED_KEYS = {"help_checked": "write checked_on in help_numbers.toml, see docs/help-numbers.md"}
CATALOGUES = ("topics", "fields", "levels", "regions")
INTENTS_TABLE = "intents"
MAX_KEY_BYTES = 24
"""Keys travel in buttons, which Telegram limits to 64 bytes."""
RESERVED_KEYS = ("back", "done")
"""What other buttons of a question carry."""


def parse(document: Mapping[str, Any], find_language_fault: Callable[[str], str] = lambda _language: "") -> Programme:
    """Return the programme of a parsed TOML document; raise `BadSettings` naming every fault at once.

    `find_language_fault` reads files, as nothing here does: it says why a language cannot be spoken, if it cannot.
    """
    faults = [f"{name}: say it, it has no default" for name in ("name", "contact") if not document.get(name, "")]
    values = {"name": "", "contact": "", **_check_values(Programme, document, "", faults)}
    for name, section in SECTIONS.items():
        table = document.get(name, {})
        if _is_table(table, name, faults):
            values[name] = section(**_check_values(section, table, f"{name}.", faults))
    values |= {name: _parse_catalogue(document.get(name, {}), name, faults) for name in CATALOGUES}
    if _is_table(document.get(INTENTS_TABLE, {}), INTENTS_TABLE, faults):
        values[INTENTS_TABLE] = read_sentences(document.get(INTENTS_TABLE, {}), faults)
    values["region_zones"] = _read_region_zones(document.get("regions", {}))
    programme = Programme(**values)
    faults += _check_together(programme)
    faults += [f"languages: {fault}" for language in programme.languages if (fault := find_language_fault(language))]
    if faults:
        raise BadSettings(faults)
    return programme


def _check_values(cls: type, table: Mapping[str, Any], where: str, faults: list[str]) -> dict[str, Any]:
    known = {item.name: item for item in dataclasses.fields(cls) if item.name not in DERIVED_FIELDS}
    sound: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = MOVED_KEYS.get(key) or (f"did you mean {near[0]}?" if near else "")
            faults.append(f"{where}{key}: unknown" + (f", {hint}" if hint else ""))
        elif key not in (*SECTIONS, *CATALOGUES, INTENTS_TABLE):
            if fault := _find_fault(known[key], value):
                faults.append(f"{where}{key}: {fault}")
            else:
                sound[key] = tuple(value) if isinstance(value, list) else value
    return sound


def _find_fault(item: "dataclasses.Field[Any]", value: Any) -> str:
    (wanted, said), meta = TYPE_NAMES[item.type], item.metadata
    if not isinstance(value, wanted) or isinstance(value, bool) != (item.type is bool) or not _has_only_words(value):
        return f"{value!r} is not {said}"
    if "least" in meta and not meta["least"] <= value <= meta["most"]:
        return f"{value} is not between {meta['least']} and {meta['most']}"
    if "among" in meta and value not in meta["among"]:
        return f"{value!r} is not one of {', '.join(meta['among'])}"
    if value == [] and not meta.get("may_be_empty"):
        return "give at least one"
    return str(meta["find_fault"](value)) if "find_fault" in meta else ""


def _has_only_words(value: Any) -> bool:
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return all(isinstance(words, str) for words in inside)


def _is_table(value: Any, name: str, faults: list[str]) -> bool:
    if isinstance(value, Mapping):
        return True
    faults.append(f"{name}: write it as a table, [{name}]")
    return False


def _parse_catalogue(table: Any, name: str, faults: list[str]) -> dict[str, Label]:
    entries: dict[str, Label] = {}
    if not _is_table(table, name, faults):
        return entries
    for key, written in table.items():
        words = {EVERY: written} if isinstance(written, str) else written
        if not isinstance(words, Mapping) or not _has_only_words(words) or not words.keys() - {"zone"}:
            faults.append(f'{name}.{key}: give its words, for example {{ fr = "…", en = "…" }}')
            words = {}
        if len(key) > MAX_KEY_BYTES or not re.fullmatch("[A-Za-z0-9_]+", key):
            faults.append(f"{name}.{key}: a key has at most {MAX_KEY_BYTES} letters, digits or _")
        if key in RESERVED_KEYS:
            faults.append(f"{name}.{key}: this key is taken, choose another")
        entries[key] = {language: said for language, said in words.items() if language != "zone"}
    if not entries:
        faults.append(f"{name}: give at least one entry")
    return entries


def _read_region_zones(table: Any) -> dict[str, str]:
    entries = table.items() if isinstance(table, Mapping) else ()
    return {key: words["zone"] for key, words in entries if isinstance(words, Mapping) and "zone" in words}


def _check_together(programme: Programme) -> list[str]:
    zones = {f"regions.{region}.zone": zone for region, zone in programme.region_zones.items()}
    faults = [
        f"{where}: {zone!r} is not a time zone, write for example Europe/Paris"
        for where, zone in {"zone": programme.zone, **zones}.items()
        if not is_zone(zone)
    ]
    faults += [
        f"staff_open: {one!r} is not written as mon-fri 09:00-18:00"
        for one in programme.staff_open
        if not parse_span(one)
    ]
    faults += [f"closed_on: {one!r} is not written as 12-25" for one in programme.closed_on if not is_day_of_year(one)]
    faults += [
        f"privacy.{name}: more than {MAX_CHARACTERS} characters, people read it on a telephone"
        for name in programme.privacy.list_long()
    ]
    if programme.minimum_age > programme.maximum_age:
        faults.append(f"minimum_age: {programme.minimum_age} is above maximum_age, {programme.maximum_age}")
    if programme.rhythm.limit_weeks < programme.rhythm.weeks:
        faults.append(f"rhythm.limit_weeks: {programme.rhythm.limit_weeks} is less than rhythm.weeks")
    if programme.delays.end_days <= programme.delays.end_reminder_days:
        faults.append(f"delays.end_days: {programme.delays.end_days} is not more than end_reminder_days")
    if programme.duty.night_from <= programme.duty.evening_from:
        faults.append(f"duty.night_from: {programme.duty.night_from} is not after evening_from")
    if programme.meeting_link and re.findall(r"[{][^}]*[}]?|}", programme.meeting_link) != ["{place}"]:
        faults.append("meeting_link: put {place} once where the binôme's own part goes, or leave it empty")
    return faults
