"""Which messages of a chat ask a question of a form: those that still have its buttons, and the one not yet shown."""

from collections.abc import Collection

from sqlalchemy import select

from mentoring.message_kinds import IN_TRANSIT_STATES
from mentoring.states import Form
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person

MAX_MESSAGES_READ = 20
"""So far back a chat is looked through: what a question left behind stands near the end."""
ASKING = ("question", "guess", "summary", "ask_back", "profile")
"""What shows where a form is, by the second half of its kind."""


async def list_standing(session: AppSession, person: Person, form: Form) -> dict[int, str]:
    """Return the messages that ask a question of the form and have not become a line, newest first.

    By Telegram's number of each: the problem that is told above the question.
    """
    kinds = (f"{form}_question", f"{form}_guess")
    said = select(Outgoing.message_id, Outgoing.kind, Outgoing.args).where(
        Outgoing.person_id == person.id, Outgoing.state == "sent", Outgoing.message_id.is_not(None)
    )
    found: dict[int, str | None] = {}
    for message_id, kind, args in await session.execute(said.order_by(Outgoing.id.desc()).limit(MAX_MESSAGES_READ)):
        if args.get("closed") and kind == f"{form}_question":
            break  # whatever stood before it was closed with it
        found.setdefault(message_id, args.get("problem", "") if kind in kinds else None)
    return {message_id: problem for message_id, problem in found.items() if problem is not None}


async def find_guess(session: AppSession, person: Person, form: Form) -> str:
    """Return the choice that was asked back last, « Tu voulais dire … ? »; nothing when something else was asked."""
    mine = (Outgoing.person_id == person.id, Outgoing.kind.in_(list_kinds(form)))
    asked = select(Outgoing.kind, Outgoing.args).where(*mine).order_by(Outgoing.id.desc()).limit(1)
    last = (await session.execute(asked)).first()
    return str(last.args["guess"]) if last and last.kind == f"{form}_guess" else ""


async def find_unshown(session: AppSession, person: Person, kinds: Collection[str], heard_id: int) -> Outgoing | None:
    """Return the newest message of some kinds if somebody wrote before it was in their chat; None when they saw it.

    Telegram numbers the messages of a chat as they arrive, both sides' together: what was written before the question
    came has a smaller number, however long it was under way.
    """
    mine = (Outgoing.person_id == person.id, Outgoing.edits.is_(False), Outgoing.kind.in_(kinds))
    last = await session.scalar(select(Outgoing).where(*mine).order_by(Outgoing.id.desc()).limit(1))
    if last is None or last.state in IN_TRANSIT_STATES:
        return last
    is_later = last.message_id is not None and heard_id < last.message_id
    return last if last.state == "sent" and is_later else None


def list_kinds(form: Form) -> tuple[str, ...]:
    """Return the kinds of message that show where a form is."""
    return tuple(f"{form}_{what}" for what in ASKING)
