"""What the desk's private screens show, read as they leave: only somebody of the team is ever shown one."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from mentoring.references import reference
from storage import doubtful, fairness, forms, glances, people, queue, sheets, team
from storage.app_session import AppSession
from storage.tables import Binome, Card, Need, Offer, Person, Staff
from storage.views import Known

MOST_AT_ONCE = 6
"""Their numbers travel together in one button."""
View = dict[str, Any]
Screen = Callable[[AppSession, Person, View, datetime], Awaitable[View | None]]
"""Takes the reader and what the message was queued with; None when that is gone."""


async def _team(session: AppSession, person: Person, _args: View, _now: datetime) -> View:
    rows = [await _member(session, row) for row in await team.members(session)]
    return {"team": [row | {"is_me": row["id"] == person.id} for row in rows]}


async def _team_confirm(session: AppSession, _person: Person, args: View, _now: datetime) -> View | None:
    row = await session.get(Staff, args["member"])
    return {"member": await _member(session, row)} if row else None


async def _member(session: AppSession, row: Staff) -> View:
    person = await session.get_one(Person, row.person_id)
    name = (await people.profile(session, person)).get("name", "")
    return {"id": row.person_id, "role": row.role, "since": row.since, "name": name}


async def _found(session: AppSession, _person: Person, args: View, _now: datetime) -> View:
    shown = [await session.get(Person, number) for number in args["people"]]
    return {"found": [await _with_references(session, person) for person in shown if person]}


async def _with_references(session: AppSession, person: Person) -> View:
    refs = []
    for noun, table in (("need", Need), ("offer", Offer)):
        mine = select(table.id).where(table.person_id == person.id).order_by(table.id.desc()).limit(1)
        refs += [(noun, number) for number in await session.scalars(mine)]
    theirs = (Need.person_id == person.id) | (Offer.person_id == person.id)
    joined = select(Binome.id).join(Need, Binome.need_id == Need.id).join(Offer, Binome.offer_id == Offer.id)
    newest = joined.where(theirs).order_by(Binome.id.desc()).limit(2)
    refs += [("binome", number) for number in await session.scalars(newest)]
    shown = [{"noun": noun, "id": number, "ref": reference(noun, number)} for noun, number in refs]
    return {"name": (await people.profile(session, person)).get("name", ""), "refs": shown}


async def _colleagues(session: AppSession, person: Person, args: View, _now: datetime) -> View | None:
    card = await session.get(Card, args["about"])
    if card is None or person.id == card.about_id:
        return None
    others = [row for row in await team.members(session) if row.person_id not in (person.id, card.about_id)]
    case = {"id": card.id, "ref": reference("card", card.id)}
    return {"case": case, "team": [await _member(session, row) for row in others]}


async def _to_approve(session: AppSession, _person: Person, args: View, _now: datetime) -> View:
    found = select(Offer).where(Offer.state == "to_check").order_by(Offer.id)
    total = int(await session.scalar(select(func.count()).select_from(found.subquery())) or 0)
    rows = (await session.scalars(found.limit(MOST_AT_ONCE))).all()
    chosen = [row.id for row in rows if row.id in args["chosen"]]
    shown = [await _offer(session, row) | {"chosen": row.id in chosen} for row in rows]
    return {"offers": shown, "total": total, "selection": "-".join(map(str, chosen))}


async def _offer(session: AppSession, row: Offer) -> View:
    return {"id": row.id, "ref": reference("offer", row.id), "answers": Known(await forms.answers(session, row))}


async def _ranked(session: AppSession, _person: Person, args: View, _now: datetime) -> View | None:
    need = await session.get(Need, args["about"])
    if need is None:
        return None
    sought, shown = await forms.answers(session, need), []
    for number, score, why in args["ranked"]:
        if row := await session.get(Offer, number):
            given = await forms.answers(session, row)
            topics = [topic for topic in sought.get("topics", []) if topic in given.get("topics", [])]
            about = {"job": given.get("job", ""), "topics": topics}
            shown.append({"id": number, "ref": reference("offer", number), "score": score, "why": why, **about})
    why = {"blocked": args.get("blocked"), "ways": args.get("ways", [])}
    return {"need": {"id": need.id, "ref": reference("need", need.id)}, "best": shown, **why}


async def _proposed(_session: AppSession, _person: Person, args: View, _now: datetime) -> View:
    return {"refs": [reference("need", args["about"]), reference("offer", args["offered"])]}


SCREENS: dict[str, Screen] = {
    "team": _team,
    "team_confirm": _team_confirm,
    "queue": queue.show,
    "doubtful": doubtful.show,
    "card_history": queue.history,
    "card_pass": _colleagues,
    "sheet_binome": sheets.show,
    "sheet_need": sheets.show,
    "sheet_offer": sheets.show,
    "sheet_end": sheets.show,
    "found": _found,
    "to_approve": _to_approve,
    "to_send": glances.show,
    "fairness": fairness.show,
    "ranked": _ranked,
    "rank_proposed": _proposed,
    "rank_gone": _proposed,
}
