"""A process that kills itself at a commit: `python -m tests.faults.kill_at_commit DATABASE ACT MOMENT BINÔME`."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession
from tests.cast import NOW, find_person
from tests.empty_databases import open_sessions
from use_cases.binomes import departures, proposals
from use_cases.sessions import reminders, sessions


async def accept(session: AppSession, binome: Binome) -> None:
    """The volunteer says yes."""
    await proposals.accept(session, binome.id, await find_person(session, binome.offer), NOW)


async def check_in(session: AppSession, binome: Binome) -> None:
    """The volunteer says that the session took place."""
    begun = (MentoringSession.binome_id == binome.id, MentoringSession.state.in_(("begun", "held")))
    done = (await session.scalars(select(MentoringSession).where(*begun))).one()
    await sessions.answer_check_in(session, done.id, await find_person(session, binome.offer), True, NOW)


async def erase(session: AppSession, binome: Binome) -> None:
    """The young person erases everything."""
    await departures.erase(session, await find_person(session, binome.need), NOW)


async def give_up(session: AppSession, _binome: Binome) -> None:
    """The clock finds, two days late, that sessions have begun without their reminders."""
    await reminders.fall_due(session, NOW + timedelta(days=3), 100)


ACTS = {"accept": accept, "check_in": check_in, "erase": erase, "give_up": give_up}


def _kill_itself(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, act: str, moment: str, binome_id: str) -> None:
    """Do the act; be killed just before or just after its commit."""
    async with open_sessions(url) as sessions:
        async with sessions.begin() as session:
            binome = await session.get_one(Binome, int(binome_id))
            await ACTS[act](session, binome)
            await session.flush()
            if moment == "before":
                event.listen(sessions.kw["bind"].sync_engine, "commit", _kill_itself)
            else:
                event.listen(Session, "after_commit", _kill_itself)
        sys.exit("survived the commit")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
