"""What the desk's private screens show, read as they leave: only somebody of the team is ever shown one."""

from datetime import datetime

from sqlalchemy import func, select

from mentoring.desk_contexts import (
    AnswerPlaceContext,
    ApprovalContext,
    CampaignsContext,
    ConnectionTroubleContext,
    HandOverContext,
    NameSearchContext,
    ProposedContext,
    RankingContext,
)
from mentoring.desk_views import (
    FoundPerson,
    InvitationLine,
    Member,
    OfferToApprove,
    RankedOffer,
)
from mentoring.outside_contexts import OutsideHomeContext, OutsideMailContext, OutsideNewsContext
from mentoring.references import format_reference
from mentoring.states import Noun
from mentoring.team_contexts import (
    GroupGuestContext,
    GroupMoveContext,
    InviteContext,
    MemberContext,
    PledgeContext,
    TeamContext,
    TeamMember,
)
from mentoring.views import AnswersView, FormView, Reference
from mentoring.what_if import Blocked
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Offer, Person, Staff
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.desk import record_sheets
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import campaigns, checks, people, staff, standing, ties
from use_cases.team import case_access, invitations, membership, outside, staff_checks

MAX_PER_BUTTON = 6
"""Their numbers travel together in one button."""
MAX_CAMPAIGNS = 40
"""What one message can show."""


async def show_team(session: AppSession, request: ContextRequest) -> TeamContext:
    """Return the team, and the invitations that somebody may still use."""
    rows = [await _view_team_member(session, row, request) for row in await membership.list_members(session)]
    names, heads = {row.id: row.name for row in rows}, sum(row.role == "head" for row in rows)
    opened = [
        InvitationLine(row.id, row.role, names.get(row.issued_by or 0, ""), row.expires_at)
        for row in await invitations.list_open(session, request.now)
    ]
    has_outside = await outside.find_recipient(session) is not None
    return TeamContext(me=request.me, team=rows, heads=heads, invitations=opened, has_outside=has_outside)


async def show_member(session: AppSession, request: ContextRequest) -> MemberContext | None:
    """Return somebody of the team whose rights are about to change."""
    row = await session.get(Staff, request.args["member"])
    if row is None:
        return None
    member = await view_member(session, row, request.reader)
    return MemberContext(me=request.me, member=member, act=request.args["act"])


async def view_member(session: AppSession, row: Staff, reader: Person) -> Member:
    """Return somebody of the team as the screen shows them."""
    person = await session.get_one(Person, row.person_id)
    name = (await people.read_profile(session, person)).get("name", "")
    return Member(row.person_id, row.role, name, is_me=row.person_id == reader.id)


async def _view_team_member(session: AppSession, row: Staff, request: ContextRequest) -> TeamMember:
    member = await view_member(session, row, request.reader)
    return TeamMember(
        member.id, member.role, member.name, member.is_me,
        pledged_at=row.pledged_at,
        checks=[one for one in (await checks.view(session, row.person_id, request.now)).checks if not one.has_expired],
        missing=await staff_checks.list_missing(session, row.person_id, request.now),
    )  # fmt: skip


async def show_pledge(session: AppSession, request: ContextRequest) -> PledgeContext | None:
    """Return what somebody of the team is asked to pledge; None once they have."""
    if await staff.has_pledged(session, request.reader):
        return None
    return PledgeContext(me=request.me, is_new=request.args["is_new"])


async def show_found(session: AppSession, request: ContextRequest) -> NameSearchContext:
    """Return those whom a name was looked for."""
    shown = [await session.get(Person, number) for number in request.args["people"]]
    found = [await _view_with_references(session, person) for person in shown if person]
    return NameSearchContext(me=request.me, found=found)


async def _view_with_references(session: AppSession, person: Person) -> FoundPerson:
    refs: list[tuple[Noun, int]] = []
    for noun, table in forms.TABLES.items():
        mine = select(table.id).where(table.person_id == person.id).order_by(table.id.desc()).limit(1)
        refs += [(noun, number) for number in await session.scalars(mine)]
    theirs = (Need.person_id == person.id) | (Offer.person_id == person.id)
    joined = join_need_and_offer(select(Binome.id))
    newest = joined.where(theirs).order_by(Binome.id.desc()).limit(2)
    refs += [("binome", number) for number in await session.scalars(newest)]
    shown = [Reference(noun, number, format_reference(noun, number)) for noun, number in refs]
    return FoundPerson((await people.read_profile(session, person)).get("name", ""), shown)


async def show_colleagues(session: AppSession, request: ContextRequest) -> HandOverContext | None:
    """Return a case and those who could take it over; nothing to whoever may not see it."""
    reader = request.reader
    card = await case_access.fetch_case(session, request.args["about"], reader)
    if card is None:
        return None
    others = [row for row in await membership.list_members(session) if row.person_id != reader.id]
    able = [row for row in others if await _may_take_over(session, card, row)]
    shown = [await view_member(session, row, reader) for row in able]
    return HandOverContext(me=request.me, case=record_sheets.view_case(card), team=shown)


async def _may_take_over(session: AppSession, card: Card, member: Staff) -> bool:
    return await case_access.may_take_over(session, card, await session.get_one(Person, member.person_id))


