"""Taking people out of groups: as Telegram does it, and with its refusals."""

from typing import Any

import pytest

from simulator import refusals
from tests.simulator.test_refusals import check_refused


async def _find_status(tg: Any, group: int, user: int) -> str:
    return str((await tg.call("getChatMember", chat_id=group, user_id=user))["result"]["status"])


async def test_a_member_is_banned_and_let_in_again(tg: Any) -> None:
    """Banned until unbanned; `only_if_banned` leaves a member alone, and without it a member is put out."""
    group, _ = await tg.group()
    await tg.post("members", chat=group, user="bot", status="administrator")
    marc = await tg.person("Marc")
    await tg.post("members", chat=group, user=marc, status="member")
    for method, more, status in (
        ("unbanChatMember", {"only_if_banned": True}, "member"),
        ("banChatMember", {}, "kicked"),
        ("banChatMember", {}, "kicked"),
        ("unbanChatMember", {"only_if_banned": True}, "left"),
    ):
        assert (await tg.call(method, chat_id=group, user_id=marc, **more))["result"] is True
        assert await _find_status(tg, group, marc) == status


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_whom_a_bot_may_not_put_out_stays(tg: Any, kind: str) -> None:
    """Without the right nobody, the owner never, and administrators neither; what is no group knows no bans."""
    group, owner = await tg.group(kind)
    marc = await tg.person("Marc")
    await tg.post("members", chat=group, user=marc, status="administrator")
    is_super = kind == "supergroup"
    about = {"chat_id": group, "user_id": marc}
    without = refusals.NOT_ENOUGH_RIGHTS if is_super else refusals.NOT_THE_INVITER
    await check_refused(tg, without, "banChatMember", **about)
    await tg.post("members", chat=group, user="bot", status="administrator")
    await check_refused(tg, refusals.NO_BAN_IN_PRIVATE, "banChatMember", chat_id=marc, user_id=marc)
    of_admin = refusals.ADMIN_STAYS if is_super else refusals.ADMIN_OF_GROUP_STAYS
    await check_refused(tg, of_admin, "banChatMember", **about)
    await check_refused(tg, refusals.OWNER_STAYS, "banChatMember", chat_id=group, user_id=owner)
    await check_refused(tg, refusals.USER_NOT_FOUND, "banChatMember", chat_id=group, user_id=5)
    if not is_super:
        await tg.post("members", chat=group, user=marc, status="left")
        await check_refused(tg, refusals.NOT_PARTICIPANT, "banChatMember", **about)
        await check_refused(tg, refusals.SUPERGROUP_ONLY, "unbanChatMember", **about)
