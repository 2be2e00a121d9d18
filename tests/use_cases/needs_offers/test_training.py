"""The training is read in order, resumed where it stopped, and no wrong answer ends it."""

import dataclasses

import pytest

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Offer, Person
from tests.cast import APPROVER, NOW, add_person, list_queued, read_training
from use_cases.needs_offers import forms, offers, training


async def make_approved(session: AppSession) -> tuple[Offer, Person]:
    """Return an offer that a coordinator said yes to, and its person."""
    person = await add_person(session, "Marc")
    offer = await forms.begin(session, "offer", person, NOW)
    assert isinstance(offer, Offer)
    await forms.save(session, "offer", offer, {"name": "Marc"})
    await offers.send(session, offer, person, NOW, 1)
    await offers.approve(session, offer, APPROVER, NOW)
    return offer, person


async def test_it_makes_available_after_the_last_screen_only(small_sessions: Sessions) -> None:
    """One screen short of the end the volunteer is still to be trained."""
    async with small_sessions.begin() as session:
        offer, person = await make_approved(session)
        await read_training(session, offer, person, leaving=1)
        before = offer.state
        await training.read_screen(session, offer, person, str(offer.trained + 1), NOW)
        assert (before, offer.state) == ("to_train", "available")


async def test_it_explains_a_wrong_answer_and_asks_again(small_sessions: Sessions) -> None:
    """The screen stays, its explanation is shown; the right answer then leads on, with its reason."""
    async with small_sessions.begin() as session:
        offer, person = await make_approved(session)
        await training.read_screen(session, offer, person, "1", NOW)
        await training.read_screen(session, offer, person, "2-0", NOW)
        shown = await training.view_screen(session, person, offer.trained, "2-0")
        assert shown.answered is not None
        assert (offer.trained, shown.at, shown.answered.right) == (1, 2, False)
        await training.read_screen(session, offer, person, "2-1", NOW)
        shown = await training.view_screen(session, person, offer.trained, "2-1")
        assert shown.answered is not None
        assert (offer.trained, shown.at, shown.answered.right) == (2, 3, True)


@pytest.mark.parametrize("done", ["2", "2-9", "2-", "3", "1", "1-0", "", "x", "2-x", "2--1"])
async def test_it_takes_no_screen_out_of_turn(done: str, small_sessions: Sessions) -> None:
    """A question wants one of its answers, and only the present screen can be done."""
    async with small_sessions.begin() as session:
        offer, person = await make_approved(session)
        await training.read_screen(session, offer, person, "1", NOW)
        with pytest.raises(NotPossible):
            await training.read_screen(session, offer, person, done, NOW)
        assert offer.trained == 1


async def test_it_goes_on_after_the_training_became_shorter(small_sessions: Sessions) -> None:
    """Somebody who had read more screens than there are now meets the last one, and is then available."""
    async with small_sessions.begin() as session:
        offer, person = await make_approved(session)
        await read_training(session, offer, person, leaving=1)
        rules = session.programme
        shorter = {"fr": (rules.find_screens("fr")[0], rules.find_screens("fr")[-1])}
        session.programme = dataclasses.replace(rules, training=shorter)
        assert (await training.view_screen(session, person, offer.trained, "7-1")).at == 2
        await training.read_screen(session, offer, person, "2", NOW)
        assert offer.state == "available"
        assert (await list_queued(session, person))[-1] == "offer_available"
