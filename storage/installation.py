"""Facts about this installation, by name: the staff group, the head's code, when the next round is due."""

from datetime import datetime

from sqlalchemy import bindparam, select

from storage.engine.app_session import AppSession
from storage.engine.change_events import put_command_list
from storage.schema.tables import Setting

STAFF_CHAT = "staff_chat"
STAFF_THREAD = "staff_thread"
HEAD_CODE = "head_code"
ROUND_AT = "round_at"
DIGEST_AT = "digest_at"
DIGEST_SINCE = "digest_since"
"""Until when the last digest told, and a mark of what it said stood to be looked at."""
FIGURES_AT = "figures_at"
REVIEW_AT = "review_at"
"""When running binômes are asked again whether their two may be together, by programme time."""
MOMENTS = (ROUND_AT, DIGEST_AT, FIGURES_AT, REVIEW_AT)
"""Settings that are due dates."""
PAUSE_UNTIL = "hold_until"
INSTALLATION = "installation"
LAST_CONTACT_AT = "heard_at"
"""When Telegram was heard last, in real time, give or take some minutes."""
BOT_NAME = "bot_name"
KEY_CHECK = "key_check"
COMMANDS_EDITION = "commands_edition"
BACKUP_AT = "backup_at"
"""When the next backup is due, in real time: a week that the simulator pushes has no nights of its own."""
LAST_BACKUP_AT = "backed_up_at"
PRUNE_AT = "prune_at"
"""When the next clean-up is due, in real time."""
_READ = select(Setting.value).where(Setting.name == bindparam("name"))
_READ_MOMENTS = select(Setting.value).where(Setting.name.in_(MOMENTS), Setting.value != "")


async def read(session: AppSession, name: str) -> str:
    """Return a setting; an empty string when it was never written."""
    return await session.scalar(_READ, {"name": name}) or ""


async def write(session: AppSession, name: str, value: str) -> None:
    """Write a setting; an empty value forgets it. Another staff group gets its list of commands."""
    if name == STAFF_CHAT and value:
        await _refresh_group_lists(session, value)
    await session.merge(Setting(name=name, value=value))


async def read_moment(session: AppSession, name: str) -> datetime | None:
    """Return a setting that is a moment."""
    value = await read(session, name)
    return datetime.fromisoformat(value) if value else None


async def list_moments(session: AppSession) -> list[datetime]:
    """Return the settings that are due dates, as far as they are set."""
    return [datetime.fromisoformat(value) for value in await session.scalars(_READ_MOMENTS)]


async def ask_round(session: AppSession, now: datetime) -> None:
    """Have the next heartbeat run a matching round."""
    await write(session, ROUND_AT, now.isoformat())


async def build_link(session: AppSession, code: str) -> str:
    """Return the link that opens the bot with a start code."""
    return f"https://t.me/{await read(session, BOT_NAME)}?start={code}"


async def read_staff_chat(session: AppSession) -> int | None:
    """Return the chat id of the staff group; None until the head has bound one."""
    value = await read(session, STAFF_CHAT)
    return int(value) if value else None


async def hold_staff_chat(session: AppSession) -> int | None:
    """Return the same, and let nobody bind another group until this transaction ends."""
    value = await session.scalar(select(Setting.value).where(Setting.name == STAFF_CHAT).with_for_update(read=True))
    return int(value) if value else None


async def read_staff_thread(session: AppSession) -> int | None:
    """Return the topic of the staff group in which the team reads; None when that is the group itself."""
    value = await read(session, STAFF_THREAD)
    return int(value) if value else None


async def read_installation_id(session: AppSession, fresh: str) -> str:
    """Return the name of this installation, `fresh` when it had none."""
    known = await read(session, INSTALLATION)
    if not known:
        await write(session, INSTALLATION, fresh)
    return known or fresh


async def is_key_right(session: AppSession) -> bool:
    """Return whether the key is the one that this database was used with; the first key used is the right one."""
    mark = session.vault.fingerprint("key").hex()
    known = await read(session, KEY_CHECK)
    if not known:
        await write(session, KEY_CHECK, mark)
    return known in ("", mark)


async def _refresh_group_lists(session: AppSession, chat: str) -> None:
    former = await read(session, STAFF_CHAT)
    if former != chat:
        put_command_list(session, None)
    if former not in ("", chat):
        put_command_list(session, None, former=int(former))
