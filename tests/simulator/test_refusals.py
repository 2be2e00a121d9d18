"""The simulator refuses what Telegram refuses, with Telegram's codes and words."""

import json
from typing import Any

import pytest

from simulator import refusals
from simulator.refusals import RefusalRule


def key(**parts: Any) -> dict[str, Any]:
    """Return a keyboard of one button."""
    return {"inline_keyboard": [[{"text": "Oui", **parts}]]}


async def check_refused(tg: Any, rule: RefusalRule, method: str = "sendMessage", **fields: Any) -> Any:
    """Check that a call is refused by a rule; return the parameters of the answer."""
    answer = await tg.call(method, **fields)
    assert not answer["ok"]
    assert (answer["error_code"], answer["description"]) == rule
    return answer.get("parameters")


async def test_it_refuses_who_cannot_be_written_to(tg: Any) -> None:
    """Unknown chats, people who never pressed start, who blocked the bot or have left are refused."""
    await check_refused(tg, refusals.CHAT_NOT_FOUND, chat_id=12345, text="a")
    await check_refused(tg, refusals.CHAT_NOT_FOUND, chat_id="@ines", text="a")
    await check_refused(tg, refusals.CHAT_ID_EMPTY, text="a")
    user = await tg.person(started=False)
    await check_refused(tg, refusals.NOT_STARTED, chat_id=user, text="a")
    await check_refused(tg, refusals.CHAT_NOT_FOUND, "getChat", chat_id=user)
    await tg.post("send", chat=user, user=user, text="/start")
    assert (await tg.call("sendMessage", chat_id=user, text="a"))["ok"]
    await tg.post("block", user=user)
    await check_refused(tg, refusals.BLOCKED, chat_id=user, text="a")
    await tg.post("unblock", user=user)
    assert (await tg.call("sendMessage", chat_id=user, text="a"))["ok"]
    await tg.post("deactivate", user=user)
    await check_refused(tg, refusals.DEACTIVATED, chat_id=user, text="a")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_it_refuses_groups_without_the_bot(tg: Any, kind: str) -> None:
    """A group that threw the bot out, or where it is not a member, is refused with the kind of group."""
    group, _ = await tg.group(kind)
    await tg.post("members", chat=group, user="bot", status="kicked")
    kicked = RefusalRule(403, f"Forbidden: bot was kicked from the {kind} chat")
    await check_refused(tg, kicked, chat_id=group, text="a")
    await check_refused(tg, kicked, "getChatAdministrators", chat_id=group)
    await tg.post("members", chat=group, user="bot", status="left")
    await check_refused(
        tg, RefusalRule(403, f"Forbidden: bot is not a member of the {kind} chat"), chat_id=group, text="a"
    )


async def test_it_tells_the_new_id_of_an_upgraded_group(tg: Any) -> None:
    """A group that became a supergroup is refused with its new id."""
    group, _ = await tg.group("group")
    new = (await tg.post("upgrade", chat=group))["id"]
    assert await check_refused(tg, refusals.UPGRADED, chat_id=group, text="a") == {"migrate_to_chat_id": new}
    assert (await tg.call("sendMessage", chat_id=new, text="a"))["ok"]


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        (key(callback_data="é" * 33), refusals.BUTTON_DATA),
        (key(callback_data=""), refusals.BUTTON_WITHOUT_ACT),
        (key(url="ftp://a.fr"), RefusalRule(400, refusals.BUTTON_URL.text.format(url="ftp://a.fr"))),
        ({"inline_keyboard": [[{"callback_data": "a"}]]}, refusals.BUTTON_WITHOUT_TEXT),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}, refusals.KEYBOARD_TOO_LONG),
        ("{", refusals.KEYBOARD_BROKEN),
        (key(pay=True), RefusalRule(400, "Bad Request: unknown field reply_markup.inline_keyboard.pay")),
        ({"keyboard": [["a"]]}, RefusalRule(400, "Bad Request: unknown field reply_markup.keyboard")),
    ],
)
async def test_it_refuses_bad_keyboards(tg: Any, markup: Any, rule: RefusalRule) -> None:
    """Data over 64 bytes, buttons that do nothing, wrong links and unknown fields are refused, and nothing is sent."""
    user = await tg.person()
    await check_refused(tg, rule, chat_id=user, text="a", reply_markup=markup)
    assert len(await tg.messages(user)) == 1


