"""What a message needs to know when it leaves: names and words are read here, never kept in the queue."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring import breaks, changes
from mentoring import forms as form_rules
from mentoring.errors import BinomeError
from mentoring.messages import MESSAGES
from mentoring.questions import progress, question
from mentoring.references import reference
from mentoring.states import PENDING, RUNNING
from mentoring.still import still_true
from storage import (
    addressees,
    binomes,
    campaigns,
    crowd,
    desk,
    digest,
    forms,
    outage,
    people,
    settings,
    staff,
    training,
    views,
    waiting,
)
from storage.app_session import AppSession
from storage.tables import Binome, Card, MentoringSession, Need, Outgoing, Person
from storage.views import Known

Facts = dict[str, Any]

MOST_CAMPAIGNS = 40
"""What one message can show."""


class NoLongerTrue(BinomeError):
    """What this message was about is gone or has changed."""


async def gather(session: AppSession, row: Outgoing, now: datetime) -> Facts:
    """Give what the message of an outbox row shows, seen by its addressee.

    Raise `NoLongerTrue` when it has lost its object.
    """
    person = await session.get(Person, row.person_id) if row.person_id else None
    facts: Facts = {"problem": "", **row.args, "now": now, "me": await _me(session, person)}
    for noun, load in NOUNS.items():
        if noun in row.args:
            facts |= await load(session, person, row, now)
    if not still_true(row.kind, facts):
        raise NoLongerTrue
    if row.kind == "training" and person is not None:
        facts["training"] = await training.view(session, person, facts["offer"]["trained"], row.args.get("told", ""))
    if row.kind in OVERVIEWS and person is not None:
        facts |= await _overview(session, person, now)
    if row.kind == "my_data" and person is not None:
        facts["personal"] = await people.profile(session, person)
    if person is not None and (MESSAGES[row.kind].staff or "card" in row.args) and not facts["me"]["role"]:
        raise NoLongerTrue  # rights may have ended since it was queued
    if row.kind in desk.SCREENS and person is not None:
        shown = await desk.SCREENS[row.kind](session, person, row.args, now)
        if shown is None:
            raise NoLongerTrue
        facts |= shown
    if row.kind in digest.SHOWN:
        facts |= await digest.SHOWN[row.kind](session, row.args)
    if row.kind in STILL_SHOWN:
        still = await STILL_SHOWN[row.kind](session, row.args, now)
        if still is None:
            raise NoLongerTrue
        facts |= still
    if row.kind == "written_privately":
        facts["bot"] = await settings.read(session, settings.BOT_NAME)
    if row.kind == "campaigns":
        facts["campaigns"] = (await campaigns.counts(session))[:MOST_CAMPAIGNS]
        facts["bot_name"] = await settings.read(session, settings.BOT_NAME)
    if row.kind == "staff_invite":
        # Made as the message leaves: the code itself is never at rest here.
        code = await staff.issue_invite(session)
        facts["link"] = f"https://t.me/{await settings.read(session, settings.BOT_NAME)}?start={code}"
    return facts


async def _me(session: AppSession, person: Person | None) -> Facts:
    rules = session.programme
    if person is None:
        return {"side": "staff", "language": rules.languages[0], "zone": rules.zone, "name": ""}
    known, addressee = await people.profile(session, person), await addressees.of(session, person)
    return {
        "id": person.id,
        "side": addressee.side,
        "language": known.get("language", rules.languages[0]),
        "zone": rules.zone_of(known.get("region")),
        "name": known.get("name", ""),
        "role": addressee.role,
    }


async def _form(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    form = row.kind.partition("_")[0]
    need_or_offer = await forms.fetch(session, form, row.args["form"])
    if need_or_offer is None or person is None or need_or_offer.state in forms.GONE:
        raise NoLongerTrue
    closed, today = row.args.get("closed", ""), await forms.today(session, person, now)
    standing = closed or row.kind.endswith("_profile")
    given = await (forms.answers if standing else forms.written)(session, need_or_offer)
    if given is None or (need_or_offer.state == "drafting" and row.kind.endswith("_profile")):
        raise NoLongerTrue
    asked = question(form, closed) if closed else form_rules.present(form, given, today)
    if "guess" in row.args and (asked is None or row.args["guess"] not in asked.options(session.programme)):
        raise NoLongerTrue  # another question is asked by now
    at, out_of = progress(form, given, today, closed)
    return {
        "form": form,
        "asked": asked,
        "answers": Known(given),
        "chosen": form_rules.drafted(asked, given) if asked else [],
        "options": asked.options(session.programme) if asked else (),
        "years": form_rules.year_choices(session.programme, today),
        "progress": f"({at}/{out_of})" if need_or_offer.state == "drafting" else "",
        "changeable": changes.changeable(form, given, need_or_offer.state, today),
        "ref": reference(form, need_or_offer.id),
        "state": need_or_offer.state,
        "me": {**await _me(session, person), "side": "young" if form == "need" else "volunteer"},
    }


async def _need_or_offer(session: AppSession, person: Person | None, row: Outgoing, noun: str) -> Facts:
    found = await forms.fetch(session, noun, row.args[noun])
    if found is None:
        raise NoLongerTrue
    side = "young" if noun == "need" else "volunteer"
    view = {
        "id": found.id,
        "ref": reference(noun, found.id),
        "state": found.state,
        "resume_at": found.resume_at,
        "trained": getattr(found, "trained", 0),
    }
    return {noun: view, "me": {**await _me(session, person), "side": side}}


async def _need(session: AppSession, person: Person | None, row: Outgoing, _now: datetime) -> Facts:
    return await _need_or_offer(session, person, row, "need")


async def _offer(session: AppSession, person: Person | None, row: Outgoing, _now: datetime) -> Facts:
    return await _need_or_offer(session, person, row, "offer")


async def _binome(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    found = await session.get(Binome, row.args["binome"], populate_existing=True)
    if found is None:
        raise NoLongerTrue
    me = await _me(session, person)
    side = binomes.side_of(found, person) if person else ""
    me["side"] = side or me["side"]
    return {"me": me, "binome": await views.binome(session, found, side, now, row.args.get("slot", ""))}


async def _session(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    found = await session.get(MentoringSession, row.args["session"], populate_existing=True)
    if found is None or found.revision != row.args.get("revision", found.revision):
        raise NoLongerTrue
    inner = Outgoing(kind=row.kind, args={"binome": found.binome_id})
    shown = {"id": found.id, "revision": found.revision, "starts_at": found.starts_at, "state": found.state}
    mine = bool(person) and row.args.get("by") == person.id if person else False
    return {**await _binome(session, person, inner, now), "session": shown, "by_me": mine}


async def _sessions(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    """Give those of several sessions that are still ahead as they were announced."""
    shown = []
    for number, revision in row.args["sessions"]:
        with suppress(NoLongerTrue):
            inner = Outgoing(kind=row.kind, args={"session": number, "revision": revision})
            shown.append(await _session(session, person, inner, now))
    ahead = [one for one in shown if one["session"]["state"] == "planned" and one["session"]["starts_at"] > now]
    if not ahead:
        raise NoLongerTrue
    return {"me": ahead[0]["me"], "sessions": ahead}


async def _card(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    found = await session.get(Card, row.args["card"], populate_existing=True)
    if found is None:
        raise NoLongerTrue
    view = await views.card(session, found, now)
    if row.kind == "card_detail":
        view |= await views.card_words(session, found)
    return {"card": view, "me": {**await _me(session, person), "side": "staff"}}


async def _cards(session: AppSession, person: Person | None, row: Outgoing, _now: datetime) -> Facts:
    if not (found := await crowd.shown(session, row.args["cards"])):
        raise NoLongerTrue
    return {"cards": found, "me": {**await _me(session, person), "side": "staff"}}


async def _thing(session: AppSession, person: Person | None, row: Outgoing, now: datetime) -> Facts:
    """Give a need, an offer or a binôme by the name that buttons carry, such as ``need-204``."""
    noun, _, number = row.args["thing"].partition("-")
    inner = Outgoing(kind=row.kind, args={noun: int(number)})
    found = await NOUNS[noun](session, person, inner, now)
    one = found[noun]
    view = {"name": row.args["thing"], "noun": noun, "ref": one["ref"], "other": one.get("other", "")}
    view["other_zone"] = one.get("other_zone", "")
    view["state"] = one["state"]
    return {"me": found["me"], "thing": {**view, "resume_at": one["resume_at"], "next": one.get("next")}}


async def _overview(session: AppSession, person: Person, now: datetime) -> Facts:
    shown: Facts = {"forms": Known(), "binomes": []}
    for form in forms.TABLES:
        if found := await forms.latest(session, form, person):
            given = await forms.answers(session, found)
            shown["forms"][form] = {
                "id": found.id,
                "ref": reference(form, found.id),
                "state": found.state,
                "resume_at": found.resume_at,
                "answers": Known(given),
            }
    for one in await binomes.of(session, person, (*PENDING, *RUNNING)):
        shown["binomes"].append(await views.binome(session, one, binomes.side_of(one, person), now))
    shown["things"] = [
        {"name": f"{noun}-{one['id']}", "ref": one["ref"], "acts": breaks.acts(noun, one["state"])}
        for noun, one in (*shown["forms"].items(), *(("binome", one) for one in shown["binomes"]))
    ]
    closed = select(Need).where(Need.person_id == person.id, Need.state == "closed").order_by(Need.id.desc()).limit(1)
    last = await session.scalar(closed) if "need" not in shown["forms"] else None
    shown["closed_need"] = last.id if last else None
    return shown


STILL_SHOWN = waiting.SHOWN | outage.SHOWN
"""What is said only if there is still something to say."""
OVERVIEWS = ("menu", "my_data", "pause_choice", "wake_choice", "stop_choice")
NOUNS = {"form": _form, "need": _need, "offer": _offer, "binome": _binome, "session": _session, "card": _card}
NOUNS |= {"sessions": _sessions, "cards": _cards, "thing": _thing}
