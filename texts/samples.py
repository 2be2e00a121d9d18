"""One sample of each type of context: one person, one binôme, one case, small or as large as they can be.

What `binome messages` shows, what an association's own texts are tried with, and what the tests read.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from mentoring import birth_contexts, contexts
from mentoring.answer_changes import list_changeable
from mentoring.cases import CASES, CardState
from mentoring.contexts import Context, FormContext, TrainingContext
from mentoring.conversation_contexts import ConversationContext, PlaceAskContext, SharedNameContext
from mentoring.desk_contexts import CardContext, CardDetailContext
from mentoring.desk_views import CardDetail, CardView, CaseLine, CasePerson, NoteView
from mentoring.form_rules import list_years
from mentoring.help_numbers import Situation
from mentoring.masking import Part
from mentoring.message_kinds import UNSENT
from mentoring.messages import MESSAGES
from mentoring.outside_contexts import OutsideWelcomeContext
from mentoring.own_data import DataContext
from mentoring.parental_contexts import RepresentativeContext
from mentoring.privacy_contexts import PrivacyContext
from mentoring.programme import Programme
from mentoring.questions import FORMS, Question, find_question, parse_form
from mentoring.roles import SIDE_BY_FORM, ReaderSide
from mentoring.slots import SLOTS
from mentoring.states import Form, NeedState, OfferState
from mentoring.views import (
    ActsOnThing,
    AnswersView,
    BinomeView,
    FormView,
    Hour,
    NamelessNeed,
    NamelessOffer,
    OwnForm,
    Reader,
    Reason,
    Reference,
    SessionOfDay,
    ThingView,
    TrainingView,
)
from mentoring.wait_estimates import WaitEstimate
from texts import conversation_samples, course_samples, kit_samples, pending_samples, privacy_samples, report_samples
from texts.case_samples import sample_pair
from texts.data_samples import sample_data
from texts.duty_samples import STAFF_SAMPLES
from texts.parental_samples import sample_answers
from texts.session_samples import SESSION_SAMPLES, sample_session
from texts.sheet_samples import MANY, NOW, SOME
from texts.talk_samples import TALK_SAMPLES, sample_unsent

TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
OTHER_ZONE = "Indian/Reunion"
WAIT: dict[str, Any] = {"waited": 6, "usual": WaitEstimate(half=4, most=9), "others": 140, "on_topic": 60, "able": 12}
NEED, OFFER = FormView(204, "J-204", "closed"), FormView(31, "V-031", "available")


class Sample:
    """Contexts whose words are all chosen: what is typed can be anything."""

    def __init__(
        self, programme: Programme, name: str = "Inès", words: str = "Je cherche un stage", *, large: bool = False
    ) -> None:
        self.programme = programme
        self.name = name
        self.words = words
        self.large = large

    def context(self, kind: str, side: ReaderSide, language: str = "fr", zone: str = "Europe/Paris") -> Context:
        """Return the context of a kind of message, read by one side."""
        found = self._sample_context(kind, self.me(kind, side, language, zone))
        if self.large and UNSENT in MESSAGES[kind].args:
            return replace(found, unsent=sample_unsent(self.name, self.words, MANY))
        return found

    def _sample_context(self, kind: str, me: Reader) -> Context:
        shape = MESSAGES[kind].context
        if shape in STAFF_SAMPLES:
            return STAFF_SAMPLES[shape](me, self.name, self.words, MANY if self.large else SOME)
        if shape in SESSION_SAMPLES:
            return SESSION_SAMPLES[shape](self.session(me), MANY if self.large else SOME)
        if shape in TALK_SAMPLES:
            return TALK_SAMPLES[shape](me, self.name, self.words, MANY if self.large else SOME)
        found = SAMPLES[shape](self, me)
        if isinstance(found, FormContext) and kind.endswith("_guess"):
            return replace(found, asked=find_question(found.form, "region"), guess="bretagne")
        return found

    def me(self, kind: str, side: ReaderSide, language: str = "fr", zone: str = "Europe/Paris") -> Reader:
        """Return the reader; the group itself has no number and no role."""
        if MESSAGES[kind].group:
            return Reader(language, side, zone)
        return Reader(language, side, zone, self.name, id=5, role="head" if side == "staff" else "")

    def plain(self, me: Reader) -> Context:
        """Return what every message knows."""
        return Context(me=me)

    def help(self, me: Reader) -> contexts.HelpContext:
        """Return the numbers, at an hour at which nobody of the team works; where an area has a note when large."""
        noted = [region for area in self.programme.help_numbers.areas.values() for region in area.regions]
        situation = Situation(region=noted[0] if self.large and noted else None)
        return contexts.HelpContext.build(me, self.programme, situation, NIGHT)

    def too_young(self, me: Reader) -> birth_contexts.TooYoungContext:
        """Return somebody too young, with the numbers."""
        return birth_contexts.TooYoungContext(me=me, may_seek=True, **self.help(me).give_numbers())

    def answers(self) -> AnswersView:
        """Return the answers to both forms."""
        given = AnswersView({item.key: self._sample_answer(item) for items in FORMS.values() for item in items})
        given.update(
            name=self.name, called=self.name, birth="2008-03", level="bac2", field="business", region="bretagne",
            topics=list(self.programme.topics) if self.large else ["cv_letter"], words=self.words, modes=["remote"],
            slots=list(SLOTS) if self.large else ["tue-evening"], job=self.words[:120], capacity="2", language="fr",
        )  # fmt: skip
        return given

    def _sample_answer(self, question: Question) -> Any:
        """Return the first choice, all of many, or words."""
        options = list(question.list_options(self.programme))
        if question.kind == "many":
            return options if self.large else options[:1]
        return options[0] if options else self.words[: question.max_characters]

    def welcome(self, me: Reader) -> contexts.WelcomeContext:
        """Return what somebody agrees to."""
        return contexts.WelcomeContext(me=me)

    def form(self, me: Reader) -> FormContext:
        """Return a form in writing; the question is added by `questions`."""
        form: Form = "need" if me.side == "young" else "offer"
        return FormContext(
            me=me, form=form, asked=None, answers=self.answers(), chosen=(), options=(),
            years=list_years(form, self.programme, date(2026, 11, 23)), progress="(1/8)",
            shown=self.words, unasked=self._sample_parts(),
            changeable=list_changeable(form, {}, "waiting", date(2026, 11, 23)), ref="X-031", state="waiting",
        )  # fmt: skip

    def _sample_parts(self) -> list[Part]:
        return [Part("school", 0, 11, "Jean Moulin"), Part("name", 12, 18, self.name)][: 2 if self.large else 1]

    def need_wait(self, me: Reader) -> contexts.NeedWaitContext:
        """Return what somebody is told whose need was sent, and waits."""
        return contexts.NeedWaitContext(me=me, need=NEED, asked=False, full=3, ways=self._sample_ways(), **WAIT)

    def offer_wait(self, me: Reader) -> contexts.OfferWaitContext:
        """Return the same of an offer."""
        return contexts.OfferWaitContext(me=me, offer=OFFER, ways=self._sample_ways(), **WAIT)

    def _sample_ways(self) -> list[tuple[str, int]]:
        return [("remote", 12), ("=evening", 9), ("sat-morning", 5)][: 3 if self.large else 1]

    def offer(self, me: Reader) -> contexts.OfferContext:
        """Return an offer."""
        return contexts.OfferContext(me=me, offer=OFFER)

    def widened(self, me: Reader) -> contexts.WidenedContext:
        """Return what was added."""
        return contexts.WidenedContext(me=me, way="sat-morning")

    def partner_gone(self, me: Reader) -> contexts.PartnerGoneContext:
        """Return a need that was ended, or nothing."""
        return contexts.PartnerGoneContext(me=me, need=NEED if me.side == "young" else None, waits=self.large)

    def training(self, me: Reader) -> TrainingContext:
        """Return the first screen of the training."""
        return next(self.list_trainings(me))

    def list_trainings(self, me: Reader) -> Iterator[TrainingContext]:
        """Return the training at each screen, and after each answer."""
        screens = self.programme.find_screens(me.language)
        for at, screen in enumerate(screens):
            shown = TrainingView(screen, at + 1, len(screens), None)
            yield TrainingContext(me=me, offer=OFFER, training=shown)
            for answer in screen.answers:
                after = replace(shown, screen=screens[at + 1], at=at + 2) if answer.right else shown
                yield TrainingContext(me=me, offer=OFFER, training=replace(after, answered=answer))

    def thing(self, me: Reader) -> contexts.ThingContext:
        """Return a binôme by the name that buttons carry."""
        thing = ThingView("binome-102", "binome", "B-102", "active", TUESDAY, self.name, OTHER_ZONE, TUESDAY)
        return contexts.ThingContext(me=me, thing=thing)

    def pause(self, me: Reader) -> contexts.PauseContext:
        """Return a pause of that binôme whose day was typed."""
        return contexts.PauseContext(me=me, thing=self.thing(me).thing, day="24-11-2026", until=TUESDAY)

    def binome(self, me: Reader) -> contexts.BinomeContext:
        """Return a binôme, seen from one side."""
        return contexts.BinomeContext(me=me, binome=self._sample_binome(me.side))

    def _sample_binome(self, side: ReaderSide) -> BinomeView:
        given = self.answers()
        hours = [Hour(f"{at % 7}-{9 + at // 7}", TUESDAY) for at in range(84 if self.large else 2)]
        nameless = {key: given[key] for key in ("level", "field", "region", "topics", "words", "modes")}
        return BinomeView(
            id=102, ref="B-102", state="active", side=side, why="goal", other=self.name, due_at=TUESDAY,
            resume_at=TUESDAY, other_zone=OTHER_ZONE, need=NamelessNeed(204, "in_binome", **nameless),
            offer=NamelessOffer(31, "available", given["job"], given["field"], given["region"]),
            reasons=self._sample_reasons(), place=self.words[:200], hours=hours, asked=hours[1], slot=hours[1],
            next=TUESDAY, session=sample_session(), weeks=16,
        )  # fmt: skip

    def _sample_reasons(self) -> list[Reason]:
        values = {"topics": self.answers()["topics"], "field": ["business"], "region": ["bretagne"]}
        values |= {"words": self.words.split()[:4], "slots": [], "near": ["comptabilité ↔ gestion"]}
        return [Reason(kind, found) for kind, found in values.items()]

    def place(self, me: Reader) -> contexts.PlaceContext:
        """Return a place that the reader wrote, and has not sent."""
        shown = self._sample_binome(me.side)
        return contexts.PlaceContext(me=me, binome=shown, typed=self.words[:200], mark="0123456789ab")

    def session(self, me: Reader) -> contexts.SessionContext:
        """Return a session of that binôme."""
        return contexts.SessionContext(
            me=me, binome=self._sample_binome(me.side), session=sample_session(), by_me=False, today=False
        )

    def day(self, me: Reader) -> contexts.DayContext:
        """Return what one person's day holds."""
        numbers, binome = range(7, 10 if self.large else 9), self._sample_binome(me.side)
        about = {number: replace(binome, id=95 + number) for number in numbers}
        found = [SessionOfDay(about[number], replace(sample_session(), id=number)) for number in numbers]
        return contexts.DayContext(me=me, sessions=found, today=False)

    def outside_welcome(self, me: Reader) -> OutsideWelcomeContext:
        """Return what whoever is to stand outside the team signs."""
        shown = self.help(me)
        return OutsideWelcomeContext(me=me, numbers=shown.numbers, note=shown.note)

    def overview(self, me: Reader) -> contexts.OverviewContext:
        """Return all that a person has: nothing, a need, or an offer, and the binôme."""
        shown, binomes = self._sample_own_forms(me.side), [self._sample_binome(me.side)] if me.side else []
        things = [ActsOnThing("binome-102", "B-102", ["pause", "wake", "stop"])] if me.side else []
        return contexts.OverviewContext(
            me=me, forms=shown, binomes=binomes, things=things, closed_need=None, report=9, represents=True
        )

    def data(self, me: Reader) -> DataContext:
        """Return all that is held about a person."""
        return sample_data(me, self.name, self.words, self.answers(), MANY if self.large else SOME)

    def representative(self, me: Reader) -> RepresentativeContext:
        """Return what a legal representative reads."""
        return RepresentativeContext(me=me, answer=sample_answers(1)[0], **self.help(me).give_numbers())

    def _sample_own_forms(self, side: ReaderSide) -> dict[Form, OwnForm]:
        sent: dict[str, tuple[Form, NeedState | OfferState]] = {
            "young": ("need", "in_binome"),
            "volunteer": ("offer", "available"),
        }
        if side not in sent:
            return {}
        form, state = sent[side]
        return {form: OwnForm(31, "X-031", state, None)}

    def card(self, me: Reader) -> CardContext:
        """Return a case."""
        return CardContext(me=me, card=self.case())

    def case(self, kind: str = "help", state: CardState = "open") -> CardView:
        """Return a case of a kind, as the group sees it."""
        offer = AnswersView({key: self.answers()[key] for key in ("field", "region", "topics", "modes", "capacity")})
        return CardView(
            id=9, ref="C-009", kind=kind, state=state, urgent=CASES[kind].urgent, acts=CASES[kind].acts,
            origin="button", written_at=NOW, count=2, outcome="close", opened_at=NOW, due_at=TUESDAY, reminded=1,
            help_arrived=False, seconded=True, minor=True, taken_by="Claire", on_duty="Karim", refs=["B-102"],
            offer=offer, starts_at=NOW,
        )  # fmt: skip

    def card_detail(self, me: Reader) -> CardDetailContext:
        """Return the case with names and words."""
        person = CasePerson(self.name, 12345, [self.answers()] * (2 if self.large else 1))
        shown = CardDetail.build(self.case(), person, self.words, danger=self.name, is_safety=True)
        others = [CaseLine(-482_913, "S-482913", "report", "closed", NOW, 1, urgent=True)]
        records = [Reference("binome", 102, "B-102")]
        said = [NoteView(NOW, self.name, self.words[:500], is_letter=True)] * (4 if self.large else 1)
        shown = replace(shown, others=others, records=records, is_held=True, thread=said, pair=sample_pair())
        return CardDetailContext(me=me, card=shown)

    def list_questions(self, form: Form, language: str = "fr") -> Iterator[tuple[Question, FormContext]]:
        """Return each question of a form with its context."""
        shown = self.form(self.me(f"{form}_question", SIDE_BY_FORM[form], language))
        for asked in FORMS[form]:
            options = asked.list_options(self.programme)
            chosen = list(options) if self.large else list(options)[:1]
            yield asked, replace(shown, asked=asked, options=options, chosen=chosen)


