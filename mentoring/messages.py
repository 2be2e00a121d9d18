"""Every kind of message: how urgent it is, when it may leave, what it shows, who reads it, what it is queued with.

Words and buttons are in texts/, under the same name.
"""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

from mentoring import duty_contexts
from mentoring.case_contexts import CaseFileContext, CaseRecordContext, FileKeyContext, LetterContext
from mentoring.contexts import (
    BarredContext,
    BinomeContext,
    ConcernContext,
    Context,
    DataContext,
    DayContext,
    FormContext,
    HelpContext,
    NeedWaitContext,
    OfferContext,
    OfferWaitContext,
    OutsideHomeContext,
    OutsideMailContext,
    OutsideNewsContext,
    OutsideWelcomeContext,
    OverviewContext,
    PartnerGoneContext,
    PauseContext,
    PlaceContext,
    PrivacyContext,
    ReportContext,
    SessionContext,
    SignalContext,
    ThingContext,
    TrainingContext,
    WidenedContext,
)
from mentoring.desk_contexts import (
    AnswerPlaceContext,
    ApprovalContext,
    AuditContext,
    BinomeSheetContext,
    CampaignsContext,
    CardContext,
    CardDetailContext,
    CardListContext,
    DangerContext,
    DecisionsContext,
    DigestContext,
    FairnessContext,
    FiguresContext,
    GlanceContext,
    GroupMoveContext,
    HandOverContext,
    HistoryContext,
    InviteContext,
    LineContext,
    MemberContext,
    NameSearchContext,
    NeedSheetContext,
    OfferSheetContext,
    OutageContext,
    ProposedContext,
    QueueContext,
    RankingContext,
    SilenceContext,
    TeamContext,
    UncertainMessagesContext,
)
from mentoring.roles import ReaderSide
from mentoring.tie_contexts import TieContext, TieEndContext, TiesContext

OutboxState = Literal["queued", "sending", "sent", "uncertain", "given_up", "expired", "cancelled"]
"""What became of a message so far."""
Channel = Literal["chat", "group", "mail"]
"""By which way a message leaves."""
IN_TRANSIT_STATES: tuple[OutboxState, ...] = ("queued", "sending")
"""States of a message that may still leave."""
SilenceRule = Literal["leaves", "waits", "follow_up"]
"""What a silence does to a message: nothing; it is said afterwards, if it is still true; or it is not said at all.

A follow-up is not said either while an urgent case about its reader is open. What has its own hour expires by it.
"""
SENT_STATES: tuple[OutboxState, ...] = ("sent", "uncertain")
"""States of a message that its reader has, or may have."""
Sides = tuple[ReaderSide, ...]
ANYBODY: Sides = ("", "young", "volunteer")
STRANGER: Sides = ("",)
MEMBERS: Sides = ("young", "volunteer")
YOUNG: Sides = ("young",)
VOLUNTEER: Sides = ("volunteer",)
STAFF: Sides = ("staff",)
OUTSIDE: Sides = ("", "volunteer")
"""Who may be the recipient outside the team."""


