"""Words in which something was read, and that may have been for a partner: one tap beneath the answer sends them."""

from bot.members import talk
from bot.turn import Turn
from mentoring.message_kinds import UNSENT
from mentoring.messages import MESSAGES
from mentoring.talk import Passable, tidy_lines
from use_cases.binomes import pending
from use_cases.talk import drafts


async def put_beneath(turn: Turn, text: str) -> None:
    """Offer beneath what was just answered to send the words instead: a misreading then costs one tap.

    What is certain has no such button, nor what tells of a report; nor does a draft give way that is for somebody.
    """
    answered = await pending.find_last_said(turn.session, turn.person)
    passable = Passable(words=tidy_lines(text))
    if answered is None or UNSENT not in MESSAGES[answered.kind].args or passable.is_too_long:
        return
    if is_certain(text) or not await talk.may_offer_words(turn) or await _has_addressed_draft(turn):
        return
    await drafts.forget(turn.session, turn.person, turn.now)
    draft = await drafts.keep(turn.session, turn.person, passable, turn.now)
    answered.args = {**answered.args, UNSENT: draft.id}


def is_certain(text: str) -> bool:
    """Return whether words can hardly be for anybody else: one alone, « stop », « annuler », « bonjour »."""
    return len(text.split()) <= 1


async def _has_addressed_draft(turn: Turn) -> bool:
    waiting = await drafts.list_current(turn.session, turn.person)
    return any(one.binome_id is not None and drafts.is_open(one, turn.now) for one in waiting)
