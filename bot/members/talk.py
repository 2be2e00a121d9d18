"""Talking with one's partner through the bot: written and looked at, answered at once, or ready words in one tap."""

from aiogram.types import Message

from bot.members import quick_words, team_questions
from bot.members.passable_content import find_refusal, read_passable
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected, What
from mentoring.states import ARRANGING
from mentoring.talk import (
    REVEALING,
    Passable,
    ReadyWord,
    WhyNotPassed,
    find_ready_word,
    tidy_lines,
)
from storage.schema.tables import Binome
from storage.schema.talk_tables import PassedMessage
from use_cases.binomes import binomes, reports
from use_cases.needs_offers import forms
from use_cases.outbox import outbox
from use_cases.talk import conversation_sides, drafts, passing, permission

FOR_THE_TEAM: tuple[What, ...] = ("report", "answer", "question")
"""While such words are awaited nothing goes to a partner, an answer to a message of theirs neither."""


async def ask_words(turn: Turn, action: Action) -> None:
    """Ask what to write to the partner."""
    binome = await binomes.lock_arranging(turn.session, action.number, turn.person)
    turn.expect("talk", binome.id)
    await turn.reply("talk_write", binome=binome.id)


async def ask_file(turn: Turn, binome: Binome) -> None:
    """Ask for the file that somebody wants to send, or say why none may pass."""
    if why := await _find_obstacle(turn, Passable("document"), binome):
        await _refuse(turn, binome, why)
    else:
        turn.expect("talk", binome.id)
        await turn.reply("talk_file", binome=binome.id)


async def read_words(turn: Turn, expected: Expected, text: str) -> None:
    """Show what was typed for the partner, before it is sent."""
    binome = await binomes.lock_arranging(turn.session, int(expected.subject), turn.person)
    await _show_draft(turn, Passable(words=text), binome)


async def offer_draft(turn: Turn, words: str) -> bool:
    """Show words that were typed and to whom they may be sent; return False when there is nobody to send them to."""
    is_offered = await may_offer_words(turn)
    if is_offered:
        await _show_draft(turn, Passable(words=words))
    return is_offered


async def may_offer_words(turn: Turn) -> bool:
    """Return whether typed words may be offered to a partner: there is one who may get them, and no report is typed."""
    asked = turn.person.expecting
    if not turn.programme.talk.on or (asked is not None and asked.what in FOR_THE_TEAM):
        return False
    if not await drafts.may_offer(turn.session, turn.person, turn.now):
        return False
    return bool(await drafts.list_open(turn.session, turn.person, turn.now))


async def offer_ready_word(turn: Turn, word: ReadyWord) -> bool:
    """Offer to send ready words with one tap; return False when there is nobody to send them to."""
    if not turn.programme.talk.on or not await drafts.list_recipients(turn.session, turn.person):
        return False
    await turn.reply("talk_ready", word=word)
    return True


async def send_ready_word(turn: Turn, action: Action) -> None:
    """Send ready words to the partner."""
    word = find_ready_word(action.choice)
    if word is None:
        raise NotPossible
    binome = await binomes.lock_arranging(turn.session, action.number, turn.person)
    await _pass_on(turn, binome, Passable("ready", ready=word))


async def choose_recipient(turn: Turn, action: Action) -> None:
    """Send a draft to the partner of a binôme, or to the team; or do not send it."""
    draft = await passing.lock_own(turn.session, action.number, turn.person)
    if draft.state in ("waiting", "received", "uncertain"):
        await turn.redraw("talk_sent", passed=draft.id)
    elif not drafts.is_open(draft, turn.now):
        await turn.redraw("talk_draft_gone")
    elif action.choice.isdecimal():
        await _send_draft(turn, draft, await binomes.lock_arranging(turn.session, int(action.choice), turn.person))
    elif action.choice == "team" and draft.binome_id is None:
        words = (await passing.read(turn.session, draft)).words
        await drafts.forget(turn.session, turn.person, turn.now)
        await team_questions.ask(turn, words)
    else:
        await drafts.forget(turn.session, turn.person, turn.now)
        await turn.redraw("not_understood" if action.choice == "neither" else "talk_declined")


