"""May this pass between the two now: asked when it is written, and again as it leaves."""

from datetime import datetime

from mentoring.states import ARRANGING
from mentoring.talk import PassedContent, Verdict
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Person


async def judge(session: AppSession, binome: Binome, writer: Person, content: PassedContent, now: datetime) -> Verdict:
    """Return whether one member's message of some content may pass to the other now."""
    return Verdict() if binome.state in ARRANGING else Verdict("not_running")
