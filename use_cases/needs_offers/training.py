"""The training of a volunteer, screen by screen; how many are done is kept, so that it goes on where it stopped."""

from datetime import datetime
from typing import Any

from mentoring.errors import NotPossible
from mentoring.states import move
from mentoring.training import Screens
from mentoring.views import TrainingView
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Offer, Person
from use_cases.outbox import outbox
from use_cases.people import people


async def read_screen(
    session: AppSession, offer: Offer, person: Person, done: str, now: datetime, *, edit: int | None = None
) -> None:
    """The volunteer has done a screen; after the last one they are available.

    `done` is the screen's number and, where there is a question, the answer's after a ``-``: ``4-0``. A wrong
    answer is explained, and the question asked again.
    """
    screens = await _read_screens(session, person)
    at = _find_current_index(offer.trained, screens)
    number, _, choice = done.partition("-")
    chosen = [answer for index, answer in enumerate(screens[at].answers) if str(index) == choice]
    if offer.state != "to_train" or number != str(at + 1) or bool(chosen) != bool(screens[at].answers):
        raise NotPossible("(training screen)")
    offer.trained = at + all(answer.right for answer in chosen)
    if offer.trained < len(screens):
        told: dict[str, Any] = {"told": done} if chosen else {}
        await outbox.put(session, now, person, "training", edit=edit, offer=offer.id, **told)
        return
    offer.state = move("offer", offer.state, "train")
    await outbox.put(session, now, person, "offer_available", edit=edit, offer=offer.id)
    await installation.ask_round(session, now)


async def view_screen(session: AppSession, person: Person, trained: int, given: str) -> TrainingView:
    """Return the screen that comes next and, in `answered`, the answer that was just given with its reason."""
    screens = await _read_screens(session, person)
    at = _find_current_index(trained, screens)
    number, _, choice = given.partition("-")
    answered = screens[int(number) - 1].answers[int(choice)] if given and int(number) <= len(screens) else None
    return TrainingView(screens[at], at + 1, len(screens), answered)


async def _read_screens(session: AppSession, person: Person) -> Screens:
    known = await people.read_profile(session, person)
    return session.programme.find_screens(known.get("language", ""))


def _find_current_index(trained: int, screens: Screens) -> int:
    """Return the screen that comes next; the last one when the training became shorter since."""
    return min(trained, len(screens) - 1)
