"""What people's messages show, a builder for each type of context; a case for the team is built here too."""

from dataclasses import replace
from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring import answer_changes, form_rules, pauses
from mentoring.contexts import (
    BinomeContext,
    Context,
    FormContext,
    OfferContext,
    OverviewContext,
    PartnerGoneContext,
    PauseContext,
    PlaceContext,
    ThingContext,
    TrainingContext,
    WelcomeContext,
    WidenedContext,
)
from mentoring.desk_contexts import CardContext, CardDetailContext
from mentoring.gates import ConsentState
from mentoring.privacy import parse_page
from mentoring.privacy_contexts import PrivacyContext
from mentoring.questions import count_progress, find_question, parse_form
from mentoring.references import format_reference
from mentoring.roles import SIDE_BY_FORM
from mentoring.states import GONE, PENDING, RUNNING, SEEKING, Form, Noun
from mentoring.views import (
    ActsOnThing,
    AnswersView,
    BinomeView,
    FormView,
    OwnForm,
    ThingView,
)
from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Offer, Person
from understanding import shown_words
from use_cases.binomes import binome_rows, binomes, parental_answers, reports, slots, views
from use_cases.desk import record_sheets
from use_cases.needs_offers import agreements, forms, offers, parental_requests, training
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import checks, standing
from use_cases.team import case_access, case_subjects, outside


async def show_plain(_session: AppSession, request: ContextRequest) -> Context:
    """Return what every message knows."""
    return Context(me=request.me)


async def show_welcome(_session: AppSession, request: ContextRequest) -> WelcomeContext:
    """Return what somebody agrees to, or agreed to, and when."""
    agreed_at = request.reader.consented_at if request.args.get("agreed") else None
    return WelcomeContext(me=request.me, agreed_at=agreed_at)


async def show_privacy(session: AppSession, request: ContextRequest) -> PrivacyContext:
    """Return a page of /privacy; what it says of its reader is read as it leaves."""
    person = request.reader
    return PrivacyContext(
        me=request.me,
        page=parse_page(request.args.get("page", "")),
        has_outside=await outside.find_recipient(session) is not None,
        consented_at=person.consented_at,
        consent_edition=person.consent_edition or "",
        consent_words=await agreements.read_words(session, person),
        uses_words=person.words_refused_at is None,
    )


async def show_form(session: AppSession, request: ContextRequest) -> FormContext | None:
    """Return a form as it is now; None when it is gone, or asks something else by now."""
    form, args = parse_form(request.kind.partition("_")[0]), request.args
    row = await forms.fetch(session, form, args["form"])
    if row is None or request.person is None or row.state in GONE:
        return None
    closed, today = args.get("closed", ""), await forms.read_local_date(session, request.person, request.now)
    is_profile, asks_back = request.kind.endswith("_profile"), request.kind.endswith("_ask_back")
    given = await (forms.read_answers if closed or is_profile or asks_back else forms.read_written)(session, row)
    if given is None or (row.state == "drafting" and is_profile):
        return None
    if closed and closed not in given:
        return None  # it is asked again by now
    rules, unasked = session.programme, shown_words.find_unasked(form, given)
    if asks_back and not unasked:
        return None  # the words are others by now, or it was decided
    asked = find_question(form, closed) if closed else form_rules.find_next_question(form, given, today)
    options = asked.list_options(rules) if asked else ()
    if "guess" in args and args["guess"] not in options:
        return None  # another question is asked by now
    at, out_of = count_progress(form, given, today, closed)
    return FormContext(
        me=request.build_reader(SIDE_BY_FORM[form]),
        form=form,
        asked=asked,
        answers=AnswersView(given),
        chosen=form_rules.list_drafted(asked, given) if asked else (),
        options=options,
        years=form_rules.list_years(form, rules, today),
        progress=f"({at}/{out_of})" if row.state == "drafting" else "",
        changeable=answer_changes.list_changeable(form, given, row.state, today),
        ref=format_reference(form, row.id),
        state=row.state,
        closed=closed,
        is_past=bool(args.get("past")),
        taken=args.get("taken", "") if args.get("taken") in given else "",
        guess=args.get("guess", ""),
        shown=shown_words.mask_shown(form, given),
        unasked=unasked,
        uses_words=request.person.words_refused_at is None,
    )


