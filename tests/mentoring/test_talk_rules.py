"""May a message pass between the two, and when: the table of refusals, and quiet hours, for anything that may come."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.talk import PassedContent, TalkRefusal
from mentoring.talk_rules import (
    AROUND_SESSION,
    HINT_AFTER,
    HINT_EVERY,
    REFUSALS,
    Exchange,
    choose_media,
    is_fit_place,
    is_hint_due,
    judge,
    may_meet,
    may_share_names,
    time_leaving,
)
from mentoring.talk_settings import MediaRule, TalkSettings

CONTENTS, MEDIA = get_args(PassedContent), get_args(MediaRule)
ON = TalkSettings(on=True)
FREE = Exchange(
    settings=ON, content="text", runs=True, has_minor=False,
    has_accepted=True, partner_has_accepted=True, is_muted=False, written=0,
)  # fmt: skip
SO: Mapping[TalkRefusal, Exchange] = {
    "off": replace(FREE, settings=TalkSettings(on=False)),
    "not_running": replace(FREE, runs=False),
    "not_accepted": replace(FREE, has_accepted=False),
    "partner_not_accepted": replace(FREE, partner_has_accepted=False),
    "muted": replace(FREE, is_muted=True),
    "content": replace(FREE, content="photo", settings=TalkSettings(on=True, media="documents")),
    "too_many": replace(FREE, written=ON.messages_per_hour),
}
"""An exchange for each refusal, in which nothing else is in the way."""
ZONES = ("Europe/Paris", "Indian/Reunion", "America/Miquelon", "Pacific/Noumea")
EXCHANGES = some.builds(
    Exchange,
    settings=some.builds(TalkSettings, on=some.booleans(), media=some.sampled_from(MEDIA)),
    content=some.sampled_from(CONTENTS), runs=some.booleans(), has_minor=some.booleans(),
    has_accepted=some.booleans(), partner_has_accepted=some.booleans(), is_muted=some.booleans(),
    written=some.integers(0, 60),
)  # fmt: skip
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC))


def test_the_table_has_a_row_for_each_refusal() -> None:
    """None is forgotten, and where nothing is in the way a message passes."""
    assert set(REFUSALS) == set(get_args(TalkRefusal)) - {""} == set(SO)
    assert judge(FREE) == ""


@pytest.mark.parametrize("refusal", SO)
def test_each_refusal_keeps_a_message(refusal: TalkRefusal) -> None:
    """By itself, with nothing else in the way."""
    assert judge(SO[refusal]) == refusal


def test_nobody_is_asked_to_accept_anything_for_what_would_not_pass() -> None:
    """That it cannot pass is said before either yes is asked for."""
    assert judge(replace(SO["content"], has_accepted=False, partner_has_accepted=False)) == "content"


@given(EXCHANGES)
def test_nothing_passes_while_the_binome_does_not_run(asked: Exchange) -> None:
    """Whatever else is so, and what is told is the same whatever the cause."""
    assert judge(replace(asked, runs=False)) in ("off", "not_running")


@given(EXCHANGES)
def test_with_somebody_under_18_only_words_and_documents_pass(asked: Exchange) -> None:
    """Whatever the setting says: no photo, video, voice, audio or sticker."""
    if not judge(replace(asked, has_minor=True)):
        assert asked.content in ("text", "ready", "document")


@given(EXCHANGES)
def test_a_message_with_somebody_under_18_passes_between_adults_too(asked: Exchange) -> None:
    """The rules for minors only ever take something away."""
    if not judge(replace(asked, has_minor=True)):
        assert not judge(replace(asked, has_minor=False))


@given(EXCHANGES)
def test_ready_words_need_no_yes_and_are_not_muted(asked: Exchange) -> None:
    """Whoever refuses to write, or wants to read nothing, still says and reads « J'arrive dans 10 min »."""
    ready = replace(asked, content="ready")
    quiet = replace(ready, has_accepted=False, partner_has_accepted=False, is_muted=True)
    assert judge(ready) == judge(quiet)


@given(EXCHANGES)
def test_no_free_word_passes_before_both_have_accepted(asked: Exchange) -> None:
    """One yes is none."""
    if asked.content != "ready" and not (asked.has_accepted and asked.partner_has_accepted):
        assert judge(asked)


