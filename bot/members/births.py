"""Somebody says that their birth is another one: the right one is typed, and the team looks at both."""

from datetime import date

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.births import is_month_needed, parse_birth
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.states import Form
from storage.schema.tables import Offer
from understanding.answers.births import read_birth
from understanding.answers.numbers import read_age
from use_cases.binomes import birth_requests, births
from use_cases.needs_offers import forms, offers
from use_cases.people import age_marks


async def ask_correction(turn: Turn, action: Action) -> None:
    """Ask for the right birth; say so where the team looks at one already, or has looked."""
    if action.choice not in ("", "wrong"):
        raise NotPossible("(birth)")
    state = await birth_requests.find_state(turn.session, turn.person, turn.now)
    if state == "open":
        await turn.reply("birth_asked")
    elif mark := state and await age_marks.find_mark(turn.session, turn.person, turn.now, "offer"):
        await turn.reply(mark)
    elif not await births.is_settled(turn.session, turn.person, turn.now):
        await turn.show_present()  # nothing was sent: the form itself takes another answer
    else:
        turn.expect("birth", "own")
        await turn.reply("birth_ask")


async def read_correction(turn: Turn, _expected: Expected, text: str) -> None:
    """Take the birth that was asked for; one that is not understood, or leaves the majority open, is asked again."""
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    said = read_words(text, today)
    turn.expect("birth", "own")
    if said is None:
        await turn.reply("birth_ask", problem="birth_unclear")
    elif is_month_needed(said, today):
        await turn.reply("birth_ask", problem="birth_month")
    else:
        turn.person.expecting = None
        await birth_requests.ask(turn.session, turn.person, said, turn.now)
        await turn.reply("birth_asked")


async def refuse_too_young(turn: Turn, form: Form) -> bool:
    """Say so to somebody whose age closes a form to them; return whether it does."""
    mark = await births.find_closed(turn.session, turn.person, form, turn.now)
    if mark is not None:
        turn.person.expecting = None
        await turn.reply(mark)
    return mark is not None


async def ask_missing(turn: Turn) -> None:
    """Ask a volunteer who is back for their birth, once, where they came before it was a question."""
    offer = await forms.find_latest(turn.session, "offer", turn.person)
    if isinstance(offer, Offer) and offer.state != "drafting":
        await offers.ask_birth(turn.session, offer, turn.person, turn.now)


def say(birth: str) -> str:
    """Return a birth as it is typed: ``03/2008``."""
    return "/".join(reversed(birth.split("-")))


def read_words(text: str, today: date) -> str | None:
    """Return the birth that typed words say, in figures or as people write it; None when they say none."""
    found = parse_birth(text.strip(), today) or read_birth(text, today)
    if found is None or _is_of_age(str(found), text, today):
        return None
    return str(found)[:7]


def _is_of_age(birth: str, text: str, today: date) -> bool:
    """Return whether a year is an age that was taken for one: « agée de 17 ans » is nobody's 2017."""
    age = read_age(text)
    return age is not None and not today.year - age - 1 <= int(birth[:4]) <= today.year - age


def read_month(text: str, year: str, today: date) -> str:
    """Return the month that typed words say, by its name or number, as ``03``; nothing when they say none."""
    words = text.strip()
    if words.isascii() and words.isdecimal() and len(words) <= 2 and 1 <= int(words) <= 12:
        return f"{int(words):02d}"
    said = read_words(words, today) or read_words(f"{words} {year}", today) or ""
    return said[5:7] if said.startswith(year) else ""
