"""What works for anybody in every state: help, privacy, one's data, the menu."""

from bot.members import births, successions, team_questions
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.privacy import parse_page
from storage.engine.change_events import refresh_command_list
from use_cases.binomes import departures, matched_words, reports, safety
from use_cases.messages import own_data
from use_cases.people import people, staff
from use_cases.team import outside

HELP_SCREENS = {"": "help", "more": "help_more", "practical": "help_practical"}
"""Choice -> the screen of help that it shows; any other shows the first."""
WORD_CHOICES = {"refuse": matched_words.refuse, "allow": matched_words.allow}
"""Choice -> what it does to the words of somebody."""
ERASURES = ("yes", "keep", "drop")
"""Ways to confirm: what the person told the team stays sealed for the case's readers, unless it is dropped."""


async def show_help(turn: Turn, action: Action) -> None:
    """Show the numbers, the others, or how the bot is used."""
    await turn.reply(HELP_SCREENS.get(action.choice, "help"))


async def request_contact(turn: Turn, action: Action) -> None:
    """Have someone from the team get in touch, at once or for a question, or not."""
    if action.choice == "yes":
        await safety.ask_help(turn.session, turn.person, turn.now)
    elif action.choice == "question":
        await team_questions.ask(turn)
    else:
        await turn.reply("contact_declined")


async def show_privacy(turn: Turn, action: Action) -> None:
    """Show what is kept and why, or the page of it that a button names."""
    await turn.reply("privacy", page=parse_page(action.choice))


async def choose_words(turn: Turn, action: Action) -> None:
    """Have the person's own words count for pairing, or not, and show what it is now."""
    if action.choice not in WORD_CHOICES or turn.person.consented_at is None:
        raise NotPossible
    await WORD_CHOICES[action.choice](turn.session, turn.person, turn.now)
    await turn.reply("privacy", page="matching")


async def choose_language(turn: Turn, action: Action) -> None:
    """Ask which language to go on in; once chosen, everything is in it."""
    if not action.choice:
        await turn.reply("language")
        return
    if action.choice not in turn.programme.languages:
        raise NotPossible
    known = await people.read_profile(turn.session, turn.person)
    await people.save_profile(turn.session, turn.person, {**known, "language": action.choice})
    refresh_command_list(turn.session, turn.person.id)
    await turn.show_present("language")


async def show_data(turn: Turn, action: Action) -> None:
    """Show the person what is held about them, or send it as files."""
    if action.choice == "file":
        await export_data(turn, action)
    else:
        await turn.reply("my_data")


async def export_data(turn: Turn, _action: Action) -> None:
    """Send the person all that is held about them, to read and for another program."""
    await own_data.request_export(turn.session, turn.person, turn.now)


async def erase(turn: Turn, action: Action) -> str | None:
    """Erase everything, once it is confirmed. The answer is a toast: nothing is left to write to."""
    if await staff.is_last_head(turn.session, turn.person):
        if not await successions.has_arranged(turn, action):
            return None
    elif not await _has_confirmed(turn, action):
        return None
    await outside.leave(turn.session, turn.person, turn.now)
    # Only who was asked may drop: with nothing told to the team, its other cases keep what they heard.
    keeps_words = action.choice != "drop" or not await reports.has_told(turn.session, turn.person)
    await departures.erase(turn.session, turn.person, turn.now, keeps_words=keeps_words)
    return "toast_erased"


async def _has_confirmed(turn: Turn, action: Action) -> bool:
    """Return whether it was confirmed; what becomes of words that were told to the team is asked apart."""
    if action.choice not in ERASURES:
        await turn.reply("erase_ask")
        return False
    if action.choice == "yes" and await reports.has_told(turn.session, turn.person):
        await turn.reply("erase_words")
        return False
    return True


async def show_menu(turn: Turn, action: Action) -> None:
    """Show where the person is and what makes sense now; what was expected of them is let go.

    The way back from a text such as help leads to the question that waits, when there is one.
    """
    is_back = action.choice == "back"
    if not is_back or not turn.find_open_change():
        turn.person.expecting = None
    if is_back:
        await turn.show_present()
        return
    await turn.reply(await turn.name_home())
    await births.ask_missing(turn)