@pytest.mark.parametrize("rule", MEDIA)
def test_documents_are_the_most_with_somebody_under_18(rule: MediaRule) -> None:
    """An association that lets nothing pass lets nothing pass to them either."""
    assert choose_media(rule, has_minor=True) == ("none" if rule == "none" else "documents")
    assert choose_media(rule, has_minor=False) == rule


@given(MOMENTS, some.sampled_from(ZONES), some.integers(0, 23), some.integers(0, 23))
def test_what_waits_leaves_at_the_end_of_the_quiet_hours(now: datetime, zone: str, begins: int, ends: int) -> None:
    """At the written local hour, within a day; what does not wait was written outside of them."""
    leaves_at = time_leaving(now, zone, replace(ON, quiet_from=begins, quiet_until=ends), ())
    local = now.astimezone(ZoneInfo(zone)).hour
    is_quiet = begins <= local < ends if begins <= ends else (local >= begins or local < ends)
    assert (leaves_at is not None) == is_quiet
    if leaves_at is not None:
        assert leaves_at.astimezone(ZoneInfo(zone)).hour == ends
        assert now < leaves_at <= now + timedelta(hours=26)


@given(MOMENTS, some.sampled_from(ZONES), some.timedeltas(timedelta(hours=-4), timedelta(hours=14)))
def test_nothing_waits_for_two_hours_around_a_session(now: datetime, zone: str, ahead: timedelta) -> None:
    """Before and after, by night too; and nothing waits beyond the beginning of those two hours."""
    session = (now + ahead, now + ahead + timedelta(hours=1))
    leaves_at = time_leaving(now, zone, ON, (session,))
    if session[0] - AROUND_SESSION <= now <= session[1] + AROUND_SESSION:
        assert leaves_at is None
    elif leaves_at is not None and now < session[0]:
        assert leaves_at <= session[0] - AROUND_SESSION


def test_the_line_comes_with_any_message_from_time_to_time() -> None:
    """With the first, after thirty days, and with about one in twenty: always with the same ones."""
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert is_hint_due(1, None, now)
    assert is_hint_due(1, now - HINT_AFTER, now)
    shown = [number for number in range(20_000) if is_hint_due(number, now, now)]
    assert 0.8 < len(shown) * HINT_EVERY / 20_000 < 1.2
    assert all(later - earlier > 1 for earlier, later in pairwise(shown))


@pytest.mark.parametrize(("rule", "adults", "minors"), [("never", 0, 0), ("adults", 1, 0), ("all", 1, 1)])
def test_whether_two_may_meet_is_the_programmes(rule: str, adults: int, minors: int) -> None:
    """Shipped: adults alone."""
    assert (may_meet(rule, has_minor=False), may_meet(rule, has_minor=True)) == (adults, minors)
    assert TalkSettings().meet_in_person == "adults"


def test_telegram_names_are_for_two_adults() -> None:
    """Never with somebody under 18, and only while the binôme runs."""
    assert may_share_names(runs=True, has_minor=False)
    assert not may_share_names(runs=True, has_minor=True)
    assert not may_share_names(runs=False, has_minor=False)


@pytest.mark.parametrize(
    ("place", "with_adult", "with_minor"),
    [
        ("https://meet.example.org/binome-1", True, True),
        ("https://zoom.us/j/81234567890", True, True),
        ("https://wa.me/33612345678", True, False),
        ("HTTPS://T.ME/marc", True, False),
        ("https://meet.example.org/0612345678", True, False),
        ("https://quelqu.un@www.instagram.com:443/marc", True, False),
        ("https://meet.example.org/b mon numéro : 06 12 34 56 78", True, False),
        ("https://meet.example.org/b chez moi, 3 rue des Lilas", True, False),
        ("au café", True, False),
    ],
)
def test_with_a_minor_a_place_leads_to_nobody_past_the_bot(place: str, with_adult: bool, with_minor: bool) -> None:
    """A video link on its own, to no messenger, and with no number in it; two adults meet where they like."""
    assert is_fit_place(place, may_meet=True, has_minor=False) is with_adult
    assert is_fit_place(place, may_meet=False, has_minor=True) is with_minor


def test_where_everybody_may_meet_a_place_says_no_number_all_the_same() -> None:
    """A programme may let minors meet in public places; a telephone or an account is no place."""
    allowed = {
        place: is_fit_place(place, may_meet=True, has_minor=True)
        for place in ("la bibliothèque", "la bibliothèque, mon insta : marc_92", "t.me/marc", "https://t.me/marc")
    }
    assert list(allowed.values()) == [True, False, False, False]