async def resend(turn: Turn, action: Action) -> None:
    """Send a message again of which nobody knows whether it arrived, or leave it."""
    passed = await passing.lock_own(turn.session, action.number, turn.person)
    if passed.state == "draft":
        raise NotPossible("(never sent)")
    if action.choice == "leave":
        passing.let_go(passed, turn.now)
        await turn.redraw("talk_declined")
        return
    try:
        is_sent = await passing.resend(turn.session, passed, turn.person, turn.now)
    except passing.NotPassed as refused:
        await turn.redraw("talk_refused", binome=passed.binome_id, why=refused.why)
        return
    if is_sent:
        await turn.redraw("talk_sent", passed=passed.id)
    else:
        await turn.redraw("talk_draft_gone")


async def hold_back(turn: Turn, message: Message) -> None:
    """Keep what somebody in distress wrote to a partner: it has not left, and whether it does is theirs to say."""
    expected = await turn.read_expected()
    if message.edit_date is not None or (expected is not None and expected.what in FOR_THE_TEAM):
        return
    binome = await _find_answered(turn, message) or await _find_asked(turn, expected)
    if binome is None or find_refusal(message) or await _is_named_by_contact(turn, binome, message):
        return
    passable = read_passable(message)
    turn.person.expecting = None
    if passable.is_too_long:
        return
    if binome.state not in ARRANGING:  # an answer to what came before a pause, a hold or the end
        await turn.reply("talk_refused", binome=binome.id, why="not_running")
        return
    await drafts.forget(turn.session, turn.person, turn.now)
    draft = await drafts.keep(turn.session, turn.person, passable, turn.now, binome)
    await turn.reply("talk_held", passed=draft.id)


async def take_message(turn: Turn, message: Message) -> bool:
    """Pass on what is for a partner, or say how to; return False when it was for nobody."""
    return (
        await _add_to_draft(turn, message) or await _pass_message(turn, message) or await _refuse_unasked(turn, message)
    )


async def _add_to_draft(turn: Turn, message: Message) -> bool:
    """Put words behind those of a draft that had not been shown yet; return False where there is none.

    People write one thought in two messages. Both are shown together: the first is not lost to the second.
    """
    is_plain = message.text is not None and message.reply_to_message is None and find_refusal(message) is None
    shown = await quick_words.find_unshown(turn, "talk_draft") if is_plain else None
    draft = await turn.session.get(PassedMessage, shown.args["passed"]) if shown else None
    if (
        draft is None
        or draft.content != "text"
        or not drafts.is_open(draft, turn.now)
        or not await may_offer_words(turn)
    ):
        return False
    before = await passing.read(turn.session, draft)
    words = f"{before.words}\n{tidy_lines(message.text or '')}"
    binome = await binomes.lock_arranging(turn.session, draft.binome_id, turn.person) if draft.binome_id else None
    await _show_draft(turn, Passable(words=words), binome)
    return True


async def _pass_message(turn: Turn, message: Message) -> bool:
    """Pass on what answers a partner's message, or was asked for and is no text; return whether it was for a partner.

    Whoever answers a message has said to whom they write: it leaves at once.
    """
    expected = await turn.peek_expected()
    if expected is not None and expected.what in FOR_THE_TEAM:
        return False
    answered = await _find_answered(turn, message)
    binome = answered or await _find_asked(turn, expected)
    if binome is None:
        return False
    if message.text and not tidy_lines(message.text):
        return False
    if refused := find_refusal(message):
        await turn.reply("talk_refused", binome=binome.id, why=refused)
        return True
    if await _is_named_by_contact(turn, binome, message):
        await turn.reply("talk_refused", binome=binome.id, why="file_name")
        return True
    passable = read_passable(message)
    is_part = expected is not None and expected.what == "talk" and expected.choice == message.media_group_id
    if answered and not is_part and not await _needs_look(turn, binome, passable):
        turn.person.expecting = None
        await _pass_on(turn, binome, passable, message.media_group_id or "")
    elif is_part and message.media_group_id:
        await drafts.keep(turn.session, turn.person, passable, turn.now, binome)
    elif answered and passable.content == "text":
        await _show_draft(turn, passable)  # whoever reports something may mean the team: it is asked for whom it is
    else:
        await _show_draft(turn, passable, binome, message.media_group_id or "")
    return True


async def _refuse_unasked(turn: Turn, message: Message) -> bool:
    """Say how to send what was not asked for and is no text of one's own; return False where there is nobody to get it.

    Where a form asks something, or help was just read, nobody is thought to write to a partner.
    """
    is_plain = message.text is not None and message.forward_origin is None and message.via_bot is None
    if is_plain or turn.person.expecting is not None or not turn.programme.talk.on:
        return False
    if await forms.find_draft(turn.session, turn.person):
        return False
    if not await drafts.may_offer(turn.session, turn.person, turn.now):
        return False
    recipients = await drafts.list_recipients(turn.session, turn.person)
    if len(recipients) != 1:
        return False
    await turn.reply("talk_refused", binome=recipients[0].id, why=find_refusal(message) or "unasked")
    return True


