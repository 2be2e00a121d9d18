"""Samples of the desk's private screens and of what the group reads, small or as large as they can be."""

from collections.abc import Callable
from datetime import timedelta

from mentoring import desk_contexts, team_contexts, tie_contexts
from mentoring.contexts import Context
from mentoring.desk_views import (
    AccusedBinome,
    ActLine,
    AuditLine,
    FoundPerson,
    InvitationLine,
    ListedCase,
    Member,
    OfferToApprove,
    PairToSend,
    RankedOffer,
    UncertainMessage,
)
from mentoring.duty import DutyCalendar, Shift
from mentoring.fairness import Group, GroupKind, Report, SlowGroup
from mentoring.outside_contexts import OutsideHomeContext, OutsideMailContext, OutsideNewsContext
from mentoring.programme import DutyHours
from mentoring.safeguarding import BAR_GROUNDS
from mentoring.sheet_views import CheckLine
from mentoring.states import Noun
from mentoring.tie_contexts import TieLine
from mentoring.views import FormView, Reader, Reference
from mentoring.wait_estimates import MedianWait
from texts.case_samples import CASE_SAMPLES
from texts.sheet_samples import MANY, NOW, SHEET_SAMPLES, sample_answers, sample_case, sample_cases, sample_notes

WHY = ("topics", "field", "region", "words", "slots", "near")


def _sample_member(name: str, number: int) -> Member:
    return Member(number, "head" if number == 1 else "coordinator", name, is_me=number == 1)


def _sample_team_member(name: str, number: int) -> team_contexts.TeamMember:
    return team_contexts.TeamMember(
        number, "head" if number in (1, 9) else "coordinator", name, number == 1,
        pledged_at=None if number == 2 else NOW,
        checks=[] if number == 2 else [CheckLine("identity", NOW, name, None, has_expired=False)],
        missing=["identity"] if number == 2 else ["interview"],
    )  # fmt: skip


def _sample_team(me: Reader, name: str, _words: str, many: int) -> team_contexts.TeamContext:
    members = [_sample_team_member(name, number) for number in (9, *range(1, many + 1))]
    opened = [InvitationLine(at, "head" if at == 1 else "coordinator", name, NOW) for at in range(1, min(many, 12) + 1)]
    return team_contexts.TeamContext(me=me, team=members, heads=2, invitations=opened, has_outside=True)


def _sample_team_confirmation(me: Reader, name: str, _words: str, _many: int) -> team_contexts.MemberContext:
    return team_contexts.MemberContext(me=me, member=_sample_member(name, 2), act="remove")


def _sample_audit(me: Reader, name: str, _words: str, many: int) -> desk_contexts.AuditContext:
    line = AuditLine(NOW, name, is_program=False, act="cleared for minors", detail="", noun="offer", about="V-031")
    team = [_sample_member(name, number) for number in range(1, many + 1)]
    lines = [line] * (12 if many == MANY else 1)
    return desk_contexts.AuditContext(me=me, lines=lines, page=1, pages=3, member=2, team=team)


def _sample_outside_news(me: Reader, _name: str, _words: str, _many: int) -> OutsideNewsContext:
    return OutsideNewsContext(me=me, act="signed")


def _sample_outside_home(me: Reader, _name: str, _words: str, many: int) -> OutsideHomeContext:
    return OutsideHomeContext(me=me, cases=sample_cases(many))


def _sample_outside_mail(me: Reader, _name: str, _words: str, _many: int) -> OutsideMailContext:
    return OutsideMailContext(me=me, ref="S-123456", link="https://t.me/binome_bot?start=s-0a1b2c")