def list_samples(sample: Sample, language: str = "fr") -> Iterator[tuple[str, str, Context]]:
    """Return (kind, side, context) of every message, each question of the forms and each page included."""
    for kind, rules in MESSAGES.items():
        form, _, rest = kind.partition("_")
        if rest == "question":
            for _asked, context in sample.list_questions(parse_form(form), language):
                yield kind, context.me.side, context
            continue
        for side in rules.read_by:
            shown = sample.context(kind, side, language)
            yield from ((kind, side, page) for page in kit_samples.list_pages(shown))


SAMPLES: dict[type[Context], Callable[[Sample, Reader], Context]] = {
    Context: Sample.plain,
    contexts.WelcomeContext: Sample.welcome,
    contexts.HelpContext: Sample.help,
    birth_contexts.TooYoungContext: Sample.too_young,
    OutsideWelcomeContext: Sample.outside_welcome,
    contexts.OverviewContext: Sample.overview,
    RepresentativeContext: Sample.representative,
    DataContext: Sample.data,
    PrivacyContext: privacy_samples.build_page,
    FormContext: Sample.form,
    contexts.NeedWaitContext: Sample.need_wait,
    contexts.OfferWaitContext: Sample.offer_wait,
    contexts.OfferContext: Sample.offer,
    contexts.WidenedContext: Sample.widened,
    contexts.PartnerGoneContext: Sample.partner_gone,
    TrainingContext: Sample.training,
    contexts.BinomeContext: Sample.binome,
    contexts.PlaceContext: Sample.place,
    **course_samples.COURSE_SAMPLES,
    **kit_samples.KIT_SAMPLES,
    ConversationContext: conversation_samples.build_conversation,
    PlaceAskContext: conversation_samples.build_place_question,
    SharedNameContext: conversation_samples.build_name,
    contexts.SessionContext: Sample.session,
    contexts.DayContext: Sample.day,
    contexts.ThingContext: Sample.thing,
    contexts.PauseContext: Sample.pause,
    contexts.WaitingContext: pending_samples.build_waiting,
    contexts.OfferedContext: pending_samples.build_offered,
    contexts.SignalContext: report_samples.build_signal,
    contexts.ReportContext: report_samples.build_report,
    contexts.ConcernContext: report_samples.build_concern,
    contexts.ReadersContext: report_samples.build_readers,
    contexts.BarredContext: report_samples.build_bar,
    CardContext: Sample.card,
    CardDetailContext: Sample.card_detail,
}
