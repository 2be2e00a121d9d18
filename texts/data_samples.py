"""A sample of all that is held about a person, small or as large as it can be."""

from datetime import UTC, datetime

from mentoring.gates import CHECK_KINDS
from mentoring.own_data import (
    DataContext,
    OwnAccount,
    OwnAct,
    OwnBinome,
    OwnCheck,
    OwnData,
    OwnInvitation,
    OwnLetter,
    OwnOutside,
    OwnParents,
    OwnPassed,
    OwnRecord,
    OwnRestriction,
    OwnRole,
    OwnSession,
    OwnShift,
    OwnTie,
    OwnWords,
)
from mentoring.roles import FORM_BY_SIDE, Side
from mentoring.safeguarding import TIE_KINDS
from mentoring.views import AnswersView, Reader

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def sample_data(me: Reader, name: str, words: str, answers: AnswersView, many: int) -> DataContext:
    """Return what somebody reads; to whoever is on no side, nothing but the account."""
    account = OwnAccount(
        12345, me.language, "active", NOW, "fr-3f9a2c", "Je garde quelques réponses.", NOW, None, NOW, []
    )
    if not me.side:
        nothing = OwnData(account, AnswersView(), [], [], [], [], [], [], [], [], [], [], [], [], [], None, [])
        return DataContext(me=me, data=nothing, now=NOW)
    side: Side = "young" if me.side == "young" else "volunteer"
    form = FORM_BY_SIDE[side]
    record = OwnRecord(form, "X-031", "paused", NOW, NOW, NOW, 2, 3, answers)
    former = OwnRecord(form, "X-030", "closed", NOW, None, None, None, None, answers)
    binome = OwnBinome(
        "B-102", side, name, "active", NOW, NOW, None, None, 1, 18, "Europe/Paris", "1-18",
        weeks=12, extension=4, goal=words[:300], goes_on="yes", end_asked_at=NOW,
    )  # fmt: skip
    data = OwnData(
        account=account,
        personal=answers,
        records=[record, *([former] * many)],
        binomes=[binome] * many,
        sessions=[OwnSession("B-102", NOW, "held", held=True, rating=3, asked_start=NOW, coming_at=NOW, moved_from=NOW)]
        * many
        * many,
        words=[OwnWords(NOW, "question", words)] * many,
        letters=[OwnLetter(NOW, words[:500])] * many,
        passed=[OwnPassed(NOW, name, "uncertain", "voice", words[:500])] * many,
        checks=[OwnCheck(kind, NOW, NOW) for kind in CHECK_KINDS],
        parents=[OwnParents("agreed", "link", NOW, NOW, for_another=False)],
        restrictions=[OwnRestriction("barred", "conduct", NOW, NOW)],
        roles=[OwnRole("coordinator", NOW, NOW, suspended=False)],
        ties=[OwnTie(kind, NOW) for kind in TIE_KINDS],
        shifts=[OwnShift(NOW, NOW, offered=False)] * many,
        invitations=[OwnInvitation("coordinator", NOW, NOW, issued=False)] * many,
        outside=OwnOutside("a@example.org", NOW, NOW, NOW, NOW, NOW, NOW, ""),
        acts=[OwnAct(NOW, "changed level")] * many,
    )
    return DataContext(me=me, data=data, now=NOW)
