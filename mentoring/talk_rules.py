"""May a message pass between the two, and when does it leave: one table, and the quiet hours of whoever is under 18."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args
from urllib.parse import urlsplit

from mentoring.masking import find_contacts
from mentoring.rhythm import skip_hours
from mentoring.talk import PassedContent, TalkRefusal
from mentoring.talk_settings import MEDIA_RULES, MediaRule, TalkSettings

AROUND_SESSION = timedelta(hours=2)
"""So long before a session begins, and after, nothing waits for the morning: « j'arrive dans 10 min » is of now."""
HINT_EVERY = 20
"""About one message in so many carries the line « Quelque chose te gêne ? », whatever it says."""
HINT_AFTER = timedelta(days=30)
"""And so does one after so long without."""
SPREAD = 2_654_435_761
"""Knuth's multiplier: neighbouring numbers fall far apart, and the same number always falls alike."""
LINK = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
PERSONAL_SITES = (
    "wa.me", "whatsapp.com", "t.me", "telegram.me", "telegram.dog", "telegram.org", "m.me", "messenger.com", "fb.me",
    "facebook.com", "fb.com", "instagram.com", "instagr.am", "ig.me", "snapchat.com", "tiktok.com", "discord.gg",
    "discord.com", "discord.me", "signal.me", "signal.group", "twitter.com", "x.com", "threads.net", "bsky.app",
    "linkedin.com", "linktr.ee", "twitch.tv", "viber.com", "line.me", "kik.me", "bit.ly", "tinyurl.com", "t.ly",
)  # fmt: skip
"""Messengers, networks, and short links that hide where they lead: none of them is where one meets by video."""
PHONE_IN_LINK = re.compile(r"(?<!\d)(?:0|33|0033)[1-9](?:[._/-]?\d){8}(?!\d)|mailto:|tel:", re.IGNORECASE)
CONTENTS_OF: Mapping[MediaRule, frozenset[PassedContent]] = {
    "none": frozenset({"text", "ready"}),
    "documents": frozenset({"text", "ready", "document"}),
    "all": frozenset(get_args(PassedContent)),
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the rule looks at when one member writes to the other.

    `runs`: the binôme is one whose members arrange things, the two may be together, and nothing is silent about them;
    `written`: how many messages its writer passed on within the last hour.
    """

    settings: TalkSettings
    content: PassedContent
    runs: bool
    has_minor: bool
    has_accepted: bool
    partner_has_accepted: bool
    is_muted: bool
    written: int

    @property
    def is_free(self) -> bool:
        """Return whether the writer chose the words: ready words need nobody's yes and are not muted."""
        return self.content != "ready"

    @property
    def media(self) -> MediaRule:
        """Return what passes beside words: with somebody under 18 never more than documents."""
        return choose_media(self.settings.media, has_minor=self.has_minor)


REFUSALS: Mapping[TalkRefusal, Callable[[Exchange], bool]] = {
    "off": lambda given: not given.settings.on,
    # Held, paused, ended, silent, never again: one sentence, so that none of them tells of another.
    "not_running": lambda given: not given.runs,
    # Before the yeses: nobody is asked to accept anything for what would not pass afterwards.
    "content": lambda given: given.content not in CONTENTS_OF[given.media],
    "not_accepted": lambda given: given.is_free and not given.has_accepted,
    "partner_not_accepted": lambda given: given.is_free and not given.partner_has_accepted,
    "muted": lambda given: given.is_free and given.is_muted,
    "too_many": lambda given: given.written >= given.settings.messages_per_hour,
}
"""Why a message does not pass -> when it is so; the first that is so is told."""


def judge(given: Exchange) -> TalkRefusal:
    """Return why a message does not pass; nothing when it does."""
    return next((refusal for refusal, is_so in REFUSALS.items() if is_so(given)), "")


def choose_media(rule: str, *, has_minor: bool) -> MediaRule:
    """Return what passes beside words between two people."""
    allowed: tuple[MediaRule, ...] = ("none", "documents") if has_minor else MEDIA_RULES
    return next((one for one in allowed if one == rule), "documents")


def may_meet(rule: str, *, has_minor: bool) -> bool:
    """Return whether two people may meet in person; where they do, in a public place."""
    return rule == "all" or (rule == "adults" and not has_minor)


def is_fit_place(place: str, *, may_meet: bool, has_minor: bool) -> bool:
    """Return whether two people may be told to meet there.

    Who may not meet in person is told of a link. With somebody under 18 a place leads to nobody past the bot.
    """
    links = LINK.findall(place)
    if not may_meet and not links:
        return False
    if not has_minor:
        return True
    rest = LINK.sub(" ", place).strip()
    return not any(map(_leads_to_somebody, links)) and not find_contacts(rest) and (may_meet or not rest)


def _leads_to_somebody(link: str) -> bool:
    host = urlsplit(link if "//" in link else f"https://{link}").netloc.lower().rpartition("@")[2].partition(":")[0]
    is_personal = any(host == one or host.endswith(f".{one}") for one in PERSONAL_SITES)
    return is_personal or PHONE_IN_LINK.search(link) is not None


def time_leaving(
    now: datetime, zone: str, settings: TalkSettings, sessions: Collection[tuple[datetime, datetime]]
) -> datetime | None:
    """Return when a message leaves that the reader's quiet hours keep; None when it leaves at once.

    `sessions`: start and end of those nearby.
    """
    if any(start - AROUND_SESSION <= now <= end + AROUND_SESSION for start, end in sessions):
        return None
    morning = skip_hours(now, zone, settings.quiet_from, settings.quiet_until)
    opening = min((start - AROUND_SESSION for start, _ in sessions if start - AROUND_SESSION > now), default=morning)
    leaves_at = min(morning, opening)
    return leaves_at if leaves_at > now else None


def is_hint_due(passed_id: int, hinted_at: datetime | None, now: datetime) -> bool:
    """Return whether a message carries « Quelque chose te gêne ? » whatever it says: so the line proves nothing."""
    by_chance = passed_id * SPREAD % 2**32 % HINT_EVERY == 0
    return hinted_at is None or now - hinted_at >= HINT_AFTER or by_chance


def may_share_names(*, runs: bool, has_minor: bool) -> bool:
    """Return whether Telegram names may be exchanged at all: between two adults alone, while the binôme runs."""
    return runs and not has_minor
