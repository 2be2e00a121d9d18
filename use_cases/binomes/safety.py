"""Help asked, words of distress. Nothing here judges a risk: it gives numbers and calls a human."""

from datetime import datetime, timedelta

from mentoring.help_numbers import Category
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Person
from use_cases.binomes import reports
from use_cases.outbox import outbox
from use_cases.people import heard_signs
from use_cases.team import cards, case_access

WEAK_SIGN_PERIOD = timedelta(days=7)


async def ask_help(session: AppSession, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """Open a case: the person wants the team to contact them."""
    # The button stands under the help text: whoever tapped it has it.
    await cards.open_case(
        session, now, "help", f"person:{person.id}", person_id=person.id, origin="button", help_arrived=True
    )
    await outbox.put(session, now, person, "contact_coming", edit=edit)


async def handle_distress(
    session: AppSession, person: Person, level: str, category: Category, words: str, now: datetime
) -> Card | None:
    """Send the help text, about what was heard; open an urgent case for a strong or repeated sign, and return it.

    For whoever has an open report that is the report itself.
    """
    await heard_signs.remember_sign(session, person, category, now, is_strong=level == "strong")
    again = person.weak_sign_at is not None and now - person.weak_sign_at < WEAK_SIGN_PERIOD
    await outbox.put(session, now, person, "help" if level == "strong" else "help_weak")
    if (card := await case_access.find_listener(session, person, now)) is not None:
        # Whoever has an open report speaks to its readers alone, whatever they write meanwhile.
        await reports.add_distress(session, card, words, now, is_strong=level == "strong")
        return card
    if level == "strong" or again:
        key = f"person:{person.id}"
        card = await cards.open_case(
            session, now, "distress", key, words=f"[{category}] {words}", person_id=person.id, origin="words"
        )
    if level != "strong":
        person.weak_sign_at = now
    return card