async def show_offers(session: AppSession, request: ContextRequest) -> ApprovalContext:
    """Return the offers that wait for the reader's approval, and which of them are chosen."""
    close = await ties.list_close_people(session, request.reader)
    found = select(Offer).where(Offer.state == "to_check", Offer.person_id.not_in(close)).order_by(Offer.id)
    total = int(await session.scalar(select(func.count()).select_from(found.subquery())) or 0)
    rows = (await session.scalars(found.limit(MAX_PER_BUTTON))).all()
    chosen = [row.id for row in rows if row.id in request.args["chosen"]]
    offers = [await _view_offer_to_approve(session, row, request, chosen=row.id in chosen) for row in rows]
    approved = [format_reference("offer", number) for number in request.args.get("approved", ())]
    selection = "-".join(map(str, chosen))
    return ApprovalContext(me=request.me, offers=offers, total=total, selection=selection, approved=approved)


async def _view_offer_to_approve(
    session: AppSession, row: Offer, request: ContextRequest, *, chosen: bool
) -> OfferToApprove:
    cases = await record_sheets.list_others(session, request.reader, row.person_id)
    answers = AnswersView(await forms.read_answers(session, row))
    is_held = await standing.is_kept(session, row.person_id, request.now)
    missing = await checks.list_missing(session, row.person_id, session.programme.vetting.required, request.now)
    return OfferToApprove(row.id, format_reference("offer", row.id), answers, chosen, cases, is_held, missing)


async def show_ranking(session: AppSession, request: ContextRequest) -> RankingContext | None:
    """Return who suits a need, and what stands in the way when nobody does."""
    need, args = await session.get(Need, request.args["about"]), request.args
    if need is None:
        return None
    sought, best = await forms.read_answers(session, need), []
    for number, score, why in args["ranked"]:
        if row := await session.get(Offer, number):
            given = await forms.read_answers(session, row)
            topics = [topic for topic in sought.get("topics", []) if topic in given.get("topics", [])]
            best.append(
                RankedOffer(number, format_reference("offer", number), score, why, given.get("job", ""), topics)
            )
    return RankingContext(
        me=request.me,
        need=FormView(need.id, format_reference("need", need.id), need.state),
        best=best,
        blocked=Blocked(**args["blocked"]) if args.get("blocked") else None,
        ways=args.get("ways", ()),
    )


async def show_proposed(_session: AppSession, request: ContextRequest) -> ProposedContext:
    """Return the references of what a coordinator brought together."""
    refs = [format_reference("need", request.args["about"]), format_reference("offer", request.args["offered"])]
    return ProposedContext(me=request.me, refs=refs)


async def show_where(session: AppSession, request: ContextRequest) -> AnswerPlaceContext:
    """Return where the answer to a command of the group stands."""
    return AnswerPlaceContext(me=request.me, bot=await _read_bot_name(session))


async def show_connection_trouble(_session: AppSession, request: ContextRequest) -> ConnectionTroubleContext:
    """Return since when another program takes what people write."""
    trouble, since = request.args.get("trouble", "contested"), datetime.fromisoformat(request.args["since"])
    return ConnectionTroubleContext(me=request.me, trouble=trouble, since=since)


async def show_outside_news(_session: AppSession, request: ContextRequest) -> OutsideNewsContext:
    """Return what became of the outside recipient."""
    return OutsideNewsContext(me=request.me, act=request.args["act"])


async def show_outside_home(session: AppSession, request: ContextRequest) -> OutsideHomeContext:
    """Return the open cases of the outside recipient."""
    found = case_access.select_cases(request.reader).where(Card.state != "closed").order_by(Card.opened_at, Card.id)
    cases = [record_sheets.view_case(row) for row in await session.scalars(found.limit(MAX_PER_BUTTON))]
    return OutsideHomeContext(me=request.me, cases=cases)


async def show_outside_mail(session: AppSession, request: ContextRequest) -> OutsideMailContext | None:
    """Return a case's number, or none for a test, and a link whose code is made as the mail leaves."""
    number = request.args.get("card")
    if number is not None and await case_access.fetch_case(session, number, request.reader) is None:
        return None
    code = await outside.renew_mail_code(session, request.reader, number)
    link = await installation.build_link(session, code)
    return OutsideMailContext(me=request.me, ref=format_reference("card", number) if number else "", link=link)


async def show_group_move(session: AppSession, request: ContextRequest) -> GroupMoveContext | None:
    """Return the group to which all alerts would go; None when they go there already."""
    args = request.args
    if await installation.read_staff_chat(session) == args["chat"]:
        return None
    title = session.vault.open_own(bytes.fromhex(args["title"]))
    return GroupMoveContext(me=request.me, chat=args["chat"], thread=args["thread"], title=title)


async def show_group_guest(session: AppSession, request: ContextRequest) -> GroupGuestContext:
    """Return who is in the staff group without being of the team."""
    name = session.vault.open_own(bytes.fromhex(request.args["name"]))
    return GroupGuestContext(me=request.me, name=name, act=request.args["act"])


async def show_campaigns(session: AppSession, request: ContextRequest) -> CampaignsContext:
    """Return how many people each campaign brought."""
    counted = (await campaigns.list_counts(session))[:MAX_CAMPAIGNS]
    return CampaignsContext(me=request.me, campaigns=counted, bot_name=await _read_bot_name(session))


async def show_invite(session: AppSession, request: ContextRequest) -> InviteContext | None:
    """Return a link made as the message leaves: its code itself is never at rest here."""
    row = await invitations.find_open(session, request.args["invitation"], request.now)
    if row is None:
        return None
    link = await installation.build_link(session, await invitations.renew_code(session, row))
    return InviteContext(me=request.me, link=link, expires_at=row.expires_at)


async def _read_bot_name(session: AppSession) -> str:
    return await installation.read(session, installation.BOT_NAME)