async def test_it_takes_data_of_64_bytes(tg: Any) -> None:
    """Exactly 64 bytes of data pass."""
    user = await tg.person()
    assert (await tg.call("sendMessage", chat_id=user, text="a", reply_markup=key(callback_data="é" * 32)))["ok"]


async def test_it_measures_text_after_its_entities(tg: Any) -> None:
    """Markup does not count: 4,096 characters pass and one more is too long, in texts; 1,024 in captions."""
    user = await tg.person()
    sent = await tg.call("sendMessage", chat_id=user, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert sent["ok"]
    assert (await tg.call("sendMessage", chat_id=user, text="😀" * 4000))["ok"]
    await check_refused(tg, refusals.TEXT_TOO_LONG, chat_id=user, text="a" * 4097)
    about = {"chat_id": user, "message_id": sent["result"]["message_id"]}
    await check_refused(tg, refusals.EDIT_TOO_LONG, "editMessageText", **about, text="a" * 4097)
    await check_refused(tg, refusals.CAPTION_TOO_LONG, "sendDocument", chat_id=user, document="x", caption="a" * 1025)


async def test_it_refuses_what_has_no_content(tg: Any) -> None:
    """Empty text, text of markup only, and files that are not there are refused."""
    user = await tg.person()
    await check_refused(tg, refusals.TEXT_EMPTY, chat_id=user)
    await check_refused(tg, refusals.TEXT_EMPTY, chat_id=user, text=" \n ")
    await check_refused(tg, refusals.TEXT_EMPTY, chat_id=user, text="<b></b>", parse_mode="HTML")
    await check_refused(
        tg, RefusalRule(400, "Bad Request: there is no document in the request"), "sendDocument", chat_id=user
    )
    await check_refused(tg, refusals.FILE_WRONG, "sendDocument", chat_id=user, document="https://a.fr/a.pdf")


async def test_it_refuses_bad_edits(tg: Any) -> None:
    """What is the same, not there, not the bot's or no text cannot be edited."""
    user = await tg.person()
    theirs = (await tg.post("send", chat=user, user=user, text="Bonjour"))["message_id"]
    own = (await tg.call("sendMessage", chat_id=user, text="<b>a</b>", parse_mode="HTML"))["result"]["message_id"]
    edit = "editMessageText"
    await check_refused(
        tg, refusals.NOT_MODIFIED, edit, chat_id=user, message_id=own, text="<b>a</b>", parse_mode="HTML"
    )
    await check_refused(tg, refusals.NOT_MODIFIED, "editMessageReplyMarkup", chat_id=user, message_id=own)
    await check_refused(tg, refusals.EDIT_NOT_FOUND, edit, chat_id=user, message_id=999, text="b")
    await check_refused(tg, refusals.EDIT_REFUSED, edit, chat_id=user, message_id=theirs, text="b")
    await check_refused(tg, refusals.MESSAGE_ID_EMPTY, edit, chat_id=user, text="b")
    assert (await tg.call(edit, chat_id=user, message_id=own, text="a"))["ok"], "other entities are a change"


async def test_it_refuses_to_delete_old_and_foreign_messages(tg: Any, watch: Any) -> None:
    """In a group others' messages stay; the bot's own can go for 48 hours of the programme clock."""
    group, admin = await tg.group()
    theirs = (await tg.post("send", chat=group, user=admin, text="/aide"))["message_id"]
    own = (await tg.call("sendMessage", chat_id=group, text="a"))["result"]["message_id"]
    await check_refused(tg, refusals.DELETE_REFUSED, "deleteMessage", chat_id=group, message_id=theirs)
    await check_refused(tg, refusals.DELETE_NOT_FOUND, "deleteMessage", chat_id=group, message_id=999)
    await tg.post("push", hours=49)
    await check_refused(tg, refusals.DELETE_TOO_OLD, "deleteMessage", chat_id=group, message_id=own)


async def test_it_refuses_late_double_and_bad_answers(tg: Any, watch: Any) -> None:
    """A tap is answered once and in time; its answer is short and opens nothing but the bot."""
    user = await tg.person()
    taps = []
    for _ in range(2):
        await tg.post("tap", chat=user, user=user, message_id=1, data="a", wait=False)
        taps.append((await tg.updates())[-1]["callback_query"]["id"])
    answer = "answerCallbackQuery"
    await check_refused(tg, refusals.ANSWER_TOO_LONG, answer, callback_query_id=taps[0], text="a" * 201)
    await check_refused(tg, refusals.ANSWER_URL, answer, callback_query_id=taps[0], url="https://a.fr")
    assert (await tg.call(answer, callback_query_id=taps[0]))["ok"]
    await check_refused(tg, refusals.QUERY_TOO_OLD, answer, callback_query_id=taps[0])
    watch.pass_time(seconds=61)
    await check_refused(tg, refusals.QUERY_TOO_OLD, answer, callback_query_id=taps[1])


@pytest.mark.parametrize(
    ("method", "fields", "rule"),
    [
        ("sendMessage", {"txt": "a"}, RefusalRule(400, "Bad Request: unknown field txt")),
        (
            "sendMessage",
            {"message_thread_id": "x"},
            RefusalRule(400, "Bad Request: field message_thread_id must be an Integer"),
        ),
        (
            "sendMessage",
            {"protect_content": "peut-être"},
            RefusalRule(400, "Bad Request: field protect_content must be a Boolean"),
        ),
        ("sendMessage", {"text": ["a"]}, RefusalRule(400, "Bad Request: field text must be a String")),
        (
            "getUpdates",
            {"allowed_updates": "{"},
            RefusalRule(400, "Bad Request: can't parse allowed_updates JSON object"),
        ),
        ("setMyCommands", {"commands": {}}, RefusalRule(400, "Bad Request: field commands must be an Array")),
        ("sendDice", {}, refusals.METHOD_NOT_FOUND),
    ],
)
async def test_it_refuses_wrong_fields_and_methods(tg: Any, method: str, fields: Any, rule: RefusalRule) -> None:
    """Unknown fields, wrong types and unknown methods are refused by name."""
    await check_refused(tg, rule, method, **fields)


async def test_it_refuses_other_markup_than_html(tg: Any) -> None:
    """MarkdownV2 is refused, and so is HTML that Telegram could not read."""
    user = await tg.person()
    await check_refused(tg, refusals.PARSE_MODE, chat_id=user, text="*a*", parse_mode="MarkdownV2")
    why = 'Bad Request: can\'t parse entities: Unsupported start tag "3" at byte offset 7'
    await check_refused(tg, RefusalRule(400, why), chat_id=user, text="Bonjou <3 Inès", parse_mode="HTML")


async def test_it_reads_the_address_and_forms_as_well(tg: Any) -> None:
    """Fields may come in the address or in a form, nested ones as JSON text; a wrong token is 401, not a body."""
    user = await tg.person()
    url = f"{tg.url}/bot1:simulator/sendmessage"
    async with tg.session.get(url, params={"chat_id": str(user), "text": "a"}) as response:
        assert (await response.json())["ok"]
    form = {"chat_id": str(user), "text": "b", "reply_markup": json.dumps(key(callback_data="c"))}
    async with tg.session.post(url, data=form) as response:
        assert (await response.json())["result"]["reply_markup"] == key(callback_data="c")
    async with tg.session.post(url, data="[", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    async with tg.session.get(f"{tg.url}/bot1:wrong/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_reply_needs_its_message(tg: Any) -> None:
    """A reply to a message that is not there is refused, unless the bot would send it all the same."""
    user = await tg.person()
    await check_refused(tg, refusals.REPLIED_NOT_FOUND, chat_id=user, text="a", reply_parameters={"message_id": 99})
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert (await tg.call("sendMessage", chat_id=user, text="a", reply_parameters=reply))["ok"]
    sent = await tg.call("sendMessage", chat_id=user, text="a", reply_parameters={"message_id": 1})
    assert sent["result"]["reply_to_message"]["text"] == "/start"


async def test_members_and_administrators_have_their_refusals(tg: Any) -> None:
    """Nobody unknown is a member, and a private chat has no administrators."""
    group, _ = await tg.group()
    user = await tg.person()
    await check_refused(tg, refusals.USER_NOT_FOUND, "getChatMember", chat_id=group, user_id=5)
    assert (await tg.call("getChatMember", chat_id=group, user_id=user))["result"]["status"] == "left"
    await check_refused(tg, refusals.NO_ADMINS_IN_PRIVATE, "getChatAdministrators", chat_id=user)
    await check_refused(tg, refusals.ACTION_WRONG, "sendChatAction", chat_id=user, action="dancing")
