"""What the doctor finds in the database: key, team, last backup, ledger of messages, who speaks and listens."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, timedelta

from cli import keys, process_roles
from cli.command_protocol import Answer
from cli.doctor import findings
from cli.doctor.findings import Finding
from cli.open_database import OpenDatabase
from storage import installation
from storage.engine import lease
from storage.engine.app_session import AppSession
from storage.engine.clock import read_real_time
from use_cases.messages import reconciliation
from use_cases.outbox import ledger
from use_cases.people import staff
from use_cases.team import outside

MAX_BACKUP_AGE = timedelta(days=2)
MAX_NAMED = 20
ONE_DAY = timedelta(days=1)
"""What is kept for so long is asked about for a day less: a reminder is older than its session."""


PARTS = {lease.SENDER_PART: ("speaks", "scheduler"), lease.POLLER_PART: ("listens", "bot")}
"""Part -> what its holder does, and the role that takes it."""


async def check_records(database: OpenDatabase) -> Answer:
    """Return what is well and what is not, and the staff group, about which Telegram is asked."""
    found: list[Finding] = [(True, "database: opened, tables up to date")]
    for each in CHECKS:
        async with database.sessions.begin() as session:
            found += [finding async for finding in each(session, database)]
        await asyncio.sleep(0)  # the running program hears people meanwhile
    async with database.sessions.begin() as session:
        group = await installation.read_staff_chat(session)
    return Answer(
        [findings.format_finding(one) for one in found], int(not all(well for well, _ in found)), {"group": group}
    )


async def _check_key(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    fits = await installation.is_key_right(session)
    yield fits, "key: fits the database" if fits else "key: made for another database, put back the right key file"


async def _check_team(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    heads = len(await staff.list_heads(session))
    if heads:
        yield True, f"head coordinator: {heads} named" + (", a second one is safer: /equipe" if heads == 1 else "")
    else:
        yield False, "head coordinator: none, give somebody the link that `binome head --code` prints"
    if not await staff.has_team(session):
        yield False, "team: nobody is in it, so people read that nobody can answer them"
    bound = await installation.read_staff_chat(session) is not None
    yield bound, "staff group: bound" if bound else "staff group: none yet, the head writes /relier in it; cards wait"


async def _check_outside(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    if await outside.find_recipient(session) is None:
        yield (
            False,
            "outside recipient: none has signed, give somebody the link of `binome outside --link`",
        )
    elif await outside.is_overdue(session, read_real_time()):
        yield False, "outside recipient: the test call is unanswered for two weeks, ask them, or name another"
    else:
        yield True, "outside recipient: signed"
    if problem := await outside.find_mail_problem(session):
        yield False, f"outside recipient: the mail server refused their address ({problem}), ask them to write it again"


async def _check_key_copy(_session: AppSession, database: OpenDatabase) -> AsyncIterator[Finding]:
    file = database.settings.key_file
    if keys.is_confirmed(file, database.key):
        yield True, "copy of the key: confirmed"
        return
    words = f"copy {file} elsewhere, then `binome key --confirm` with the last 8 characters of the copy"
    yield False, f"copy of the key: none is confirmed, {words}; with the key lost, all is lost"


async def _check_backup(session: AppSession, database: OpenDatabase) -> AsyncIterator[Finding]:
    made, folder = await installation.read_moment(session, installation.LAST_BACKUP_AT), database.settings.backups
    if made is None:
        yield False, f"backup: none yet, the running bot makes one each night in {folder}, `binome backup` now"
        return
    fresh = read_real_time() - made < MAX_BACKUP_AGE
    yield fresh, f"backup: the last on {made:%Y-%m-%d at %H:%M} UTC" + ("" if fresh else ", see why none since")


async def _check_ledger(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    planned, states = await ledger.count_planned(session), Counter[str]()
    for (state, _), count in (await ledger.count_by_state_and_kind(session)).items():
        states[state] += count
    told = " + ".join(f"{states[state]} {state}" for state in ledger.STATES if states[state]) or "0"
    lost = planned - sum(states[state] for state in ledger.STATES)
    if lost:
        yield False, f"ledger of messages: {planned} planned, but {told}: {lost} lost, tell whoever develops this"
    else:
        yield True, f"ledger of messages: {planned} planned = {told}"


async def _check_expected_messages(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    """Ask binômes and sessions, not the ledger, which messages there must be."""
    days = ledger.KEPT_FOR - ONE_DAY
    called, missing = await reconciliation.find_unwritten(session, read_real_time() - days)
    told = f"messages that must be there: {called}, by binômes and sessions of {days.days} days"
    if not missing:
        yield True, f"{told}, all in the ledger"
        return
    named = ", ".join(missing[:MAX_NAMED]) + (", …" if missing[MAX_NAMED:] else "")
    yield False, f"{told}, but {len(missing)} not in the ledger ({named}), tell whoever develops this"


async def _list_uncertain(session: AppSession, _database: OpenDatabase) -> AsyncIterator[Finding]:
    """Yield every message whose fate is unknown, after how many there are of each kind."""
    rows = await ledger.list_uncertain(session)
    if rows:
        kinds = Counter(row.kind for row in rows).most_common()
        yield True, f"uncertain: {len(rows)} messages perhaps arrived: " + ", ".join(f"{n} {kind}" for kind, n in kinds)
    for row in rows:
        whom = f"person {row.person_id}" if row.person_id else "staff group"
        told = f"uncertain: message {row.id} ({row.kind}, {whom}), {row.changed_at:%Y-%m-%d %H:%M} UTC, perhaps arrived"
        yield True, told


async def _list_holders(session: AppSession, database: OpenDatabase) -> AsyncIterator[Finding]:
    """Yield which process has each part, where several may share them."""
    if not process_roles.is_shared(database.settings):
        return
    held = await lease.read_holders(session)
    for part, (does, role) in PARTS.items():
        if part in held:
            holder, until = held[part]
            yield True, f"{part}: {holder} {does}, until {until.astimezone(UTC):%H:%M:%S} UTC and on while it is well"
        else:
            yield False, f"{part}: nobody {does}, start `binome run` or `binome run --role {role}`"


CHECKS = (
    _check_key,
    _check_team,
    _check_outside,
    _check_key_copy,
    _check_backup,
    _check_ledger,
    _check_expected_messages,
    _list_uncertain,
    _list_holders,
)
"""Each in a transaction of its own."""