async def take_rest(turn: Turn, message: Message) -> None:
    """Pass on what else is in an album, where all of it is for a partner; what does not pass was said of its first."""
    if find_refusal(message) is None:
        await _pass_message(turn, message)


async def _is_named_by_contact(turn: Turn, binome: Binome, message: Message) -> bool:
    """Return whether a file's name, which a copy keeps, leads somebody under 18 past the bot."""
    name = message.document.file_name if message.document else None
    return bool(name) and not await permission.is_fit_file_name(turn.session, binome, name or "", turn.now)


async def _find_answered(turn: Turn, message: Message) -> Binome | None:
    replied = message.reply_to_message
    return await passing.find_replied(turn.session, turn.person, replied.message_id) if replied else None


async def _find_asked(turn: Turn, expected: Expected | None) -> Binome | None:
    """Return for whom it was asked for."""
    if expected is None or expected.what != "talk":
        return None
    return await binomes.lock_arranging(turn.session, int(expected.subject), turn.person)


async def _needs_look(turn: Turn, binome: Binome, passable: Passable) -> bool:
    """Return whether somebody looks first: at what such a thing may show of them, or because they have reported."""
    if await reports.find_own(turn.session, turn.person) is not None:
        return True
    return passable.content in REVEALING and not await passing.has_passed(turn.session, binome, turn.person, passable)


async def _show_draft(turn: Turn, passable: Passable, binome: Binome | None = None, album: str = "") -> None:
    if passable.is_too_long:
        await turn.reply("talk_refused", binome=binome.id if binome else 0, why="too_long")
        return
    if binome and (why := await _find_obstacle(turn, passable, binome)):
        await _refuse(turn, binome, why, passable, album)
        return
    draft = await _keep(turn, passable, binome, album)
    await turn.reply("talk_draft", passed=draft.id)


async def _find_obstacle(turn: Turn, passable: Passable, binome: Binome) -> WhyNotPassed:
    """Return why what is to be looked at would not pass: nobody is offered to send what is refused after the tap."""
    return (await permission.judge(turn.session, binome, turn.person, passable.content, turn.now)).refusal


async def _send_draft(turn: Turn, draft: PassedMessage, binome: Binome) -> None:
    try:
        await drafts.send(turn.session, binome, turn.person, turn.now)
    except passing.NotPassed as refused:
        await _refuse(turn, binome, refused.why)
        return
    await turn.redraw("talk_sent", passed=draft.id)


async def _pass_on(turn: Turn, binome: Binome, passable: Passable, album: str = "") -> None:
    try:
        passed = await passing.write(turn.session, binome, turn.person, passable, turn.now)
    except passing.NotPassed as refused:
        await _refuse(turn, binome, refused.why, passable, album)
        return
    once = outbox.Delivery(key=f"album:{turn.person.id}:{album}" if album else None)  # of its parts the first says it
    await outbox.put(turn.session, turn.now, turn.person, "talk_sent", delivery=once, passed=passed.id)


async def _refuse(
    turn: Turn, binome: Binome, why: WhyNotPassed, passable: Passable | None = None, album: str = ""
) -> None:
    """Say why words did not leave. Whoever has not accepted yet is asked, and what they wrote is kept meanwhile."""
    if why == "not_accepted":
        if passable is not None:
            await _keep(turn, passable, binome, album)
        await turn.reply("talk_terms", binome=binome.id)
        return
    if why == "partner_not_accepted":
        await conversation_sides.ask_partner(turn.session, binome, turn.person, turn.now)
    once = outbox.Delivery(key=f"album_refused:{turn.person.id}:{album}" if album else None)
    await outbox.put(turn.session, turn.now, turn.person, "talk_refused", delivery=once, binome=binome.id, why=why)


async def _keep(turn: Turn, passable: Passable, binome: Binome | None, album: str) -> PassedMessage:
    """Keep what somebody may send, alone: what they had not sent before is gone."""
    await drafts.forget(turn.session, turn.person, turn.now)
    draft = await drafts.keep(turn.session, turn.person, passable, turn.now, binome)
    turn.person.expecting = None
    if album and binome:
        turn.expect("talk", binome.id, album)  # its other parts are still to come
    return draft
