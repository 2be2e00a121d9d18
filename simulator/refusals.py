"""What Telegram refuses, in Telegram's own words: one line a refusal."""

from typing import NamedTuple


class RefusalRule(NamedTuple):
    """An error code and its description, which may have named gaps."""

    code: int
    text: str


UNAUTHORIZED = RefusalRule(401, "Unauthorized")
METHOD_NOT_FOUND = RefusalRule(404, "Not Found: method not found")
CONFLICT = RefusalRule(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = RefusalRule(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
TOO_MANY = RefusalRule(429, "Too Many Requests: retry after {retry_after}")

NOT_STARTED = RefusalRule(403, "Forbidden: bot can't initiate conversation with a user")
BLOCKED = RefusalRule(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = RefusalRule(403, "Forbidden: user is deactivated")
KICKED = RefusalRule(403, "Forbidden: bot was kicked from the {chat} chat")
NOT_A_MEMBER = RefusalRule(403, "Forbidden: bot is not a member of the {chat} chat")

CHAT_ID_EMPTY = RefusalRule(400, "Bad Request: chat_id is empty")
CHAT_NOT_FOUND = RefusalRule(400, "Bad Request: chat not found")
UPGRADED = RefusalRule(400, "Bad Request: group chat was upgraded to a supergroup chat")
THREAD_NOT_FOUND = RefusalRule(400, "Bad Request: message thread not found")
THREAD_CLOSED = RefusalRule(400, "Bad Request: TOPIC_CLOSED")
USER_NOT_FOUND = RefusalRule(400, "Bad Request: PARTICIPANT_ID_INVALID")
NOT_ENOUGH_RIGHTS = RefusalRule(400, "Bad Request: not enough rights to restrict/unrestrict chat member")
NOT_THE_INVITER = RefusalRule(400, "Bad Request: need to be inviter of a user to kick it from a basic group")
OWNER_STAYS = RefusalRule(400, "Bad Request: can't remove chat owner")
ADMIN_STAYS = RefusalRule(400, "Bad Request: user is an administrator of the chat")
ADMIN_OF_GROUP_STAYS = RefusalRule(400, "Bad Request: only the creator of a basic group can kick group administrators")
NOT_PARTICIPANT = RefusalRule(400, "Bad Request: USER_NOT_PARTICIPANT")
NO_BAN_IN_PRIVATE = RefusalRule(400, "Bad Request: can't ban members in private chats")
SUPERGROUP_ONLY = RefusalRule(400, "Bad Request: method is available for supergroup and channel chats only")
NO_ADMINS_IN_PRIVATE = RefusalRule(400, "Bad Request: there are no administrators in the private chat")
REPLIED_NOT_FOUND = RefusalRule(400, "Bad Request: message to be replied not found")

COPY_NOT_FOUND = RefusalRule(400, "Bad Request: message to copy not found")
COPY_REFUSED = RefusalRule(400, "Bad Request: message can't be copied")

TEXT_EMPTY = RefusalRule(400, "Bad Request: message text is empty")
TEXT_TOO_LONG = RefusalRule(400, "Bad Request: message is too long")
EDIT_TOO_LONG = RefusalRule(400, "Bad Request: MESSAGE_TOO_LONG")
CAPTION_TOO_LONG = RefusalRule(400, "Bad Request: message caption is too long")
CANT_PARSE = RefusalRule(400, "Bad Request: can't parse entities: {why}")
PARSE_MODE = RefusalRule(400, "Bad Request: unsupported parse_mode")

BUTTON_DATA = RefusalRule(400, "Bad Request: BUTTON_DATA_INVALID")
BUTTON_WITHOUT_ACT = RefusalRule(
    400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)
BUTTON_WITHOUT_TEXT = RefusalRule(400, "Bad Request: can't parse inline keyboard button: Can't find field \"text\"")
BUTTON_URL = RefusalRule(400, "Bad Request: inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
KEYBOARD_TOO_LONG = RefusalRule(400, "Bad Request: reply markup is too long")
KEYBOARD_BROKEN = RefusalRule(400, "Bad Request: can't parse reply keyboard markup JSON object")

MESSAGE_ID_EMPTY = RefusalRule(400, "Bad Request: message identifier is not specified")
EDIT_NOT_FOUND = RefusalRule(400, "Bad Request: message to edit not found")
EDIT_REFUSED = RefusalRule(400, "Bad Request: message can't be edited")
EDIT_NO_TEXT = RefusalRule(400, "Bad Request: there is no text in the message to edit")
NOT_MODIFIED = RefusalRule(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message",
)
DELETE_NOT_FOUND = RefusalRule(400, "Bad Request: message to delete not found")
DELETE_REFUSED = RefusalRule(400, "Bad Request: message can't be deleted")
DELETE_TOO_OLD = RefusalRule(400, "Bad Request: message can't be deleted for everyone")

QUERY_TOO_OLD = RefusalRule(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
ANSWER_TOO_LONG = RefusalRule(400, "Bad Request: MESSAGE_TOO_LONG")
ANSWER_URL = RefusalRule(400, "Bad Request: URL_INVALID")
COMMAND_NAME = RefusalRule(400, "Bad Request: BOT_COMMAND_INVALID")
COMMAND_WORDS = RefusalRule(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
DESCRIPTION_TOO_LONG = RefusalRule(400, "Bad Request: description is too long")
COMMANDS_TOO_MANY = RefusalRule(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
FILE_WRONG = RefusalRule(400, "Bad Request: wrong file identifier/HTTP URL specified")
FILE_MISSING = RefusalRule(400, "Bad Request: there is no {kind} in the request")
ACTION_WRONG = RefusalRule(400, "Bad Request: wrong parameter action in request")

# Stricter than Telegram, which would stay silent or do something that the simulator does not.
UNKNOWN_FIELD = RefusalRule(400, "Bad Request: unknown field {name}")
WRONG_TYPE = RefusalRule(400, "Bad Request: field {name} must be {kind}")
NOT_JSON = RefusalRule(400, "Bad Request: can't parse {name} JSON object")


class Refusal(Exception):
    """Telegram does not do what the bot asked."""

    def __init__(self, rule: RefusalRule, **gaps: object) -> None:
        self.code = rule.code
        self.description = rule.text.format(**gaps)
        known = ("retry_after", "migrate_to_chat_id")
        self.parameters = {name: value for name, value in gaps.items() if name in known}
        super().__init__(self.description)
