"""What updates lead to: commands, typed words, other content, taps, arrivals and departures."""

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import rights, typed_words
from bot.buttons import BACK, VERBS
from bot.desk import team
from bot.members import (
    births,
    conversations,
    first_words,
    form_breaks,
    forms,
    intents,
    parents,
    quick_words,
    remarks,
    talk,
    team_questions,
    typed_answers,
    unsent_words,
)
from bot.middleware import LEFT_STATUSES
from bot.refusals import log_refusal
from bot.turn import Turn
from mentoring import deep_links
from mentoring.actions import parse
from mentoring.errors import NotAllowed, NotPossible
from mentoring.form_rules import tidy
from mentoring.talk import find_written_ready_word
from storage import installation
from understanding.distress import Sign
from use_cases.binomes import departures
from use_cases.outbox import settled_messages
from use_cases.people import campaigns, staff
from use_cases.team import invitations, outside, staff_group

MAX_READ_CHARACTERS = 4096


async def start(_message: Message, turn: Turn, command: CommandObject) -> None:
    """Begin, or go on where one was; the link may name a role, a campaign, or staff by a code."""
    turn.person.expecting = None
    if turn.is_barred:
        await turn.show_present()
        return
    link = deep_links.parse(command.args or "")
    if link is not None and link.campaign:
        await campaigns.count_arrival(turn.session, turn.person, link.campaign)
    if link is not None and link.form:
        await forms.invite(turn, link.form)
    elif link is not None or not command.args:
        await turn.show_present()
        await births.ask_missing(turn)
    elif command.args.startswith(deep_links.PARENTS_CODE):
        await parents.open_link(turn, command.args)
    elif await invitations.redeem(turn.session, turn.person, command.args, tidy(turn.incoming.first_name), turn.now):
        await outside.leave(turn.session, turn.person, turn.now, "inside")
        await team.welcome(turn)
    elif await outside.bind(turn.session, turn.person, command.args, turn.now):
        await turn.reply("outside_welcome")
    elif await outside.open_mail(turn.session, turn.person, command.args, turn.now):
        await turn.reply("outside_home")
    else:
        log_refusal(turn.person.id, "start_code")
        await turn.show_present("code")


async def read_words(message: Message, turn: Turn, sign: Sign | None = None) -> None:
    """Read typed words for what was asked for; a sign of distress in them has been answered."""
    text = (message.text or "")[:MAX_READ_CHARACTERS]
    if turn.is_barred:
        await turn.show_present()
    elif is_command(text):  # one that nobody knows: it answers no question
        await turn.show_present("text")
    elif await quick_words.is_rest_of_long_text(turn) or await talk.take_message(turn, message):
        return
    elif expected := await turn.read_expected():
        if not await form_breaks.let_go(turn, expected, text):
            await typed_words.read_typed_words(turn, expected, tidy(text))
    elif not await _is_for_form(turn, text):
        await _read_free(turn, text, sign)


async def _read_free(turn: Turn, text: str, sign: Sign | None) -> None:
    """Read words that no form waits for; beside the answer to a weak sign, ready words that they are may be sent."""
    word = find_written_ready_word(text) if sign else None
    if word is not None:
        await talk.offer_ready_word(turn, word)
    elif sign is None and not await first_words.read(turn, text):
        await _read_unasked(turn, text)


async def _is_for_form(turn: Turn, text: str) -> bool:
    """Return whether a form has taken words: as what interrupts it, or as an answer to its question."""
    return await form_breaks.act_in_form(turn, text) or await forms.answer_by_text(turn, text)


async def _read_unasked(turn: Turn, text: str) -> None:
    """Read words that no form waits for: an answer to what waits, a remark, a wish, words for a partner."""
    wish = await intents.read_wish(turn, text)
    if (
        await remarks.point_to_button(turn, wish)
        or await typed_answers.take_answer(turn, text, wish.reading)
        or await remarks.answer(turn, wish)
        or await intents.act_on_intent(turn, wish)
    ):
        await unsent_words.put_beneath(turn, text)
    elif not (wish.words and await talk.offer_draft(turn, wish.words)):
        await typed_answers.say_not_understood(turn)


def is_command(text: str) -> bool:
    """Return whether a text is written as a command, known or not."""
    return text.lstrip().startswith("/")


async def answer_unread(_message: Message, turn: Turn) -> None:
    """Answer kindly what only its sender and its words could be read of, and ask again."""
    await turn.show_present("unread")


async def take_rest_of_album(message: Message, turn: Turn) -> None:
    """Pass on what else is in an album for a partner; say nothing of it, its first picture has been answered."""
    if not turn.is_barred:
        await talk.take_rest(turn, message)


async def answer_other_content(message: Message, turn: Turn) -> None:
    """Pass on a voice message, a photo… that is for a partner; answer any other kindly, and ask again."""
    if turn.is_barred or not (await talk.take_message(turn, message) or await team_questions.ask_words_again(turn)):
        await turn.show_present("media")


async def answer_edit(_message: Message, turn: Turn, sign: Sign | None = None) -> None:
    """Say that corrections of old messages are not read, and ask again; a sign of distress in one has been answered.

    Whoever has written to a partner lately is told that the partner keeps the old words.
    """
    if sign is None and (turn.is_barred or not await conversations.tell_of_edit(turn)):
        await turn.show_present("edited")


async def bind(message: Message, turn: Turn) -> None:
    """Make this group the staff group, or the topic of it that the command was written in.

    Where another group is bound the head is asked first, in private: every alert would leave it.
    """
    if message.sender_chat is not None:
        raise NotAllowed  # an anonymous administrator is nobody in particular
    await staff.require_role(turn.session, turn.person, "head")
    # An answer has a thread too, and the General topic an id that Telegram refuses: only a real topic counts.
    thread = message.message_thread_id if message.is_topic_message else None
    chat, bound = message.chat, await installation.read_staff_chat(turn.session)
    if bound in (None, chat.id):
        await staff_group.bind_group(turn.session, chat.id, thread, turn.person, turn.now)
    else:
        await staff_group.ask_to_move(turn.session, chat.id, thread, chat.title or "", turn.person, turn.now)


async def handle_tap(query: CallbackQuery, turn: Turn) -> str | None:
    """Do what a button says, if its sender may and the present state allows it."""
    action = parse(query.data or "")
    verb = VERBS.get(action.verb) if action else None
    if action is None or verb is None or (turn.is_in_group and not verb.is_for_group):
        raise NotPossible
    if turn.is_barred and not verb.is_open_to_barred:
        if turn.is_in_group:
            raise NotAllowed
        await turn.show_present()
        return None
    await rights.require(turn, verb.by)
    rights.check_subject(verb.own, action)
    if not verb.is_aside and (action.verb, action.choice) != BACK:
        turn.person.expecting = None
    toast = await verb.handler(turn, action)
    if verb.settles and turn.message_id is not None:
        await settled_messages.settle_tapped(turn.session, turn.person, turn.message_id, turn.now)
    return toast


async def handle_membership(event: ChatMemberUpdated, turn: Turn) -> None:
    """Notice that somebody blocked or unblocked the bot."""
    if event.new_chat_member.status in LEFT_STATUSES:
        await departures.mark_silent(turn.session, turn.person, "blocked", turn.now)
    elif await departures.mark_back(turn.session, turn.person, turn.now):
        await turn.show_present()
