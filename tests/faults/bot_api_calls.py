"""What a test of the wire does: look at the calls, arrive, type without waiting."""

from typing import Any

from tests.town import Town, Visitor


async def list_calls(town: Town, method: str = "sendmessage") -> list[dict[str, Any]]:
    """Return the last calls of a Bot API method."""
    async with town.http.get(f"{town.address}/sim/log") as response:
        return [call for call in await response.json() if call["method"].lower() == method]


async def add_newcomer(town: Town, name: str = "Inès") -> Visitor:
    """Let somebody arrive and press start."""
    who = await town.add_person(name)
    await who.write("/start")
    return who


async def type_text(town: Town, who: Visitor, text: str) -> None:
    """Type a text without waiting for what the bot says."""
    await town.act("send", chat=who.chat, user=who.id, text=text)
