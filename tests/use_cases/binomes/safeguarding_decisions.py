"""What one of the team may decide on a report, and what must be so when it is done."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import select, union

from mentoring.errors import BinomeError
from mentoring.safeguarding import BAR_GROUNDS
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Card, Person, Staff
from tests.use_cases.binomes.safeguarding_stage import YOUNG_ACCOUNTS, SafeguardingStage
from use_cases.binomes import decisions, reports
from use_cases.people import people, staff
from use_cases.team import cards, case_access, case_words

REASON = "vu avec les deux"
Decision = Callable[[SafeguardingStage, AppSession, Card, Person], Awaitable[object]]


async def _take(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> None:
    await cards.take_case(session, card, person, stage.now)


async def _let_go_on(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> bool:
    others = {card.seconded_by} - {None, person.id}
    is_done = await reports.unfreeze(session, card, person, stage.now)
    assert not is_done or card.agreed_at, "a binôme goes on without its reporter's yes"
    assert not is_done or others, "one person let a binôme go on, without a reason"
    return is_done


async def _let_go_on_alone(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> bool:
    others = {card.seconded_by} - {None, person.id}
    is_done = await reports.unfreeze(session, card, person, stage.now, REASON)
    assert not is_done or card.agreed_at, "a binôme goes on without its reporter's yes"
    assert not is_done or others or await staff.find_role(session, person) == "head", "a coordinator decided alone"
    return is_done


async def _suspend(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> None:
    await decisions.suspend(session, card, person, REASON, stage.now)


async def _release(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> None:
    about = await _get_accused(session, card)
    await decisions.release(session, card, person, REASON, stage.now)
    stage.barred.pop(await people.find_chat(session, about), None)


async def _bar(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> bool:
    about = await _get_accused(session, card)
    entries = await case_words.read_entries(session, card, "decision")
    asked = {row.writer_id for row, said in entries if "bar" in said}
    is_done = await decisions.bar(session, card, person, BAR_GROUNDS[0], stage.now)
    if is_done:
        assert asked - {person.id}, "one person barred somebody"
        account, rules = await people.find_chat(session, about), session.programme.safeguarding
        months = rules.bar_months_young if account in YOUNG_ACCOUNTS else rules.bar_months
        stage.barred[account] = stage.now + timedelta(days=30 * months)
    return is_done


async def _keep_apart(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> None:
    about, writer = await _get_accused(session, card), await session.get(Person, card.person_id or 0)
    await decisions.keep_apart(session, card, person, REASON, stage.now)
    assert writer is not None
    stage.apart.add(frozenset([await people.find_chat(session, one) for one in (about, writer)]))


async def _close(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> bool:
    return await reports.close(session, card, person, "measure", REASON, stage.now)


async def _confirm_closing(stage: SafeguardingStage, session: AppSession, card: Card, person: Person) -> None:
    proposed = {row.writer_id for row, _ in await case_words.read_entries(session, card, "closing")}
    await reports.confirm_closing(session, card, person, stage.now)
    assert proposed - {person.id}, "somebody confirmed their own closing"


async def _get_accused(session: AppSession, card: Card) -> Person:
    about = await session.get(Person, card.about_id or 0)
    if about is None:
        raise BinomeError
    return about


async def pick_decider(session: AppSession, card: Card, number: int) -> Person:
    """Return one of those, of the team or outside of it, who may decide on a case; refuse when there is none."""
    known = union(select(Staff.person_id), select(OutsideRecipient.person_id))
    found = await session.scalars(select(Person).where(Person.id.in_(known)).order_by(Person.id))
    able = [one for one in found.all() if await case_access.may_decide(session, card, one)]
    if not able:
        raise BinomeError
    return able[number % len(able)]


DECISIONS: dict[str, Decision] = {
    "take": _take,
    "let go on": _let_go_on,
    "let go on alone": _let_go_on_alone,
    "suspend": _suspend,
    "release": _release,
    "bar": _bar,
    "keep apart": _keep_apart,
    "close": _close,
    "confirm closing": _confirm_closing,
}
TAKES_TWO = {"let go on": "let go on", "bar": "bar", "close": "confirm closing", "keep apart": "close"}
"""What one person begins -> what another, or the same one, does then."""