def _sample_cards(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.CardListContext:
    kinds = ["help", *["no_first_session"] * (29 if many == MANY else 1)]
    cases = [
        ListedCase(at, f"C-{at:03d}", kind, "open", NOW, 2, urgent=at == 1, act="detail")
        for at, kind in enumerate(kinds, 1)
    ]
    return desk_contexts.CardListContext(me=me, cards=cases)


def _sample_danger(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.DangerContext:
    return desk_contexts.DangerContext(me=me, subject="need-204", ref="J-204" if many else "")


def _sample_queue(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.QueueContext:
    cases = [sample_case(number) for number in range(1, many + 1)]
    return desk_contexts.QueueContext(me=me, cases=cases, total=30, page=1, pages=4, sort="mine")


def _sample_uncertain(me: Reader, name: str, _words: str, many: int) -> desk_contexts.UncertainMessagesContext:
    one = UncertainMessage(7, "reminder_day", NOW, name, is_group=False, ref="B-102")
    shown = [one] * (20 if many == MANY else many)
    return desk_contexts.UncertainMessagesContext(me=me, uncertain=shown, total=50, page=1, pages=3)


def _sample_found(me: Reader, name: str, _words: str, many: int) -> desk_contexts.NameSearchContext:
    letters: dict[Noun, str] = {"need": "J", "offer": "V", "binome": "B"}
    found = [
        FoundPerson(name, [Reference(noun, at, f"{letter}-{at:03d}") for noun, letter in letters.items()])
        for at in range(1, many + 1)
    ]
    return desk_contexts.NameSearchContext(me=me, found=found)


def _sample_history(me: Reader, name: str, words: str, many: int) -> desk_contexts.HistoryContext:
    acts = [ActLine(NOW, act, name) for act in ("take", "handed over", "reason for done")] * min(many, 4)
    return desk_contexts.HistoryContext(me=me, case=sample_case(9), acts=acts, notes=sample_notes(name, words, many))


def _sample_decisions(me: Reader, name: str, _words: str, many: int) -> desk_contexts.DecisionsContext:
    others = [AccusedBinome(at, f"B-{at:03d}", "active", "" if at > 1 else "hold") for at in range(1, many + 1)]
    return desk_contexts.DecisionsContext(
        me=me, case=sample_case(9), others=others, standing="reported", proposed="conduct", grounds=BAR_GROUNDS,
        is_pair=True, is_headless=True, candidates=[_sample_member(name, 2)], acting=name,
    )  # fmt: skip


def _sample_colleagues(me: Reader, name: str, words: str, many: int) -> desk_contexts.HandOverContext:
    return desk_contexts.HandOverContext(me=me, case=sample_case(9), team=_sample_team(me, name, words, many).team)


def _sample_answer_place(me: Reader, _name: str, _words: str, _many: int) -> desk_contexts.AnswerPlaceContext:
    return desk_contexts.AnswerPlaceContext(me=me, bot="binome_bot")


def _sample_pledge(me: Reader, _name: str, _words: str, many: int) -> team_contexts.PledgeContext:
    return team_contexts.PledgeContext(me=me, is_new=many == MANY)


def _sample_invite(me: Reader, _name: str, _words: str, _many: int) -> team_contexts.InviteContext:
    return team_contexts.InviteContext(me=me, link="https://t.me/binome_bot?start=abc-DEF_123", expires_at=NOW)


def _sample_group_guest(me: Reader, name: str, _words: str, many: int) -> team_contexts.GroupGuestContext:
    return team_contexts.GroupGuestContext(me=me, name=name, act="wrote" if many == MANY else "stays")


def _sample_group_move(me: Reader, name: str, _words: str, _many: int) -> team_contexts.GroupMoveContext:
    return team_contexts.GroupMoveContext(me=me, chat=-1001234567890, thread=7, title=name)


def _sample_campaigns(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.CampaignsContext:
    counted = [("salon", 12)] * (40 if many == MANY else 1)
    return desk_contexts.CampaignsContext(me=me, campaigns=counted, bot_name="binome_bot")


def _sample_to_approve(me: Reader, name: str, words: str, many: int) -> desk_contexts.ApprovalContext:
    numbers = range(1, min(many, 6) + 1)
    said = sample_answers(name, words, many)
    offers = [
        OfferToApprove(
            at, f"V-{at:03d}", said, at == 2, [sample_case(at)] * (at == 1), at == 1, ["identity"] * (at == 2)
        )
        for at in numbers
    ]
    return desk_contexts.ApprovalContext(me=me, offers=offers, total=9, selection="2", approved=["V-031"])


def _sample_ranking(me: Reader, _name: str, words: str, many: int) -> desk_contexts.RankingContext:
    topics, numbers = ["cv_letter"] * many, range(1, min(many, 5) + 1)
    best = [RankedOffer(at, f"V-{at:03d}", 82, WHY, words[:120], topics) for at in numbers]
    return desk_contexts.RankingContext(me=me, need=FormView(204, "J-204", "waiting"), best=best, blocked=None, ways=())


def _sample_to_send(me: Reader, name: str, words: str, many: int) -> desk_contexts.GlanceContext:
    need, job = sample_answers(name, words, many), words[:120]
    pairs = [
        PairToSend(at, [f"J-{at:03d}", f"V-{at:03d}"], 82, WHY, need, job, chosen=at == 2)
        for at in range(1, min(many, 5) + 1)
    ]
    return desk_contexts.GlanceContext(me=me, pairs=pairs, total=9, selection="2")


def _sample_proposed(me: Reader, _name: str, _words: str, _many: int) -> desk_contexts.ProposedContext:
    return desk_contexts.ProposedContext(me=me, refs=["J-204", "V-031"])


def _sample_digest(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.DigestContext:
    silent = [f"J-{200 + at}" for at in range(2 * many)]
    return desk_contexts.DigestContext(
        me=me, since=NOW, opened=silent, closed=many, open=many,
        urgent=many, volunteers=many, formed=many, ended=many, uncertain=many, oldest=sample_case(9),
        silent=silent, silences=silent, vacant=_list_shifts(2 * many), unchecked=many,
    )  # fmt: skip


def _list_shifts(many: int) -> list[Shift]:
    return DutyCalendar(DutyHours(), "Europe/Paris").list_shifts(NOW.date())[:many]


def _sample_outage(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.OutageContext:
    stopped = many == MANY
    refs = [f"B-{100 + at:03d}" for at in range(20 if stopped else many)]
    return desk_contexts.OutageContext(
        me=me, stopped=stopped, since=NOW - timedelta(hours=36 if stopped else 2), until=NOW,
        late=0 if stopped else many, missed=many, refs=refs, more=380 if stopped else 0,
    )  # fmt: skip


def _sample_connection_trouble(
    me: Reader, _name: str, _words: str, _many: int
) -> desk_contexts.ConnectionTroubleContext:
    return desk_contexts.ConnectionTroubleContext(me=me, trouble="unanswered", since=NOW - timedelta(hours=2))


def _sample_figures(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.FiguresContext:
    slow = [SlowGroup("region", "paca", 21, many < MANY, 9)]
    slow += [SlowGroup("minor", "yes", 19, reached=True, usual=9)] * (many // 4)
    return desk_contexts.FiguresContext(
        me=me, formed=many, active=many, ended=many, goals=many, waiting=many, median_days=many, slow=slow
    )


def _sample_fairness(me: Reader, _name: str, _words: str, many: int) -> desk_contexts.FairnessContext:
    kinds: dict[GroupKind, tuple[str, ...]] = {
        "region": ("paca", "idf", "bretagne"), "field": ("engineering", "business", "health"),
        "level": ("out", "bac2", "lycee"), "minor": ("yes", "no"),
    }  # fmt: skip
    slow, usual, few = MedianWait(21, reached=False), MedianWait(9, reached=True), Group("", 12, 8, None)
    groups = {
        kind: (
            Group(first, 40, 16, slow, flagged=True),
            *[Group(name, 80, 64, usual) for name in rest] * (many // 2),
            few,
        )
        for kind, (first, *rest) in kinds.items()
    }
    return desk_contexts.FairnessContext(me=me, report=Report(Group("", 212, 152, usual), groups))


def _sample_tie(name: str, number: int) -> TieLine:
    return TieLine(9, number, name, "V-031", "colleague", NOW, is_mine=False, may_take_back=True)


def _sample_ties(me: Reader, name: str, _words: str, many: int) -> tie_contexts.TiesContext:
    lines = [_sample_tie(name, number) for number in range(1, (30 if many == MANY else many) + 1)]
    team = [_sample_member(name, number) for number in range(1, many + 1)]
    return tie_contexts.TiesContext(me=me, ties=lines, team=team)


def _sample_tie_question(me: Reader, _name: str, _words: str, _many: int) -> tie_contexts.TieContext:
    return tie_contexts.TieContext(me=me, subject="offer-31", about="V-031")


def _sample_tie_end(me: Reader, name: str, _words: str, _many: int) -> tie_contexts.TieEndContext:
    return tie_contexts.TieEndContext(me=me, tie=_sample_tie(name, 3))


DESK_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    **CASE_SAMPLES,
    **SHEET_SAMPLES,
    team_contexts.TeamContext: _sample_team,
    desk_contexts.AuditContext: _sample_audit,
    OutsideNewsContext: _sample_outside_news,
    OutsideHomeContext: _sample_outside_home,
    OutsideMailContext: _sample_outside_mail,
    team_contexts.MemberContext: _sample_team_confirmation,
    desk_contexts.DangerContext: _sample_danger,
    desk_contexts.CardListContext: _sample_cards,
    desk_contexts.QueueContext: _sample_queue,
    desk_contexts.UncertainMessagesContext: _sample_uncertain,
    desk_contexts.NameSearchContext: _sample_found,
    desk_contexts.HistoryContext: _sample_history,
    desk_contexts.DecisionsContext: _sample_decisions,
    desk_contexts.HandOverContext: _sample_colleagues,
    desk_contexts.AnswerPlaceContext: _sample_answer_place,
    team_contexts.PledgeContext: _sample_pledge,
    team_contexts.InviteContext: _sample_invite,
    team_contexts.GroupGuestContext: _sample_group_guest,
    team_contexts.GroupMoveContext: _sample_group_move,
    desk_contexts.CampaignsContext: _sample_campaigns,
    desk_contexts.ApprovalContext: _sample_to_approve,
    desk_contexts.GlanceContext: _sample_to_send,
    desk_contexts.RankingContext: _sample_ranking,
    desk_contexts.ProposedContext: _sample_proposed,
    desk_contexts.DigestContext: _sample_digest,
    desk_contexts.FiguresContext: _sample_figures,
    desk_contexts.OutageContext: _sample_outage,
    desk_contexts.ConnectionTroubleContext: _sample_connection_trouble,
    desk_contexts.FairnessContext: _sample_fairness,
    tie_contexts.TiesContext: _sample_ties,
    tie_contexts.TieContext: _sample_tie_question,
    tie_contexts.TieEndContext: _sample_tie_end,
}
"""Type of context -> its sample, from the reader, a name, typed words, and how many of each thing there are."""