def _view_form(noun: Form, row: Need | Offer) -> FormView:
    return FormView(row.id, format_reference(noun, row.id), row.state)


async def show_offer(session: AppSession, request: ContextRequest) -> OfferContext | None:
    """Return an offer."""
    row = await session.get(Offer, request.args["offer"])
    return OfferContext(me=request.build_reader("volunteer"), offer=_view_form("offer", row)) if row else None


async def show_training(session: AppSession, request: ContextRequest) -> TrainingContext | None:
    """Return the screen of the training that comes next."""
    row = await session.get(Offer, request.args["offer"])
    if row is None:
        return None
    screen = await training.view_screen(session, request.reader, row.trained, request.args.get("told", ""))
    return TrainingContext(me=request.build_reader("volunteer"), offer=_view_form("offer", row), training=screen)


async def show_widened(session: AppSession, request: ContextRequest) -> WidenedContext | None:
    """Return what was just added to a need or an offer."""
    noun: Form = "need" if "need" in request.args else "offer"
    row = await forms.fetch(session, noun, request.args[noun])
    return WidenedContext(me=request.build_reader(SIDE_BY_FORM[noun]), way=request.args["way"]) if row else None


async def show_partner_gone(session: AppSession, request: ContextRequest) -> PartnerGoneContext | None:
    """Return what is left to whose partner went."""
    if "offer" in request.args:
        offer = await session.get(Offer, request.args["offer"])
        waits = request.args.get("waits", False)
        return PartnerGoneContext(me=request.build_reader("volunteer"), waits=waits) if offer else None
    need = await session.get(Need, request.args["need"])
    return PartnerGoneContext(me=request.build_reader("young"), need=_view_form("need", need)) if need else None


async def show_binome(session: AppSession, request: ContextRequest) -> BinomeContext | None:
    """Return a binôme, seen by one of its members."""
    found = await binome_rows.fetch_binome(session, request.args["binome"])
    return await views.show_row(session, request, found, request.args.get("slot", "")) if found else None


async def show_place(session: AppSession, request: ContextRequest) -> PlaceContext | None:
    """Return where a binôme meets; None when what the reader wrote is no longer to be sent."""
    about = await show_binome(session, request)
    if about is None:
        return None
    if "mark" not in request.args:
        by_me = request.args.get("by") == request.reader.id
        return PlaceContext(me=about.me, binome=about.binome, by_me=by_me)
    typed = await slots.read_typed_place(session, request.reader, about.binome.id, mark := request.args["mark"])
    return PlaceContext(me=about.me, binome=about.binome, typed=typed, mark=mark) if typed else None


async def show_card(session: AppSession, request: ContextRequest) -> CardContext | None:
    """Return a case as the group reads it, and whoever is called for it: an urgent one without its category."""
    row = await case_access.fetch_case(session, request.args["card"], request.person)
    if row is None:
        return None
    shown = (await views.view_card(session, row, request.now)).hide_category()
    return CardContext(me=request.build_reader("staff"), card=shown)


async def show_card_detail(session: AppSession, request: ContextRequest) -> CardDetailContext | None:
    """Return a case with names and words."""
    row = await case_access.fetch_case(session, request.args["card"], request.person)
    if row is None:
        return None
    shown = await views.view_card_detail(session, row, request.now)
    subject = await case_subjects.find_subject(session, row)
    shown = replace(shown, is_own=subject is not None and subject.id == request.reader.id)
    if row.kind == "new_volunteer" and row.person_id:
        others = await record_sheets.list_others(session, request.reader, row.person_id)
        is_held = await standing.is_kept(session, row.person_id, request.now)
        missing = await checks.list_missing(session, row.person_id, session.programme.vetting.required, request.now)
        shown = replace(shown, others=others, is_held=is_held, missing=missing)
    return CardDetailContext(me=request.build_reader("staff"), card=shown)


