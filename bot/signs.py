"""What comes before anything that was asked for: a sign of distress, then a cry for help that asks for nothing else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import Message, TelegramObject

from bot.desk import danger_questions
from bot.members import account, attachments, talk
from bot.message_text import read_text
from bot.recent_words import RecentWords, Written
from bot.refusals import answer_refusal
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.expectations import ABOUT_OTHERS
from storage.schema.tables import Card
from understanding.distress import Sign, find_sign
from understanding.help_cries import is_cry_for_help
from use_cases.binomes import safety
from use_cases.people import staff

NextHandler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
Next = Callable[[], Awaitable[Any]]
LATE = timedelta(minutes=2)
"""What is handled so long after it was written says when that was."""
REPORT = "report"
"""Words of a report are for the team, whatever they say."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is in somebody's words: a sign, the words that make it, or a mere cry; what they are for, and about whom."""

    sign: Sign | None
    words: str
    is_cry: bool
    act: str
    subject: str


@dataclass(frozen=True, slots=True)
class SignsMiddleware(BaseMiddleware):
    """aiogram's inner middleware for what is written in private: whatever carries the words, they are heard first."""

    recent: RecentWords = field(default_factory=RecentWords)

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Answer a sign or a cry; what is neither goes on to its handler, and a weak sign does too."""
        assert isinstance(event, Message)
        turn: Turn = data["turn"]
        go_on: Next = partial(handler, event, data)
        if data["refusal"] is not None:  # the handler has been tried, and what it did was undone
            go_on = partial(answer_refusal, turn, data["refusal"])
        heard = await self._hear(turn, event, data)
        if await _is_about_others(turn, heard.act):
            return await _go_on_about_others(turn, heard, go_on)
        data["sign"] = heard.sign
        return await _answer(turn, event, heard, go_on)

    async def _hear(self, turn: Turn, message: Message, data: dict[str, Any]) -> Heard:
        text = read_text(message)
        act, subject = await _find_act(turn, message, data)
        sign, words = self._find_sign(message, f"{act}:{subject}", text)
        return Heard(sign, words, is_cry_for_help(message.text or message.caption or text), act, subject)

    def _find_sign(self, message: Message, about: str, text: str) -> tuple[Sign | None, str]:
        """Return the sign in a message, or in what was written just before and the message together; and the words."""
        sign = find_sign(text)
        if message.edit_date is not None:
            return sign, text
        earlier = self.recent.add(message.chat.id, about, Written(message.message_id, message.date, text))
        if not earlier or (sign and sign.level == "strong"):
            return sign, text
        together = find_sign(f"{earlier} {text}")
        is_new = _rank(together) > max(_rank(sign), _rank(find_sign(earlier)))
        return (together, f"{earlier}\n{text}") if is_new else (sign, text)


async def _answer(turn: Turn, message: Message, heard: Heard, go_on: Next) -> Any:
    case = await _handle_distress(turn, message, heard.sign, heard.words) if heard.sign else None
    if heard.act == REPORT and await _attach(turn, message):
        return None
    if heard.act == REPORT and case is not None and case.kind == REPORT:
        return None  # the words are kept with the report already
    if heard.sign and heard.sign.level == "strong" and heard.act != REPORT:
        await talk.hold_back(turn, message)
        return None  # such words answer no question
    if heard.is_cry:
        return None if heard.sign else await account.show_help(turn, Action(""))
    return await go_on()


async def _attach(turn: Turn, message: Message) -> bool:
    """Attach what whoever reports answers, or passes on; return whether nothing is left to read."""
    expected = await turn.peek_expected()
    if expected is None or expected.what != REPORT or message.edit_date is not None:
        return False
    return await attachments.attach(turn, message, expected)


async def _handle_distress(turn: Turn, message: Message, sign: Sign, words: str) -> Card | None:
    written_at = _find_moment(message)
    case = await safety.handle_distress(turn.session, turn.person, sign.level, sign.category, words, turn.now)
    if case is not None and turn.now - written_at > LATE:
        case.written_at = written_at
    return case


async def _go_on_about_others(turn: Turn, heard: Heard, go_on: Next) -> None:
    if heard.is_cry:
        await account.show_help(turn, Action(""))
        return
    await go_on()
    if heard.sign:
        await danger_questions.ask(turn, heard.subject)


async def _find_act(turn: Turn, message: Message, data: dict[str, Any]) -> tuple[str, str]:
    """Return what these words are for, by its name, and whom or what it is about, as far as that is known."""
    if command := get_flag(data, "act"):
        if command not in ABOUT_OTHERS:
            return "", ""
        return command, danger_questions.find_subject(command, data["command"].args or "")
    if message.edit_date is not None:
        return "edit", ""
    expected = await turn.peek_expected()
    return (expected.what, danger_questions.name_subject(expected)) if expected else ("", "")


async def _is_about_others(turn: Turn, act: str) -> bool:
    """Return whether somebody of the team composes something about somebody: then nothing is a sign of their own."""
    return act in ABOUT_OTHERS and bool(await staff.find_role(turn.session, turn.person))


def _find_moment(message: Message) -> datetime:
    return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date


def _rank(sign: Sign | None) -> int:
    return 0 if sign is None else 1 if sign.level == "weak" else 2
