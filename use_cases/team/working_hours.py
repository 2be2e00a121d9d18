"""When the team is told of what is not urgent: on working days, in working hours. What is urgent waits for nothing."""

from datetime import datetime, timedelta

from mentoring.cases import CASES
from mentoring.message_kinds import Priority
from storage.engine.app_session import AppSession
from storage.schema.tables import Card
from use_cases.outbox import outbox


def compute_reminder(session: AppSession, kind: str, now: datetime, times: int = 1) -> datetime:
    """Return when a case is called for again; of one that is not urgent the hours of working days alone count."""
    delays = session.programme.delays
    if CASES[kind].urgent:
        return now + timedelta(minutes=delays.urgent_minutes) * times
    return session.programme.find_staff_hours().add_time(now, timedelta(hours=delays.card_hours) * times)


def compute_snooze(session: AppSession, now: datetime) -> datetime:
    """Return when a case comes back that was put aside: after some days, once somebody works."""
    back = now + timedelta(days=session.programme.delays.snooze_days)
    return session.programme.find_staff_return(back) or back


def choose_delivery(session: AppSession, card: Card, now: datetime) -> outbox.Delivery:
    """Return how a case's message leaves: at once where it is urgent, else when somebody works."""
    if CASES[card.kind].urgent:
        return outbox.Delivery(priority=Priority.SAFETY)
    return outbox.Delivery(priority=Priority.REPLY, not_before=session.programme.find_staff_return(now))
