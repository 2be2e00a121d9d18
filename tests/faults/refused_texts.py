"""What Telegram is known to answer with status 400 when a bot writes into a chat, one text a line.

From the sources of the Bot API's server and what bots have met: none of these is documented, and any may be new.
"""

ABOUT_THE_CHAT = (
    "CHANNEL_INVALID",
    "CHANNEL_PRIVATE",
    "CHAT_ADMIN_REQUIRED",
    "CHAT_FORBIDDEN",
    "CHAT_GUEST_SEND_FORBIDDEN",
    "CHAT_ID_INVALID",
    "CHAT_INVALID",
    "CHAT_RESTRICTED",
    "CHAT_SEND_PLAIN_FORBIDDEN",
    "CHAT_WRITE_FORBIDDEN",
    "INPUT_USER_DEACTIVATED",
    "PEER_FLOOD",
    "PEER_ID_INVALID",
    "USER_BANNED_IN_CHANNEL",
    "USER_IS_BLOCKED",
    "chat not found",
    "group chat was deactivated",
    "group chat was upgraded to a supergroup chat",
    "have no rights to send a message",
    "have no write access to the chat",
    "need administrator rights in the channel chat",
    "not enough rights to send text messages to the chat",
    "something that nobody has ever read",
    "the bot was restricted",
)
"""No message would be taken."""

ABOUT_THE_CONTENT = (
    "BUTTON_DATA_INVALID",
    "BUTTON_TYPE_INVALID",
    "BUTTON_URL_INVALID",
    "CHAT_SEND_INLINE_FORBIDDEN",
    "ENTITIES_TOO_LONG",
    "ENTITY_BOUNDS_INVALID",
    "ENTITY_MENTION_USER_INVALID",
    "MEDIA_EMPTY",
    "MESSAGE_EMPTY",
    "MESSAGE_TOO_LONG",
    "REPLY_MARKUP_INVALID",
    "REPLY_MARKUP_TOO_LONG",
    "can't parse entities: Can't find end of the entity starting at byte offset 12",
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    "can't parse reply keyboard markup JSON object",
    "inline keyboard button URL 'x' is invalid: Unsupported URL protocol",
    "message is too long",
    "message text is empty",
    "message to be replied not found",
    "reply markup is too long",
    "reply message not found",
    "text must be encoded in UTF-8",
    "unsupported parse_mode",
    "wrong HTTP URL",
)
"""A plain message would be taken."""

ABOUT_THE_TOPIC = {
    "MESSAGE_THREAD_INVALID": 2,
    "TOPIC_CLOSED": 1,
    "TOPIC_DELETED": 1,
    "TOPIC_ID_INVALID": 2,
    "message thread not found": 1,
}
"""A message beside the topic would be taken; the number of requests that are refused until one is tried there."""

ABOUT_THE_PACE = ("SLOWMODE_WAIT_1", "FLOOD_WAIT_1")
"""The same message would be taken a second later."""