class Priority(IntEnum):
    """Who goes first when many wait; the smallest goes first."""

    SAFETY = 0
    REPLY = 1
    PROPOSAL = 2
    REMINDER = 3
    DIGEST = 4
    LIST = 5


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What must be known about a kind of message.

    `resend`: how often a message whose fate is unknown leaves again; `unprompted`: keeps quiet hours, unless
    it answers what the person has just done; `daily`: the program's own idea, of which a person gets one a day;
    `protected`: Telegram forbids forwarding and saving it; `kept_hours`: after so many it is deleted from a private
    chat, 0 if never; `file`: its words leave as a sealed file of this name; `is_for_staff`: it leaves for the team
    alone; `is_for_outside`: the outside recipient reads it too; `channel`: by which way it leaves; `group`: it is read
    in the staff group alone. `context` is what its template reads, `args` what it is queued with.
    `silence` has no default: each kind says what it obeys. What answers its reader leaves whatever its kind says.
    """

    priority: Priority = Priority.REPLY
    resend: int = 0
    keeps_quiet_time: bool = False
    daily: bool = False
    protected: bool = False
    kept_hours: int = 0
    file: str = ""
    is_for_staff: bool = False
    is_for_outside: bool = False
    channel: Channel = "chat"
    group: bool = False
    context: type[Context] = Context
    read_by: Sides = ANYBODY
    args: frozenset[str] = frozenset()
    silence: SilenceRule = field(kw_only=True)

    def showing(self, context: type[Context], read_by: Sides, *args: str) -> "MessageKind":
        """Return these rules for a message of its own."""
        return replace(self, context=context, read_by=read_by, args=frozenset(args))


SAFETY = MessageKind(Priority.SAFETY, resend=1, silence="leaves")
REPLY = MessageKind(resend=1, silence="leaves")
"""An answer on screen: read twice it harms nobody, and missing it leaves somebody waiting."""
ONCE = MessageKind(silence="leaves")
"""A sentence that is said once, or better not at all."""
REQUESTED = MessageKind(Priority.PROPOSAL, resend=1, keeps_quiet_time=True, silence="waits")
NEWS = MessageKind(Priority.PROPOSAL, keeps_quiet_time=True, silence="waits")
"""What a partner or the team has just done, for those who wait for it."""
DECISION = replace(NEWS, silence="leaves")
"""What the team tells somebody of themselves or of their own report, or a duty: no silence hides it from them."""
PROPOSAL = MessageKind(Priority.PROPOSAL, resend=1, keeps_quiet_time=True, daily=True, silence="waits")
OWN_IDEA = MessageKind(Priority.PROPOSAL, keeps_quiet_time=True, daily=True, silence="follow_up")
"""What the clock or the matcher thinks of: it can wait until tomorrow."""
OWN_NEWS = replace(OWN_IDEA, silence="waits")
"""What the clock has changed for somebody, who has to learn it."""
REMINDER = MessageKind(Priority.REMINDER, silence="waits")
BY_DAY = MessageKind(Priority.REMINDER, keeps_quiet_time=True, silence="waits")
"""About a session, and can wait for the morning; what cannot is said to be urgent where it is put."""
CARD = MessageKind(Priority.SAFETY, resend=100, silence="leaves")
GROUP_CARD = replace(CARD, group=True)
IN_GROUP = MessageKind(group=True, silence="leaves")
DIGEST = MessageKind(Priority.DIGEST, group=True, silence="leaves")
CONTESTED = MessageKind(Priority.SAFETY, resend=1, is_for_staff=True, silence="leaves")
"""The bot may be deaf: it does not wait for the morning."""
PRIVATE = MessageKind(protected=True, is_for_staff=True, silence="leaves")
STAFF_NEWS = replace(REQUESTED, is_for_staff=True)
CASE_SCREEN = replace(PRIVATE, is_for_outside=True)
"""Read through the one door to cases, which knows who may."""
OF_CASE = replace(CASE_SCREEN, kept_hours=24)
"""What a case says of people does not stay in the chat of whoever looked."""
CASE_FILE = replace(OF_CASE, protected=False, file="cas.txt")
"""It is there to be taken away; what is sealed needs no protection by Telegram."""
MAIL = MessageKind(Priority.SAFETY, resend=3, is_for_staff=True, is_for_outside=True, channel="mail", silence="leaves")
"""A number and a link, and nothing else: a mail is read by whoever runs a server on its way."""
FOR_OUTSIDE = replace(REPLY, is_for_staff=True, is_for_outside=True)

HOPES = ("others", "on_topic", "able", "full", "ways", "blocked")
"""What the matcher found for somebody who waits."""
LIST = "commands"
"""An operation that says nothing: a chat's list of commands is renewed. It has no words and no reader."""
LIST_RULES = MessageKind(Priority.LIST, resend=100, silence="leaves")
DELETION = "deletion"
"""The other one: a message is taken out of its chat again."""
DELETION_RULES = MessageKind(Priority.REMINDER, resend=100, silence="leaves")
OPERATIONS = {LIST: LIST_RULES, DELETION: DELETION_RULES}

