"""What legal representatives of minors have said, as the rows have it: who is covered, and whose account answered."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, update

from mentoring.gates import ENOUGH
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Person


def is_asked(session: AppSession) -> bool:
    """Return whether the programme asks anything of legal representatives."""
    return session.programme.safeguarding.parents != "none"


def is_enough(session: AppSession, row: ParentalConsent | None) -> bool:
    """Return whether what was said meets what the programme asks for."""
    rule = session.programme.safeguarding.parents
    return rule == "none" or (row is not None and row.state in ENOUGH[rule])


def build_enough(session: AppSession) -> ColumnElement[bool]:
    """Return the condition on the rows in which enough was said."""
    return ParentalConsent.state.in_(ENOUGH[session.programme.safeguarding.parents])


async def find(session: AppSession, person_id: int) -> ParentalConsent | None:
    """Return what stands for a young person; None when nobody was asked."""
    return await session.get(ParentalConsent, person_id)


async def list_covered(session: AppSession, among: Collection[int] | None = None) -> set[int]:
    """Return those for whom enough was said; `among`: only these people are asked about."""
    found = select(ParentalConsent.person_id).where(build_enough(session))
    return set(await session.scalars(found if among is None else found.where(ParentalConsent.person_id.in_(among))))


async def list_represented(session: AppSession, account: Person) -> Sequence[ParentalConsent]:
    """Return the rows of the young people whom an account speaks for, the first to have asked first."""
    theirs = select(ParentalConsent).where(ParentalConsent.representative_id == account.id)
    return (await session.scalars(theirs.order_by(ParentalConsent.asked_at, ParentalConsent.person_id))).all()


async def list_families(session: AppSession, among: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Return each young person with the account that speaks for them; `among`: both are of these people."""
    found = select(ParentalConsent.person_id, ParentalConsent.representative_id)
    found = found.where(ParentalConsent.representative_id.is_not(None))
    if among is not None:
        found = found.where(ParentalConsent.person_id.in_(among), ParentalConsent.representative_id.in_(among))
    return [(young, account) for young, account in await session.execute(found) if account is not None]


async def speaks_for(session: AppSession, account: Person, young: Collection[int]) -> bool:
    """Return whether an account speaks for one of some young people."""
    mine = (ParentalConsent.representative_id == account.id, ParentalConsent.person_id.in_(young))
    return await session.scalar(select(ParentalConsent.person_id).where(*mine).limit(1)) is not None


async def take_off(session: AppSession, account: Person) -> None:
    """Take an account off what it said: its answer stays as a dated fact, and its link is no longer valid."""
    theirs = ParentalConsent.representative_id == account.id
    off = update(ParentalConsent).where(theirs).values(representative_id=None, code=None)
    await session.execute(off, execution_options={"synchronize_session": "fetch"})
