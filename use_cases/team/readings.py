"""What somebody of the team reads of people: each look is in the audit, and very many in an hour open a case."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from mentoring.cases import build_case_key
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Person
from use_cases.people.audit import Act, Subject, record_audit
from use_cases.team import cards, case_access

MAX_READS_AN_HOUR = 30
"""A full morning of approvals and calls opens about a dozen sheets an hour; a search has ten hits at most."""
ONE_HOUR = timedelta(hours=1)
READS: tuple[Act, ...] = ("read", "found")


async def record_reading(
    session: AppSession,
    now: datetime,
    reader: Person,
    subject: Card | Binome | Need | Offer | Subject,
    act: Act = "read",
) -> None:
    """Write down that somebody of the team read something of people; past so many in an hour, open a case about it."""
    record_audit(session, now, reader, act, subject)
    await session.flush()
    key = build_case_key("many_reads", f"person:{reader.id}")
    last = await session.scalar(select(Card).where(case_access.is_of_key(key)).order_by(Card.opened_at.desc()).limit(1))
    if last is not None and last.state != "closed":
        return  # it is known, and being looked into
    since = max(now - ONE_HOUR, last.closed_at or last.opened_at) if last is not None else now - ONE_HOUR
    # With a colon: a row that was opened; lists have none.
    mine = Audit.actor == reader.id, Audit.act.in_(READS), Audit.at > since, Audit.subject.contains(":")
    if int(await session.scalar(select(func.count()).select_from(Audit).where(*mine)) or 0) > MAX_READS_AN_HOUR:
        await cards.open_case(session, now, "many_reads", f"person:{reader.id}", about_id=reader.id)
