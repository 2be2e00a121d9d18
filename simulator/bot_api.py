"""The Bot API over HTTP: reads a call, does it or refuses it, and keeps a log of it."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulator import bans, command_lists, editing, lookups, polling, refusals, sending
from simulator.chats import Json
from simulator.faults import Fault, Faults
from simulator.fields import FIELDS, parse_json, read_fields
from simulator.limits import SpeedLimits
from simulator.message_parts import Call, Upload
from simulator.refusals import Refusal
from simulator.state import State
from simulator.taps import Taps

MAX_LOG_CALLS = 5000
CONNECTION_CHECK_SECONDS = 0.05  # seconds between two looks whether the client of a timed-out call has gone

log = logging.getLogger(__name__)
Method = Callable[[State, Call], Awaitable[Any]]


class BotApi:
    """The methods by name, and what stands between a call and its method: token, faults, limits, fields."""

    def __init__(self, state: State, token: str) -> None:
        self.state = state
        self.token = token
        self.taps = Taps()
        self.webhook = polling.Webhook()
        self.poll = polling.Poll(self.webhook)
        self.faults = Faults()
        self.limits = SpeedLimits()
        self.log: deque[Json] = deque(maxlen=MAX_LOG_CALLS)
        self.methods: dict[str, Method] = {
            "getMe": lookups.get_me,
            "getUpdates": self.poll.get_updates,
            "setWebhook": self.webhook.set_webhook,
            "deleteWebhook": self.webhook.delete_webhook,
            "getWebhookInfo": self.webhook.get_webhook_info,
            "sendMessage": sending.send_message,
            "sendDocument": sending.send_document,
            "sendPhoto": sending.send_photo,
            "copyMessage": sending.copy_message,
            "sendChatAction": sending.send_chat_action,
            "editMessageText": editing.edit_message_text,
            "editMessageReplyMarkup": editing.edit_message_reply_markup,
            "deleteMessage": editing.delete_message,
            "answerCallbackQuery": self.taps.answer_callback_query,
            "getChat": lookups.get_chat,
            "getChatMember": lookups.get_chat_member,
            "getChatAdministrators": lookups.get_chat_administrators,
            "banChatMember": bans.ban_chat_member,
            "unbanChatMember": bans.unban_chat_member,
            "setMyDescription": command_lists.set_my_description,
            "setMyCommands": command_lists.set_my_commands,
            "getMyCommands": command_lists.get_my_commands,
            "deleteMyCommands": command_lists.delete_my_commands,
        }
        self.names = {name.lower(): name for name in self.methods}

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        asked = request.match_info["method"]
        method = self.names.get(asked.lower(), asked)
        fault = self.faults.take_next(method, await read_chat(request) if self.faults.ask_for_chat else None)
        if fault is not None and fault.status == "drop":
            return cut_connection(request)
        if fault is not None and fault.status == "page":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        if fault is not None and fault.status != "timeout":
            return self.fail(method, fault)
        answer = await self.answer(request, method)
        if fault is not None:
            return await self.hold_until_closed(request)
        return web.json_response(answer, status=answer.get("error_code", 200))

    async def answer(self, request: web.Request, method: str) -> Json:
        """Do the call and write it down."""
        values: Json = {}
        try:
            values, files = await read_body(request)
            result = await self.call(request.match_info["token"], method, values, files)
            answer: Json = {"ok": True, "result": result}
        except Refusal as refusal:
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            answer |= {"parameters": refusal.parameters} if refusal.parameters else {}
        self.write_down(method, values, answer)
        return answer

    async def call(self, token: str, method: str, values: Json, files: dict[str, Upload]) -> Any:
        """Call a method and return its result."""
        if token != self.token:
            raise Refusal(refusals.UNAUTHORIZED)
        if method not in FIELDS:
            raise Refusal(refusals.METHOD_NOT_FOUND)
        fields = read_fields(method, values)
        self.limits.check(method, fields, self.state.real_time())
        return await self.methods[method](self.state, Call(fields, files))

    def fail(self, method: str, fault: Fault) -> web.Response:
        """Return the scripted error."""
        answer = fault.build_answer()
        self.write_down(method, {}, answer)
        return web.json_response(answer, status=answer["error_code"])

    async def hold_until_closed(self, request: web.Request) -> web.Response:
        """Keep the line open, without a word, until the client gives up."""
        while self.is_connected(request):  # noqa: ASYNC110 - aiohttp tells a handler nothing when its client hangs up
            await asyncio.sleep(CONNECTION_CHECK_SECONDS)
        return cut_connection(request)

    def is_connected(self, request: web.Request) -> bool:
        """Return whether the client still waits for its answer."""
        return request.transport is not None and not request.transport.is_closing() and not self.state.closing

    def write_down(self, method: str, values: Json, answer: Json) -> None:
        """Add a line to the log; `result` is the error code, 200 when it went well."""
        result = answer.get("error_code", 200)
        log.debug("bot_api_call", extra={"method": method, "result": result})
        at = self.state.real_time().isoformat()
        description = answer.get("description")
        self.log.append({"method": method, "params": values, "result": result, "description": description, "at": at})


def cut_connection(request: web.Request) -> web.Response:
    """Break the line; the response goes nowhere."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def read_body(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Return the fields and files of a call, from the address, a form or JSON."""
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        return values | parse_body(await request.text()), files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
        else:
            values[name] = value
    return values, files


async def read_chat(request: web.Request) -> int | None:
    """Return the chat that a call is about; what it brings is left to be read."""
    is_json = request.content_type == "application/json" and request.can_read_body
    values: Json = parse_body(await request.text()) if is_json else dict(await request.post())
    chat = str(values.get("chat_id", request.query.get("chat_id", "")))
    return int(chat) if chat.lstrip("-").isdecimal() else None


def parse_body(body: str) -> Json:
    """Return the fields of a JSON body, which must be an object."""
    fields = parse_json("request", body)
    if not isinstance(fields, dict):
        raise Refusal(refusals.NOT_JSON, name="request")
    return fields
