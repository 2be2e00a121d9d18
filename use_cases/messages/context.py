"""The context of a message, built as it leaves: names and words are read here, never kept in the queue."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from mentoring import (
    birth_contexts,
    case_contexts,
    contexts,
    conversation_contexts,
    course_contexts,
    desk_contexts,
    duty_contexts,
    kit_contexts,
    move_contexts,
    outside_contexts,
    parental_contexts,
    privacy_contexts,
    talk_contexts,
    team_contexts,
    tie_contexts,
    vetting_contexts,
)
from mentoring.contexts import Context
from mentoring.errors import BinomeError
from mentoring.message_kinds import UNSENT
from mentoring.messages import MESSAGES
from mentoring.own_data import DataContext
from mentoring.relevance import is_still_true
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.desk import (
    audit_pages,
    birth_screens,
    card_lists,
    case_files,
    danger_cases,
    declared_ties,
    digest,
    duty_screens,
    fairness,
    glances,
    letters,
    open_cases,
    record_sheets,
    screens,
    silence_screens,
    uncertain_messages,
    vetting_screens,
)
from use_cases.messages import (
    course_screens,
    help_context,
    kit_screens,
    member_contexts,
    own_data,
    parental_screens,
    report_contexts,
    session_contexts,
    waiting_context,
)
from use_cases.outbox import outages
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.outbox.recipients import NO_RECIPIENTS, Recipient
from use_cases.pairing import wait_news
from use_cases.people import outsiders
from use_cases.talk import conversation_views, views
from use_cases.team import team_questions

Builder = Callable[[AppSession, ContextRequest], Awaitable[Context | None]]
"""Builds a context; None when what the message is about is gone."""


class NoLongerTrue(BinomeError):
    """What this message was about is gone or has changed."""


async def build_context(
    session: AppSession, row: Outgoing, now: datetime, known: Mapping[int, Recipient] = NO_RECIPIENTS
) -> Context:
    """Return what the message of an outbox row shows, seen by its reader.

    Raise `NoLongerTrue` when it has lost its object.
    """
    person = await session.get(Person, row.person_id) if row.person_id else None
    me = await find_reader(session, person, known)
    if person is not None and not me.role and not await _may_read_without_role(session, row, person):
        raise NoLongerTrue  # rights may have ended since it was queued
    request = ContextRequest(row.kind, row.args, person, me, now)
    context = await BUILDERS[MESSAGES[row.kind].context](session, request)
    if context is None or not is_still_true(row.kind, context):
        raise NoLongerTrue
    problem, number = row.args.get("problem", ""), row.args.get(UNSENT)
    unsent = await views.show_unsent(session, request, number) if number else None
    return replace(context, problem=problem, unsent=unsent) if problem or unsent else context


async def _may_read_without_role(session: AppSession, row: Outgoing, person: Person) -> bool:
    """Return whether a message is for anybody; what shows a case is for the outside recipient too."""
    rules = MESSAGES[row.kind]
    if not rules.is_for_staff and "card" not in row.args:
        return True
    return rules.is_for_outside and await outsiders.is_recipient(session, person)


BUILDERS: dict[type[Context], Builder] = {
    Context: member_contexts.show_plain,
    contexts.WelcomeContext: member_contexts.show_welcome,
    contexts.HelpContext: help_context.show,
    birth_contexts.TooYoungContext: help_context.show_to_too_young,
    outside_contexts.OutsideWelcomeContext: help_context.show_outside_welcome,
    contexts.OverviewContext: member_contexts.show_overview,
    DataContext: own_data.show_data,
    privacy_contexts.PrivacyContext: member_contexts.show_privacy,
    contexts.FormContext: member_contexts.show_form,
    contexts.NeedWaitContext: wait_news.show_need,
    contexts.OfferWaitContext: wait_news.show_offer,
    contexts.OfferContext: member_contexts.show_offer,
    contexts.TrainingContext: member_contexts.show_training,
    contexts.WidenedContext: member_contexts.show_widened,
    contexts.PartnerGoneContext: member_contexts.show_partner_gone,
    contexts.BinomeContext: member_contexts.show_binome,
    contexts.PlaceContext: member_contexts.show_place,
    course_contexts.CourseContext: course_screens.show_course,
    course_contexts.GoalContext: course_screens.show_goal,
    course_contexts.LengthContext: course_screens.show_lengths,
    kit_contexts.KitsContext: kit_screens.show_topics,
    kit_contexts.KitContext: kit_screens.show_page,
    contexts.SessionContext: session_contexts.show_session,
    contexts.DayContext: session_contexts.show_day,
    move_contexts.MoveContext: session_contexts.show_move,
    move_contexts.AskContext: session_contexts.show_ask,
    move_contexts.KeptContext: session_contexts.show_kept,
    move_contexts.ThanksContext: session_contexts.show_thanks,
    move_contexts.HoursContext: session_contexts.show_hours,
    move_contexts.WhichContext: session_contexts.show_which,
    move_contexts.EndedContext: session_contexts.show_ended,
    move_contexts.FeelingContext: session_contexts.show_feeling,
    contexts.ThingContext: member_contexts.show_thing,
    contexts.PauseContext: member_contexts.show_pause,
    contexts.WaitingContext: waiting_context.show_waiting,
    contexts.OfferedContext: waiting_context.show_offered,
    conversation_contexts.ConversationContext: conversation_views.show_conversation,
    conversation_contexts.PlaceAskContext: conversation_views.show_place_question,
    conversation_contexts.SharedNameContext: conversation_views.show_name,
    talk_contexts.HeardContext: waiting_context.show_heard,
    talk_contexts.PassedContext: views.show_passed,
    talk_contexts.DraftContext: views.show_draft,
    talk_contexts.ReadyContext: views.show_ready,
    talk_contexts.NotPassedContext: views.show_not_passed,
    contexts.SignalContext: report_contexts.show_signal,
    contexts.ReportContext: report_contexts.show_report,
    contexts.ConcernContext: report_contexts.show_concern,
    contexts.ReadersContext: report_contexts.show_readers,
    parental_contexts.ParentsAskContext: parental_screens.show_request,
    parental_contexts.ParentsNewsContext: parental_screens.show_news,
    parental_contexts.AnswerContext: parental_screens.show_answer,
    parental_contexts.RepresentativeContext: parental_screens.show_programme,
    parental_contexts.RepresentedContext: parental_screens.show_answers,
    parental_contexts.LinkRefusedContext: parental_screens.show_refusal,
    contexts.BarredContext: report_contexts.show_bar,
    desk_contexts.DecisionsContext: report_contexts.show_decisions,
    desk_contexts.CardContext: member_contexts.show_card,
    desk_contexts.CardDetailContext: member_contexts.show_card_detail,
    case_contexts.CaseRecordContext: case_files.show_record,
    case_contexts.CaseFileContext: case_files.show_file,
    case_contexts.FileKeyContext: case_files.show_file_key,
    case_contexts.LetterContext: letters.show_letter,
    case_contexts.QuestionContext: team_questions.show,
    desk_contexts.DangerContext: danger_cases.show,
    desk_contexts.CardListContext: card_lists.show,
    desk_contexts.QueueContext: open_cases.show,
    desk_contexts.HistoryContext: open_cases.show_history,
    desk_contexts.HandOverContext: screens.show_colleagues,
    team_contexts.TeamContext: screens.show_team,
    desk_contexts.AuditContext: audit_pages.show,
    duty_contexts.DutyWeekContext: duty_screens.show_week,
    duty_contexts.DutyShiftContext: duty_screens.show_shift,
    duty_contexts.DutyChoiceContext: duty_screens.show_choice,
    duty_contexts.DutyAwayContext: duty_screens.show_away,
    duty_contexts.DutyOfferContext: duty_screens.show_offer,
    duty_contexts.DutyNewsContext: duty_screens.show_news,
    duty_contexts.DutySoonContext: duty_screens.show_soon,
    outside_contexts.OutsideNewsContext: screens.show_outside_news,
    outside_contexts.OutsideHomeContext: screens.show_outside_home,
    outside_contexts.OutsideMailContext: screens.show_outside_mail,
    team_contexts.MemberContext: screens.show_member,
    team_contexts.PledgeContext: screens.show_pledge,
    team_contexts.InviteContext: screens.show_invite,
    team_contexts.GroupGuestContext: screens.show_group_guest,
    team_contexts.GroupMoveContext: screens.show_group_move,
    desk_contexts.CampaignsContext: screens.show_campaigns,
    desk_contexts.AnswerPlaceContext: screens.show_where,
    desk_contexts.UncertainMessagesContext: uncertain_messages.show,
    desk_contexts.NameSearchContext: screens.show_found,
    desk_contexts.BinomeSheetContext: record_sheets.show,
    desk_contexts.SilenceContext: silence_screens.show,
    desk_contexts.NeedSheetContext: record_sheets.show,
    desk_contexts.OfferSheetContext: record_sheets.show,
    desk_contexts.ApprovalContext: screens.show_offers,
    desk_contexts.GlanceContext: glances.show,
    desk_contexts.FairnessContext: fairness.show,
    desk_contexts.RankingContext: screens.show_ranking,
    desk_contexts.ProposedContext: screens.show_proposed,
    desk_contexts.DigestContext: digest.view_day,
    desk_contexts.FiguresContext: digest.view_week,
    desk_contexts.OutageContext: outages.show,
    desk_contexts.ConnectionTroubleContext: screens.show_connection_trouble,
    birth_contexts.BirthContext: birth_screens.show,
    vetting_contexts.ChecksContext: vetting_screens.show_checks,
    vetting_contexts.CheckContext: vetting_screens.show_check,
    vetting_contexts.CheckNewsContext: vetting_screens.show_news,
    tie_contexts.TiesContext: declared_ties.show,
    tie_contexts.TieContext: declared_ties.show_question,
    tie_contexts.TieEndContext: declared_ties.show_end,
}
