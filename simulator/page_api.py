"""What the page, and every test that plays people, asks of the simulator: JSON over HTTP.

A mistake of the caller is answered with 400 and {"error"}. Requests with a body are POST with a JSON object.

    GET  /sim/state[?since=VERSION&chat=ID]   {version, now, offset_seconds, bot, languages: {code: name}, people,
                                      chats}; with `since` the answer waits until the version is another one, at most
                                      25 s; with `chat` there is no other chat in it.
         person  {id, first_name, username, language_code, started, blocked, deactivated}
         chat    {id, type, title, is_forum, members: [{id, status}], messages, commands: {user: [{command,
                  description}]}}: what each member is offered; a person's private chat has their id
         message {message_id, date, edit_date, from: {id, first_name, is_bot}, text, html, entities, kind, media,
                  keyboard: [[{text, callback_data | url}]], service, protected, thread_id, reply_to}
    GET  /sim/log                     [{method, params, result, description, at}], the last 5,000 Bot API calls
    GET  /sim/story                   {cast: {pane: name}, steps}, or null; simulator/page/player.js says what a step is
    GET  /sim/backstage               {next, lines: [{id, at, words: {language: text}, chat, state}]}: what the bot
                                      did in the background, and when it has something to do again; chat may be null
    GET  /sim/file/{file_id}          what the bot uploaded
    POST /sim/seed                    {language_code?}: three people and a staff group, when there is nobody yet
                                      -> {people, group}
    POST /sim/people                  {first_name, username?, language_code?} -> {id}
    POST /sim/groups                  {title, type: group|supergroup, is_forum?, members?: [id], admins?: [id],
                                       bot?: member|administrator|left} -> {id}; the bot is a member unless told
    POST /sim/members                 {chat, user: id|"bot", status: member|administrator|left|kicked, by?: id}
    POST /sim/forum                   {chat, is_forum}
    POST /sim/topics                  {chat, topic, standing: open|closed|deleted}: in a forum; writing in one opens it
    POST /sim/upgrade                 {chat, new_first?} -> {id} of the supergroup
    POST /sim/send                    {chat, user, text?, kind?, caption?, reply_to?, anonymous?, thread_id?,
                                       album?: name, is_forwarded?, is_inline?}
                                      -> {message_id, update_id}; update_id is null when the bot does not hear it:
                                      in a group only commands, mentions and answers, unless it is administrator
    POST /sim/edit                    {chat, user, message_id, text} -> {message_id, update_id}
    POST /sim/tap                     {chat, user, message_id, data, wait?: true} -> {update_id, answered, text,
                                      show_alert, url}; waits for the bot's answer, at most 5 s; any data goes
    POST /sim/block, unblock, deactivate   {user}
    POST /sim/push                    {hours} -> {now}, when the pushed time has been lived
    POST /sim/update                  {update} -> {update_id}: a raw update, with or without an id of its own
    POST /sim/forget                  {} : updates that wait are lost, as after 24 hours
    POST /sim/fault                   {method | "*", status | "drop" | "timeout" | "page", description?, retry_after?,
                                      times?, chat?: only the calls about this chat}
    POST /sim/faults/clear            {} : no more faults
    POST /sim/limits                  {overall_per_s?, chat_per_s?, group_per_min?}: what is left out is unlimited
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web

from simulator.bot_api import BotApi
from simulator.page_actions import Acts
from simulator.people import Misuse
from simulator.state import State
from simulator.view import build_state_view

STATE_WAIT_SECONDS = 25  # seconds, below what browsers and proxies end by themselves
STATE_GATHER_SECONDS = 0.03  # seconds: a burst of changes makes one answer

Push = Callable[[timedelta], Awaitable[None]]


class PageApi:
    """One method for each kind of address; `push_time` lets the programme live the pushed time."""

    def __init__(self, state: State, bot_api: BotApi, push_time: Push) -> None:
        self.state = state
        self.bot_api = bot_api
        self.push_time = push_time
        self.pushing = asyncio.Lock()
        self.acts = Acts(state, bot_api)

    async def get_state(self, request: web.Request) -> web.Response:
        """Return the whole state, at once or when it is another one."""
        since = request.query.get("since")
        end = asyncio.get_running_loop().time() + STATE_WAIT_SECONDS
        while since == str(self.state.version) and not self.state.closing:
            if (left := end - asyncio.get_running_loop().time()) <= 0:
                break
            await self.state.wait(left)
        if since is not None:
            await asyncio.sleep(STATE_GATHER_SECONDS)
        only = request.query.get("chat")
        return web.json_response(build_state_view(self.state, int(only) if only else None))

    async def get_log(self, request: web.Request) -> web.Response:
        """Return the last Bot API calls."""
        return web.json_response(list(self.bot_api.log))

    async def get_file(self, request: web.Request) -> web.Response:
        """Return an uploaded file, as a download: what a bot sends must not run in the page."""
        content = self.state.file.read_file(request.match_info["file_id"])
        if content is None:
            raise web.HTTPNotFound
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=content, headers=headers)

    async def act(self, request: web.Request) -> web.Response:
        """Do what the address says with the JSON that came."""
        act = self.acts.by_name.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        try:
            return web.json_response(await act(await request.json()))
        except (Misuse, KeyError, TypeError, ValueError) as mistake:
            reason = str(mistake) if isinstance(mistake, Misuse) else f"missing or wrong: {mistake}"
            return web.json_response({"error": reason}, status=400)

    async def push(self, request: web.Request) -> web.Response:
        """Let programme time pass, one push after the other."""
        try:
            step = timedelta(hours=float((await request.json())["hours"]))
        except (KeyError, TypeError, ValueError):
            return web.json_response({"error": "hours must be a number"}, status=400)
        async with self.pushing:
            await self.push_time(step)
        return web.json_response({"now": self.state.now().isoformat()})
