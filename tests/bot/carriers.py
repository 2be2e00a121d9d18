"""What may carry words to the bot, as Telegram tells it: one raw update for each way."""

from collections.abc import Callable
from typing import Any

from tests.town import Town, Visitor

Raw = dict[str, Any]
FILE = {"file_id": "x", "file_unique_id": "x"}
POLL = {"id": "1", "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
POLL |= {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}


def _write_text(words: str) -> Raw:
    return {"text": words}


def _write_command(name: str) -> Callable[[str], Raw]:
    entity = {"type": "bot_command", "offset": 0, "length": len(name)}
    return lambda words: {"text": f"{name} {words}", "entities": [entity]}


CARRIERS: dict[str, Callable[[str], Raw]] = {
    "text": _write_text,
    "far behind": lambda words: {"text": f"{'bla ' * 1020}. {words}"},
    "caption": lambda words: {"caption": words, "photo": [FILE | {"width": 1, "height": 1}]},
    "edit": lambda words: {"text": words, "edit_date": 1_795_000_100},
    "start": _write_command("/start"),
    "menu": _write_command("/MENU"),
    "aide": _write_command("/Aide"),
    "unknown command": _write_command("/inconnu"),
    "quote": lambda words: {"text": "moi aussi", "quote": {"text": words, "position": 0}},
    "poll": lambda words: {"poll": POLL | {"question": words, "options": []}},
    "contact": lambda words: {"contact": {"phone_number": "1", "first_name": words}},
    "file": lambda words: {"document": FILE | {"file_name": words}},
    "unknown kind": lambda words: {"story_of_tomorrow": {"pages": [{"said": words}]}},
    "unreadable": lambda words: {"caption": words, "photo": "not what it was"},
}


def build_update(who: Visitor, carrier: str, words: str, **more: Any) -> Raw:
    """Return the raw update by which somebody's words come."""
    user = {"id": who.id, "is_bot": False, "first_name": who.name, "language_code": "fr"}
    about = {"message_id": 900_000, "date": 1_795_000_000, "chat": {"id": who.id, "type": "private"}, "from": user}
    kind = "edited_message" if carrier == "edit" else "message"
    return {kind: about | CARRIERS[carrier](words) | more}


async def carry(town: Town, who: Visitor, carrier: str, words: str, **more: Any) -> None:
    """Let somebody's words come by a carrier; return once the bot has said all it had to say."""
    await town.act("update", update=build_update(who, carrier, words, **more))
    await town.settle()