async def show_thing(session: AppSession, request: ContextRequest) -> ThingContext | None:
    """Return a need, an offer or a binôme by the name that buttons carry, such as ``need-204``."""
    name = request.args["thing"]
    noun, _, number = name.partition("-")
    if noun == "binome":
        about = await show_binome(session, request.replace_args(binome=int(number)))
        return ThingContext(me=about.me, thing=_view_binome_thing(name, about.binome)) if about else None
    row = await forms.fetch(session, noun, int(number))
    if row is None:
        return None
    thing = ThingView(name, noun, format_reference(noun, row.id), row.state, row.resume_at)
    return ThingContext(me=request.build_reader(SIDE_BY_FORM[noun]), thing=thing)


async def show_pause(session: AppSession, request: ContextRequest) -> PauseContext | None:
    """Return a pause whose day was typed; None once that day has come."""
    about = await show_thing(session, request)
    day = pauses.parse_day(request.args["day"], await forms.read_local_date(session, request.reader, request.now))
    if about is None or day is None:
        return None
    until = datetime.combine(day, time(pauses.BACK_AT_HOUR), ZoneInfo(about.me.zone))
    return PauseContext(me=about.me, thing=about.thing, day=pauses.format_day(day), until=until)


def _view_binome_thing(name: str, one: BinomeView) -> ThingView:
    return ThingView(name, "binome", one.ref, one.state, one.resume_at, one.other, one.other_zone, one.next)


async def show_overview(session: AppSession, request: ContextRequest) -> OverviewContext:
    """Return where a person is with all that they have."""
    person, shown = request.reader, await _view_own_forms(session, request.reader)
    report = await reports.find_own(session, person)
    mine = await _view_own_binomes(session, request)
    named: list[tuple[Noun, OwnForm | BinomeView]] = [*shown.items(), *(("binome", one) for one in mine)]
    return OverviewContext(
        me=request.me,
        forms=shown,
        binomes=mine,
        things=[ActsOnThing(f"{noun}-{one.id}", one.ref, pauses.list_acts(noun, one.state)) for noun, one in named],
        closed_need=None if "need" in shown else await _find_closed_need(session, person),
        report=report.id if report else None,
        parents=await _find_obstacle(session, request, shown.get("need")),
        represents=bool(await parental_answers.list_read(session, person, request.now)),
        is_full=await _is_full(session, shown.get("offer")),
    )


async def _is_full(session: AppSession, offer: OwnForm | None) -> bool:
    row = await session.get(Offer, offer.id) if offer and offer.state == "available" else None
    return row is not None and await offers.count_places_taken(session, row.id) >= row.capacity


async def _find_obstacle(
    session: AppSession, request: ContextRequest, need: OwnForm | None
) -> ConsentState | Literal[""]:
    if need is None or need.state not in SEEKING:
        return ""
    return await parental_requests.find_obstacle(session, request.reader, request.now)


async def _view_own_forms(session: AppSession, person: Person) -> dict[Form, OwnForm]:
    shown = dict[Form, OwnForm]()
    for form in forms.TABLES:
        if found := await forms.find_latest(session, form, person):
            shown[form] = OwnForm(found.id, format_reference(form, found.id), found.state, found.resume_at)
    return shown


async def _view_own_binomes(session: AppSession, request: ContextRequest) -> list[BinomeView]:
    person, now = request.reader, request.now
    found = await binomes.list_binomes(session, person, (*PENDING, *RUNNING))
    return [await views.view_binome(session, one, binomes.find_side(one, person), now) for one in found]


async def _find_closed_need(session: AppSession, person: Person) -> int | None:
    closed = select(Need.id).where(Need.person_id == person.id, Need.state == "closed").order_by(Need.id.desc())
    return await session.scalar(closed.limit(1))
