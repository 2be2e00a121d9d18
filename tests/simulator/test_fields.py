"""The table of fields agrees with aiogram's typed methods, which follow the Bot API."""

import aiogram.methods
import pytest

from simulator import Simulator
from simulator.fields import FIELDS

# Of the Bot API, but without effect on what a person sees here: the bot has no use for them.
LEFT_OUT = {
    "allow_paid_broadcast",
    "allow_sending_without_reply",
    "business_connection_id",
    "callback_query_id",
    "certificate",
    "direct_messages_topic_id",
    "disable_web_page_preview",
    "ephemeral_message_parameters",
    "inline_message_id",
    "ip_address",
    "message_effect_id",
    "receiver_user_id",
    "reply_to_message_id",
    "return_bots",
    "rich_message",
    "suggested_post_parameters",
    "thumbnail",
    "video_start_timestamp",
}


@pytest.mark.parametrize("method", FIELDS)
def test_every_field_is_one_of_the_bot_api(method: str) -> None:
    """No field is invented, and none is missing but those left out on purpose."""
    theirs = set(getattr(aiogram.methods, method[0].upper() + method[1:]).model_fields)
    assert FIELDS[method].keys() <= theirs
    assert theirs - FIELDS[method].keys() <= LEFT_OUT


async def test_every_method_has_its_fields() -> None:
    """What the simulator answers to is what the table lists."""
    simulator = Simulator(None)
    assert simulator.bot_api.methods.keys() == FIELDS.keys()
    await simulator.close()
