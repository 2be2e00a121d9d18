"""Somebody's own words count for pairing until that person refuses it, and not a moment longer."""

from dataclasses import asdict

from sqlalchemy import select

import matching
from matching.engine import rank_offers
from scheduler.matching_rounds import build_terms
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Audit, Binome
from tests.cast import ABOUT, NOW, add_need, add_offer, find_person, make_accepted, make_proposed
from use_cases.binomes import matched_words, proposals, views
from use_cases.pairing import matching_input
from use_cases.pairing.answer_cache import AnswerCache

ALIKE = "Je cherche un comptable en cabinet pour mon alternance"
UNLIKE = "Je voudrais soigner des chevaux, comme vétérinaire"


async def _find_scores(session: AppSession, cache: AnswerCache) -> dict[int, float]:
    """Return how well each waiting need suits the only volunteer, by the matcher of a round."""
    needs = [matching.Need(**row) for row in await matching_input.read_waiting_needs(session, NOW, cache)]
    (row,) = await matching_input.read_free_offers(session, NOW, cache)
    field = row.pop("field")
    offers = [matching.Offer(**row, fields=frozenset([field]))]
    ranked = rank_offers(needs, offers, build_terms(session.programme), k=1)
    return {need.id: round(best.score, 6) for need, (best,) in ranked}


async def test_words_that_were_refused_count_for_nothing(small_sessions: Sessions) -> None:
    """Two needs of the same topics rank apart by their words, and alike once both refused; or once the volunteer did.

    The answers that a round keeps in memory are the same throughout: what was opened before counts no more either.
    """
    cache = AnswerCache()
    async with small_sessions.begin() as session:
        near, far = await add_need(session, words=ALIKE), await add_need(session, words=UNLIKE)
        volunteer = await find_person(session, await add_offer(session))
        first = await _find_scores(session, cache)
        assert first[near.id] > first[far.id]
        for need in (near, far):
            await matched_words.refuse(session, await find_person(session, need), NOW)
        await session.flush()
        refused = await _find_scores(session, cache)
        assert refused[near.id] == refused[far.id]
        await matched_words.allow(session, await find_person(session, near), NOW)
        await matched_words.refuse(session, volunteer, NOW)
        await session.flush()
        (offer,) = await matching_input.read_free_offers(session, NOW, cache)
        assert (offer["text"], "comptable" in str(vars(cache)).replace(ALIKE, "")) == ("", False)
        assert (offer["field"], offer["level"], offer["topics"]) == ("", "", frozenset(ABOUT["topics"]))


async def test_a_refusal_takes_effect_at_once_and_is_written_down(small_sessions: Sessions) -> None:
    """The next heartbeat compares anew, and the audit has a line for each change, none for a second tap."""
    async with small_sessions.begin() as session:
        person = await find_person(session, await add_need(session))
        for change in (matched_words.refuse, matched_words.refuse, matched_words.allow, matched_words.allow):
            await installation.write(session, installation.ROUND_AT, "")
            await change(session, person, NOW)
        acts = select(Audit.act).where(Audit.actor == person.id, Audit.act.contains("words")).order_by(Audit.id)
        assert list(await session.scalars(acts)) == ["refused words", "allowed words"]
        await installation.write(session, installation.ROUND_AT, "")
        await matched_words.refuse(session, person, NOW)
        assert await installation.read_moment(session, installation.ROUND_AT) == NOW


async def _list_kinds(session: AppSession, binome: Binome) -> list[str]:
    """Return the kinds of reasons that the volunteer of a binôme reads."""
    return [reason.kind for reason in (await views.view_binome(session, binome, "volunteer", NOW)).reasons]


async def test_no_proposal_quotes_words_of_somebody_who_refused(small_sessions: Sessions) -> None:
    """Neither one that was sent before, whichever of the two refuses, nor the next; the words of the need stay."""
    reasons = [asdict(matching.Reason("topics", ("cv_letter",))), asdict(matching.Reason("words", ("alternance",)))]
    reasons.append(asdict(matching.Reason("near", ("rh ↔ recruteuse",))))
    async with small_sessions.begin() as session:
        for side in ("need", "offer"):
            need, offer = await add_need(session, words=ALIKE), await add_offer(session, capacity=2)
            sent = await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, reasons), NOW)
            assert sent is not None
            assert await _list_kinds(session, sent) == ["topics", "words", "near"]
            await matched_words.refuse(session, await find_person(session, getattr(sent, side)), NOW)
            assert await _list_kinds(session, sent) == ["topics"]
            assert (await views.view_binome(session, sent, "volunteer", NOW)).need.words
            other_need, other = (need, await add_offer(session)) if side == "need" else (await add_need(session), offer)
            if side == "need":
                await proposals.decline(session, sent.id, await find_person(session, offer), "busy", NOW)
            again = await proposals.propose(session, proposals.Proposal(other_need.id, other.id, 0.5, reasons), NOW)
            assert again is not None
            assert await _list_kinds(session, again) == ["topics"]


async def test_a_refusal_touches_nobody_elses_binome(small_sessions: Sessions) -> None:
    """What others share by their words is still said to them."""
    async with small_sessions.begin() as session:
        other, mine = await make_proposed(session), await make_accepted(session)
        kept = other.reasons
        await matched_words.refuse(session, await find_person(session, mine.need), NOW)
        assert other.reasons == kept