MESSAGES: dict[str, MessageKind] = {
    # anybody
    "welcome": REPLY.showing(Context, ANYBODY, "problem"),
    "begin_need": REPLY.showing(Context, YOUNG),
    "begin_offer": REPLY.showing(Context, VOLUNTEER),
    "campaigns": PRIVATE.showing(CampaignsContext, STAFF),
    "menu": REPLY.showing(OverviewContext, ANYBODY, "problem"),
    "help": SAFETY.showing(HelpContext, ANYBODY),
    "help_weak": SAFETY.showing(HelpContext, ANYBODY),
    "help_more": SAFETY.showing(HelpContext, ANYBODY),
    "help_practical": REPLY.showing(HelpContext, ANYBODY),
    "contact_coming": SAFETY.showing(HelpContext, ANYBODY),
    "question_coming": REPLY.showing(HelpContext, ANYBODY),
    "contact_declined": REPLY,
    "privacy": REPLY.showing(PrivacyContext, ANYBODY),
    "outside_welcome": REPLY.showing(OutsideWelcomeContext, OUTSIDE),
    "outside_signed": REPLY.showing(Context, OUTSIDE),
    "outside_confirmed": REPLY.showing(Context, OUTSIDE),
    "outside_call": DECISION.showing(Context, OUTSIDE),
    "outside_left": DECISION.showing(Context, OUTSIDE),
    "outside_home": FOR_OUTSIDE.showing(OutsideHomeContext, OUTSIDE, "problem"),
    "outside_case": replace(CARD, is_for_outside=True).showing(CardContext, OUTSIDE, "card"),
    "outside_mail_ask": FOR_OUTSIDE.showing(Context, OUTSIDE, "problem"),
    "outside_mail_saved": FOR_OUTSIDE.showing(Context, OUTSIDE),
    "outside_mail": MAIL.showing(OutsideMailContext, OUTSIDE, "card"),
    "outside_mail_test": MAIL.showing(OutsideMailContext, OUTSIDE),
    "outside_no_head": REPLY.showing(TeamContext, OUTSIDE),
    "language": REPLY,
    "my_data": REPLY.showing(DataContext, ANYBODY),
    "erase_ask": REPLY,
    "erase_words": REPLY,
    "erase_head": PRIVATE.showing(TeamContext, STAFF),
    "erase_alone": PRIVATE.showing(Context, STAFF),
    "slow_down": ONCE,
    "sorry": REPLY,
    "meanwhile": REPLY,
    "write_again": NEWS,
    # forms
    "too_young": REPLY.showing(Context, STRANGER),
    "need_question": REPLY.showing(FormContext, YOUNG, "form", "problem", "closed"),
    "offer_question": REPLY.showing(FormContext, VOLUNTEER, "form", "problem", "closed"),
    "need_summary": REPLY.showing(FormContext, YOUNG, "form", "problem"),
    "offer_summary": REPLY.showing(FormContext, VOLUNTEER, "form", "problem"),
    "need_guess": REPLY.showing(FormContext, YOUNG, "form", "guess"),
    "offer_guess": REPLY.showing(FormContext, VOLUNTEER, "form", "guess"),
    "need_ask_back": REPLY.showing(FormContext, YOUNG, "form", "problem"),
    "offer_ask_back": REPLY.showing(FormContext, VOLUNTEER, "form", "problem"),
    "need_nudge": OWN_IDEA.showing(FormContext, YOUNG, "form"),
    "offer_nudge": OWN_IDEA.showing(FormContext, VOLUNTEER, "form"),
    "need_profile": REPLY.showing(FormContext, YOUNG, "form", "problem"),
    "offer_profile": REPLY.showing(FormContext, VOLUNTEER, "form", "problem"),
    "need_edit": REPLY.showing(FormContext, YOUNG, "form"),
    "offer_edit": REPLY.showing(FormContext, VOLUNTEER, "form"),
    "need_sent": REPLY.showing(NeedWaitContext, YOUNG, "need"),
    "need_standing": OWN_IDEA.showing(NeedWaitContext, YOUNG, "need", *HOPES),
    "need_widened": REPLY.showing(WidenedContext, YOUNG, "need", "way"),
    "offer_standing": OWN_IDEA.showing(OfferWaitContext, VOLUNTEER, "offer", *HOPES),
    "offer_widened": REPLY.showing(WidenedContext, VOLUNTEER, "offer", "way"),
    "offer_sent": REPLY.showing(OfferWaitContext, VOLUNTEER, "offer"),
    "offer_refused": NEWS.showing(OfferContext, VOLUNTEER, "offer"),
    "training": REQUESTED.showing(TrainingContext, VOLUNTEER, "offer", "told"),
    "offer_available": REPLY.showing(OfferContext, VOLUNTEER, "offer"),
    "offer_paused": OWN_NEWS.showing(BinomeContext, VOLUNTEER, "binome"),
    "pause_noted": REPLY.showing(OfferContext, VOLUNTEER, "offer"),
    "partner_gone": NEWS.showing(PartnerGoneContext, MEMBERS, "need", "offer"),
    # pauses
    "pause_choice": REPLY.showing(OverviewContext, ANYBODY),
    "wake_choice": REPLY.showing(OverviewContext, ANYBODY),
    "stop_choice": REPLY.showing(OverviewContext, ANYBODY),
    "pause_until": REPLY.showing(ThingContext, MEMBERS, "thing", "problem"),
    "pause_confirm": REPLY.showing(PauseContext, MEMBERS, "thing", "day"),
    "paused": NEWS.showing(ThingContext, MEMBERS, "thing"),
    "resumed": NEWS.showing(ThingContext, MEMBERS, "thing"),
    "stop_confirm": REPLY.showing(ThingContext, MEMBERS, "thing"),
    "stopped": REPLY,
    "proposal_withdrawn": NEWS.showing(BinomeContext, VOLUNTEER, "binome"),
    "consent_gone": OWN_NEWS.showing(BinomeContext, YOUNG, "binome"),
    # proposal
    "proposal": PROPOSAL.showing(BinomeContext, VOLUNTEER, "binome"),
    "proposal_nudge": OWN_IDEA.showing(BinomeContext, VOLUNTEER, "binome"),
    "proposal_expired": OWN_NEWS.showing(BinomeContext, VOLUNTEER, "binome"),
    "decline_why": REPLY.showing(BinomeContext, VOLUNTEER, "binome"),
    "declined": REPLY.showing(BinomeContext, VOLUNTEER, "binome"),
    "consent": REQUESTED.showing(BinomeContext, YOUNG, "binome"),
    "consent_nudge": OWN_IDEA.showing(BinomeContext, YOUNG, "binome"),
    "consent_waiting": REPLY.showing(BinomeContext, VOLUNTEER, "binome"),
    "consent_declined": REPLY.showing(BinomeContext, YOUNG, "binome"),
    "released": NEWS.showing(BinomeContext, MEMBERS, "binome"),
    "agreed": REQUESTED.showing(BinomeContext, MEMBERS, "binome"),
    # slot and place
    "slot_choice": REPLY.showing(BinomeContext, MEMBERS, "binome"),
    "slot_asked": REQUESTED.showing(BinomeContext, MEMBERS, "binome", "slot"),
    "slot_waiting": REPLY.showing(BinomeContext, MEMBERS, "binome"),
    "slot_set": REQUESTED.showing(SessionContext, MEMBERS, "session"),
    "place_ask": REPLY.showing(BinomeContext, MEMBERS, "binome", "problem"),
    "place_confirm": REPLY.showing(PlaceContext, MEMBERS, "binome", "mark"),
    "place_set": NEWS.showing(PlaceContext, MEMBERS, "binome", "by"),
    # sessions
    "reminder_day": REMINDER.showing(SessionContext, MEMBERS, "session", "revision"),
    "reminder_days": REMINDER.showing(DayContext, MEMBERS, "sessions"),
    "reminder_soon": REMINDER.showing(SessionContext, MEMBERS, "session", "revision"),
    "check_in": replace(BY_DAY, silence="follow_up").showing(SessionContext, MEMBERS, "session", "revision"),
    "check_in_rating": REPLY.showing(SessionContext, MEMBERS, "session"),
    "check_in_thanks": REPLY.showing(SessionContext, MEMBERS, "session"),
    "check_in_missed": REPLY.showing(SessionContext, MEMBERS, "session"),
    "session_moved": BY_DAY.showing(SessionContext, MEMBERS, "session", "revision", "by"),
    "session_skipped": BY_DAY.showing(SessionContext, MEMBERS, "session", "revision", "by"),
    # the binôme
    "binome": REPLY.showing(BinomeContext, MEMBERS, "binome"),
    "end_why": REPLY.showing(BinomeContext, MEMBERS, "binome"),
    "ended": NEWS.showing(BinomeContext, MEMBERS, "binome"),
    "report_confirm": REPLY.showing(BinomeContext, MEMBERS, "binome"),
    "on_hold": NEWS.showing(BinomeContext, MEMBERS, "binome"),
    "unfrozen": NEWS.showing(BinomeContext, MEMBERS, "binome"),
    "proposal_dropped": NEWS.showing(BinomeContext, VOLUNTEER, "binome"),
    # worries and reports
    "signal": REPLY.showing(SignalContext, ANYBODY, "binome"),
    "concern_whom": REPLY.showing(SignalContext, ANYBODY, "binome"),
    "concern_ask": SAFETY.showing(ConcernContext, ANYBODY, "whom"),
    "stuck_ask": REPLY,
    "report_whom": REPLY.showing(SignalContext, ANYBODY, "binome"),
    "report_team": REPLY.showing(SignalContext, ANYBODY),
    "report_ask": SAFETY.showing(ReportContext, ANYBODY, "report"),
    "report_own": REPLY.showing(ReportContext, ANYBODY, "report"),
    "report_end": REPLY.showing(ReportContext, ANYBODY, "report"),
    "report_resume": SAFETY.showing(ReportContext, ANYBODY, "report"),
    "report_done": SAFETY,
    "report_taken": DECISION,
    "report_closed": DECISION,
    "suspended": DECISION,
    "released_again": DECISION,
    "barred": DECISION.showing(BarredContext, ANYBODY, "restriction"),
    "closed_door": REPLY,
    "letter": NEWS.showing(LetterContext, ANYBODY, "note"),
    "letter_answer": REPLY,
    "letter_answered": REPLY,
    # staff
    "card": GROUP_CARD.showing(CardContext, STAFF, "card"),
    "card_reminder": CARD.showing(CardContext, STAFF, "card"),
    "cards": GROUP_CARD.showing(CardListContext, STAFF, "cards"),
    "card_moved": GROUP_CARD.showing(CardContext, STAFF, "card"),
    "card_detail": OF_CASE.showing(CardDetailContext, STAFF, "card"),
    "staff_welcome": REPLY.showing(Context, STAFF),
    "staff_invite": CASE_SCREEN.showing(InviteContext, STAFF, "invitation"),
    "group_bound": IN_GROUP.showing(Context, STAFF),
    "group_left": IN_GROUP.showing(Context, STAFF, "former"),
    "group_move": PRIVATE.showing(GroupMoveContext, STAFF, "chat", "thread", "title"),
    "team": PRIVATE.showing(TeamContext, STAFF),
    "team_confirm": PRIVATE.showing(MemberContext, STAFF, "member", "act"),
    "team_news": CASE_SCREEN.showing(MemberContext, STAFF, "member", "act"),
    "outside_news": PRIVATE.showing(OutsideNewsContext, STAFF, "act"),
    "team_left": REPLY.showing(Context, STAFF),
    "duty": PRIVATE.showing(duty_contexts.DutyWeekContext, STAFF, "page", "choosing", "filled"),
    "duty_shift": PRIVATE.showing(duty_contexts.DutyShiftContext, STAFF, "shift"),
    "duty_choice": PRIVATE.showing(duty_contexts.DutyChoiceContext, STAFF, "shift", "act", "member"),
    "duty_away": PRIVATE.showing(duty_contexts.DutyAwayContext, STAFF, "days", "problem"),
    "duty_offer": STAFF_NEWS.showing(duty_contexts.DutyOfferContext, STAFF, "duty", "wanted"),
    "duty_news": STAFF_NEWS.showing(duty_contexts.DutyNewsContext, STAFF, "news", "by", "shifts", "more"),
    "duty_soon": STAFF_NEWS.showing(duty_contexts.DutySoonContext, STAFF, "duty"),
    "audit": PRIVATE.showing(AuditContext, STAFF, "page", "member"),
    "queue": PRIVATE.showing(QueueContext, STAFF, "page", "sort"),
    "doubtful": PRIVATE.showing(UncertainMessagesContext, STAFF, "page"),
    "found": PRIVATE.showing(NameSearchContext, STAFF, "people"),
    "not_found": PRIVATE.showing(Context, STAFF),
    "written_privately": IN_GROUP.showing(AnswerPlaceContext, STAFF),
    "sheet_binome": PRIVATE.showing(BinomeSheetContext, STAFF, "noun", "number"),
    "sheet_need": PRIVATE.showing(NeedSheetContext, STAFF, "noun", "number"),
    "sheet_offer": PRIVATE.showing(OfferSheetContext, STAFF, "noun", "number"),
    "hold_ask": PRIVATE.showing(BinomeSheetContext, STAFF, "noun", "number"),
    "ties": PRIVATE.showing(TiesContext, STAFF),
    "tie_ask": PRIVATE.showing(TieContext, STAFF, "subject"),
    "tie_end": PRIVATE.showing(TieEndContext, STAFF, "member", "person"),
    "case_decide": OF_CASE.showing(DecisionsContext, STAFF, "card"),
    "sheet_end": PRIVATE.showing(BinomeSheetContext, STAFF, "noun", "number"),
    "end_quietly": PRIVATE.showing(BinomeSheetContext, STAFF, "noun", "number"),
    "end_quietly_why": PRIVATE.showing(BinomeSheetContext, STAFF, "noun", "number", "problem"),
    "silence_until": PRIVATE.showing(SilenceContext, STAFF, "noun", "number", "problem"),
    "silence_why": PRIVATE.showing(SilenceContext, STAFF, "noun", "number", "until", "problem"),
    "silence_end": PRIVATE.showing(SilenceContext, STAFF, "noun", "number"),
    "note_ask": CASE_SCREEN.showing(Context, STAFF, "problem"),
    "danger_ask": PRIVATE.showing(DangerContext, STAFF, "subject"),
    "danger_declined": PRIVATE.showing(Context, STAFF),
    "card_record": OF_CASE.showing(CaseRecordContext, STAFF, "card", "page"),
    "card_words": OF_CASE.showing(CaseRecordContext, STAFF, "card", "asked", "problem"),
    "card_outcome": OF_CASE.showing(CaseRecordContext, STAFF, "card"),
    "card_file": CASE_FILE.showing(CaseFileContext, STAFF, "card", "key"),
    "card_file_key": OF_CASE.showing(FileKeyContext, STAFF, "card", "key"),
    "letter_ask": OF_CASE.showing(LetterContext, STAFF, "subject", "number", "problem"),
    "letter_confirm": OF_CASE.showing(LetterContext, STAFF, "subject", "number", "mark"),
    "card_history": OF_CASE.showing(HistoryContext, STAFF, "about"),
    "card_pass": PRIVATE.showing(HandOverContext, STAFF, "about"),
    "to_approve": PRIVATE.showing(ApprovalContext, STAFF, "chosen"),
    "to_send": PRIVATE.showing(GlanceContext, STAFF, "chosen"),
    "rank_asked": PRIVATE.showing(Context, STAFF),
    "rank_none": PRIVATE.showing(Context, STAFF),
    "rank_gone": PRIVATE.showing(ProposedContext, STAFF, "about", "offered"),
    "rank_proposed": PRIVATE.showing(ProposedContext, STAFF, "about", "offered"),
    "ranked": PRIVATE.showing(RankingContext, STAFF, "about", "ranked", "blocked", "ways"),
    "fairness": PRIVATE.showing(FairnessContext, STAFF),
    "digest": DIGEST.showing(DigestContext, STAFF, "since", "until"),
    "figures": DIGEST.showing(FiguresContext, STAFF, "since", "until", "slow"),
    "outage": replace(IN_GROUP, resend=100).showing(OutageContext, STAFF, "since", "until", "late", "stopped"),
    "line_contested": CONTESTED.showing(LineContext, STAFF, "since"),
    "card_handed": replace(REPLY, is_for_staff=True).showing(CardContext, STAFF, "card"),
    "reason_ask": FOR_OUTSIDE.showing(CardContext, STAFF, "card"),
    "reason_kept": FOR_OUTSIDE.showing(CardContext, STAFF, "card"),
}


def resends_of(kind: str) -> int:
    """Return how often an operation whose fate is unknown may leave again."""
    return (OPERATIONS.get(kind) or MESSAGES[kind]).resend
