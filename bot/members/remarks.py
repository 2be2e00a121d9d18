"""Remarks that ask nothing of the bot: « ok », « je serai là », « c'était bien », « il a quel âge ? »."""

from collections.abc import Awaitable, Callable, Mapping

from bot.members import intents, session_changes, session_choices, talk
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.pending import BEFORE_WISHES
from mentoring.states import RUNNING
from mentoring.talk import PASSED_KINDS
from storage.schema.tables import MentoringSession, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from understanding.answers.remarks import Remark
from use_cases.binomes import binomes, pending
from use_cases.sessions import sessions
from use_cases.talk import drafts

Answer = Callable[[Turn, intents.Wish], Awaitable[bool]]
"""Answers a remark; returns False where nothing is to be said to it as such."""
CONFIRMED_BY_TAP = (
    "talk_draft", "talk_ready", "move_confirm", "slot_confirm", "skip_confirm", "coming_confirm", "pause_confirm",
    "stop_confirm", "question_confirm", "place_confirm", "goal_confirm",
)  # fmt: skip
"""What asks for a yes that a tap alone says."""
MAX_YES_WORDS = 3


async def point_to_button(turn: Turn, wish: intents.Wish) -> bool:
    """Say that a tap alone says yes to what was just shown; return False where something else was typed."""
    last = await pending.find_last_said(turn.session, turn.person, drawn_anew=True)
    if last is None or last.kind not in CONFIRMED_BY_TAP or not _is_mere_yes(wish):
        return False
    await turn.reply("heard", needs_tap=True)
    return True


def _is_mere_yes(wish: intents.Wish) -> bool:
    """Return whether words say yes and name nothing: « ok mais 20 h » asks for something else."""
    if wish.reading.weekly or wish.reading.moment or len(wish.words.split()) > MAX_YES_WORDS:
        return False
    return bool(wish.reading.answer) or wish.reading.remark == "heard"


async def answer(turn: Turn, wish: intents.Wish) -> bool:
    """Answer a remark as what it is; return False for anything else."""
    act = ANSWERS.get(wish.reading.remark)
    if act is None or await turn.name_home() != "menu":
        return False
    return await act(turn, wish)


async def _hear(turn: Turn, _wish: intents.Wish) -> bool:
    """Say that « ok » was heard; to a partner's message it is no answer that they read."""
    last = await pending.find_last_said(turn.session, turn.person, drawn_anew=True)
    await turn.reply("heard", binome=await _find_written_in(turn, last) if last else 0)
    return True


async def _find_written_in(turn: Turn, last: Outgoing) -> int:
    """Return the binôme in which a partner wrote what was read last, or 0."""
    if last.kind not in PASSED_KINDS:
        return 0
    passed = await turn.session.get(PassedMessage, last.args["passed"])
    return (passed and passed.binome_id) or 0


async def _come(turn: Turn, wish: intents.Wish) -> bool:
    """Offer to note that somebody comes; where no session is ahead, show where things stand."""
    if not await session_changes.offer_coming(turn, wish.words):
        await turn.show_present("no_session")
    return True


async def _look_forward(turn: Turn, wish: intents.Wish) -> bool:
    """Ask whether the words are for the partner; where nobody may get them, answer with the next session."""
    return await talk.offer_draft(turn, wish.words) or await _show_running(turn)


async def _rejoice(turn: Turn, wish: intents.Wish) -> bool:
    """Ask whether the session that has begun took place, if nobody has yet; else ask for whom the words are."""
    for binome in await binomes.list_binomes(turn.session, turn.person, ("active",)):
        planned = await sessions.find_upcoming(turn.session, binome)
        if planned and planned.starts_at <= turn.now and not _has_told(planned, turn.person):
            await turn.reply("check_in", session=planned.id, revision=planned.revision)
            return True
    return await talk.offer_draft(turn, wish.words)


def _has_told(planned: MentoringSession, person: Person) -> bool:
    return getattr(planned, f"{sessions.find_own_side(planned, person)}_held") is not None


async def _show_other(turn: Turn, _wish: intents.Wish) -> bool:
    """Show again what is known of whoever was proposed, or of the partner."""
    waiting = await pending.list_pending(turn.session, turn.person, turn.now)
    found = next((one for one in waiting if one.kind in BEFORE_WISHES), None)
    if found is None:
        return await _show_running(turn)
    await turn.reply(found.kind, binome=found.binome)
    return True


async def _show_running(turn: Turn) -> bool:
    running = await binomes.list_binomes(turn.session, turn.person, RUNNING)
    if running:
        await turn.reply("binome", binome=running[0].id) if len(running) == 1 else await turn.show_present()
    return bool(running)


async def _ask_file(turn: Turn, _wish: intents.Wish) -> bool:
    """Ask the only partner's file to be sent here; it is looked at before it leaves."""
    found = await drafts.list_recipients(turn.session, turn.person) if await talk.may_offer_words(turn) else []
    if len(found) == 1:
        await talk.ask_file(turn, found[0])
    return len(found) == 1


async def _ask_words(turn: Turn, wish: intents.Wish) -> bool:
    """Ask the only partner's words, where no other first name was written."""
    found = await drafts.list_recipients(turn.session, turn.person) if await talk.may_offer_words(turn) else []
    if len(found) != 1 or not await session_choices.is_meant(turn, found[0], wish.words):
        return False
    await talk.ask_words(turn, Action("write", str(found[0].id)))
    return True


ANSWERS: Mapping[Remark | None, Answer] = {
    "heard": _hear,
    "coming": _come,
    "forward": _look_forward,
    "good": _rejoice,
    "other": _show_other,
    "file": _ask_file,
    "write": _ask_words,
}
