"""What the messages of the talk show, read as each leaves: names and words are never kept in the queue."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from mentoring.masking import hide
from mentoring.masking.rules import Kind
from mentoring.roles import ReaderSide
from mentoring.states import ACQUAINTED
from mentoring.talk import PASSED_KINDS, WhyNotPassed, find_ready_word
from mentoring.talk_contexts import DraftContext, NotPassedContext, PassedContext, ReadyContext
from mentoring.views import NamedPerson, UnsentWords
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from understanding.identifying import find_parts
from use_cases.binomes import binome_rows, binomes
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.talk import drafts, soliciting

LEFT_IN: tuple[Kind, ...] = ("name",)
"""What may stand in the words of two who know each other's names, whatever their age."""


async def show_passed(session: AppSession, request: ContextRequest) -> PassedContext | None:
    """Return a message as its reader, or its writer, sees it; None when it is gone."""
    passed = await session.get(PassedMessage, request.args["passed"], populate_existing=True)
    binome = await binome_rows.fetch_binome(session, passed.binome_id) if passed and passed.binome_id else None
    side = binomes.find_side(binome, request.reader) if binome else ""
    if passed is None or binome is None or not side:
        return None
    due = await _find_departure(session, passed, binome) if request.kind == "talk_sent" else None
    return PassedContext(
        me=request.build_reader(side),
        number=passed.id,
        binome=binome.id,
        other=await _name_partner(session, binome, request.reader),
        content=passed.content,
        words=await mask_words(session, await _read_words(session, passed), [binome], request),
        ready=passed.ready,
        leaves_at=due if due and due > request.now else None,
        has_hint=await soliciting.is_hinted(session, binome, passed, request.reader),
    )


async def show_draft(session: AppSession, request: ContextRequest) -> DraftContext | None:
    """Return what somebody has not sent, with all to whom it may go; None once it was sent or has lapsed."""
    draft = await session.get(PassedMessage, request.args["passed"], populate_existing=True)
    if draft is None or not drafts.is_open(draft, request.now):
        return None
    recipients = await _list_recipients(session, draft, request)
    return DraftContext(
        me=request.build_reader(await _find_side(session, recipients, request)),
        number=draft.id,
        content=draft.content,
        words=await mask_words(session, await _read_words(session, draft), recipients, request),
        parts=len(await drafts.list_current(session, request.reader)),
        partners=await _name_partners(session, recipients, request.reader),
        has_team=draft.binome_id is None,
    )


async def show_unsent(session: AppSession, request: ContextRequest, number: int) -> UnsentWords | None:
    """Return what was typed and may still be sent from beneath an answer to it; None once nobody may get it."""
    draft = await session.get(PassedMessage, number, populate_existing=True)
    if draft is None or not drafts.is_open(draft, request.now):
        return None
    recipients = await drafts.list_open(session, request.reader, request.now)
    words = await _read_words(session, draft)
    shown = await mask_words(session, words, recipients, request)
    partners = await _name_partners(session, recipients, request.reader)
    return UnsentWords(draft.id, partners, shown if shown != words else "") if partners else None


async def _find_side(session: AppSession, recipients: Sequence[Binome], request: ContextRequest) -> ReaderSide:
    """Return on which side somebody writes; where nobody gets it any more, on which they last were."""
    found = recipients or (await binomes.list_binomes(session, request.reader, ACQUAINTED))[-1:]
    return binomes.find_side(found[0], request.reader) if found else request.me.side


async def _list_recipients(session: AppSession, draft: PassedMessage, request: ContextRequest) -> list[Binome]:
    """Return the binômes in which a draft may be sent: its own, or all in which words would pass."""
    if draft.binome_id is None:
        return await drafts.list_open(session, request.reader, request.now)
    return [one for one in await drafts.list_recipients(session, request.reader) if one.id == draft.binome_id]


async def show_ready(session: AppSession, request: ContextRequest) -> ReadyContext | None:
    """Return ready words with the partners whom they may be sent to; None when there is nobody any more."""
    word = find_ready_word(request.args["word"])
    found = await _name_partners(session, await drafts.list_recipients(session, request.reader), request.reader)
    return ReadyContext(me=request.me, ready=word, partners=found) if word and found else None


async def show_not_passed(session: AppSession, request: ContextRequest) -> NotPassedContext:
    """Return that a message does not pass: without a name where the binôme is gone."""
    binome = await binome_rows.fetch_binome(session, request.args["binome"] or 0)
    other = await _name_partner(session, binome, request.reader) if binome else ""
    why: WhyNotPassed = request.args.get("why", "")
    return NotPassedContext(me=request.me, binome=binome.id if binome else 0, other=other, why=why)


async def mask_words(session: AppSession, words: str, readers: Sequence[Binome], request: ContextRequest) -> str:
    """Return words as they are read: with somebody under 18, without what leads to anybody past the bot.

    That is how to reach them, and where they live or learn.
    """
    young = [await session.get_one(Person, one.need.person_id) for one in readers]
    minors = [await forms.is_minor(session, person, request.now) is not False for person in young]
    return hide(words, [one for one in find_parts(words) if one.kind not in LEFT_IN]) if any(minors) else words


async def _read_words(session: AppSession, passed: PassedMessage) -> str:
    return await people.unseal(session, passed.writer_id, passed.words) or ""


async def _name_partners(session: AppSession, found: Sequence[Binome], person: Person) -> list[NamedPerson]:
    return [NamedPerson(one.id, await _name_partner(session, one, person)) for one in found]


async def _name_partner(session: AppSession, binome: Binome, person: Person) -> str:
    partner = await binomes.fetch_partner(session, binome, person)
    return str((await people.read_profile(session, partner)).get("name", ""))


async def _find_departure(session: AppSession, passed: PassedMessage, binome: Binome) -> datetime | None:
    """Return when a message is due to leave."""
    members = Outgoing.person_id.in_((binome.need.person_id, binome.offer.person_id))
    its = (members, Outgoing.kind.in_(PASSED_KINDS), Outgoing.args["passed"].as_integer() == passed.id)
    return await session.scalar(select(Outgoing.due_at).where(*its, Outgoing.state == "queued").limit(1))
