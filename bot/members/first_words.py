"""The first sentence of somebody who has agreed to nothing yet: it opens the right door, and waits for their need."""

from bot.members import births
from bot.turn import Turn
from mentoring.form_rules import tidy
from mentoring.questions import MAX_WORDS_CHARACTERS
from mentoring.roles import FORM_BY_SIDE, YOUNG
from mentoring.states import Form
from storage.schema.tables import Need, Offer
from understanding.answers.fields_topics import read_topics
from understanding.answers.yes_no import read_yes_no
from use_cases.binomes import pending
from use_cases.needs_offers import forms
from use_cases.people import first_words

DOORS = ("begin_need", "begin_offer")


async def read(turn: Turn, text: str) -> bool:
    """Show the door that a first sentence names, and keep a need for an hour; return False of any other words."""
    if await turn.name_home() != "welcome":
        return False
    words = tidy(text)
    if len(words) > MAX_WORDS_CHARACTERS:
        await turn.show_present("too_long")
        return True
    said = await turn.read(words, at="welcome")
    if said.role is None and not said.need_text:
        return bool(read_yes_no(words)) and await _say_what_agrees(turn)
    form = FORM_BY_SIDE[said.role or YOUNG]
    if not await births.refuse_too_young(turn, form):
        await _open_door(turn, form, words if said.need_text else "")
    return True


async def _say_what_agrees(turn: Turn) -> bool:
    """Show again what is agreed to: the door that was opened, if it was the last thing shown; only a tap agrees."""
    doors = [one for one in DOORS if await pending.was_just_asked(turn.session, turn.person, one)]
    await turn.reply(next(iter(doors), "welcome"), problem="agree")
    return True


async def _open_door(turn: Turn, form: Form, words: str) -> None:
    if words and form == "need":
        await first_words.keep(turn.session, turn.person, words, turn.now)
        await turn.reply("begin_need", problem="first_words")
    else:
        await turn.reply(f"begin_{form}")


async def put_in_form(turn: Turn, row: Need | Offer) -> None:
    """Put what was written first into the need that is begun; it is kept no longer in any case."""
    words = await first_words.take(turn.session, turn.person, turn.now)
    if words and isinstance(row, Need):
        topics = read_topics(words, turn.programme.topics, turn.programme.synonyms)
        await forms.prefill_words(turn.session, row, words, topics)
