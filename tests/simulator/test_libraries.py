"""Both libraries that Binôme uses talk to the simulator as to Telegram."""

from io import BytesIO
from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Oui", callback_data="yes")]])
PTB_KEYS = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Oui", callback_data="yes")]])


async def test_aiogram_sends_edits_and_deletes(tg: Any, aio: Bot) -> None:
    """A message sent, changed and deleted with aiogram is so on the page."""
    user = await tg.person()
    sent = await aio.send_message(user, "<b>Bonjour</b>", parse_mode="HTML", reply_markup=KEYS, protect_content=True)
    assert sent.html_text == "<b>Bonjour</b>"
    (shown,) = (await tg.messages(user))[1:]
    assert (shown["text"], shown["protected"]) == ("Bonjour", True)
    assert shown["keyboard"] == [[{"text": "Oui", "callback_data": "yes"}]]
    await aio.edit_message_text("Bonsoir", chat_id=user, message_id=sent.message_id)
    (shown,) = (await tg.messages(user))[1:]
    assert (shown["text"], shown["keyboard"]) == ("Bonsoir", [])
    assert await aio.delete_message(user, sent.message_id)
    assert len(await tg.messages(user)) == 1


async def test_python_telegram_bot_sends_edits_and_deletes(tg: Any, ptb: telegram.Bot) -> None:
    """A message sent, changed and deleted with python-telegram-bot is so on the page."""
    user = await tg.person()
    sent = await ptb.send_message(user, "<b>Bonjour</b>", parse_mode="HTML", reply_markup=PTB_KEYS)
    assert sent.text_html == "<b>Bonjour</b>"
    changed = await ptb.edit_message_reply_markup(user, sent.message_id)
    assert isinstance(changed, telegram.Message)
    assert changed.reply_markup is None
    await ptb.edit_message_text("Bonsoir", user, sent.message_id, reply_markup=PTB_KEYS)
    (shown,) = (await tg.messages(user))[1:]
    assert (shown["text"], shown["keyboard"][0][0]["callback_data"]) == ("Bonsoir", "yes")
    assert await ptb.delete_message(user, sent.message_id)


async def test_both_hear_what_people_do(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """Every kind of message and a tap are updates that both libraries read."""
    user = await tg.person()
    sent = await aio.send_message(user, "Oui ?", reply_markup=KEYS)
    kinds = ["sticker", "voice", "photo", "poll", "location", "contact", "video_note", "document", "animation"]
    for kind in kinds:
        await tg.post("send", chat=user, user=user, kind=kind)
    await tg.post("tap", chat=user, user=user, message_id=sent.message_id, data="yes", wait=False)
    with_aio = await aio.get_updates()
    with_ptb = await ptb.get_updates()
    assert [each.message.content_type for each in with_aio if each.message] == kinds
    assert all(getattr(each.message, kind) for each, kind in zip(with_ptb, kinds, strict=False))
    assert with_aio[-1].callback_query is not None
    assert with_aio[-1].callback_query.data == "yes"
    assert with_ptb[-1].callback_query is not None
    assert with_ptb[-1].callback_query.message is not None
    assert with_ptb[-1].callback_query.message.message_id == sent.message_id


async def test_both_send_files(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """An uploaded file is shown under its name and can be had back; its id sends it again."""
    user = await tg.person()
    upload = BufferedInputFile("données".encode(), "mesdonnees.json")
    first = await aio.send_document(user, upload, caption="<i>Tout</i>")
    second = await ptb.send_document(user, BytesIO(b"a"), filename="export.json")
    assert first.document is not None
    await ptb.send_document(user, first.document.file_id)
    await ptb.send_photo(user, BytesIO(b"png"), caption="Photo")
    shown = (await tg.messages(user))[1:]
    assert shown[0]["text"] == "<i>Tout</i>"
    assert shown[0]["media"]["document"]["file_name"] == "mesdonnees.json"
    assert shown[2]["media"]["document"]["file_id"] == first.document.file_id
    assert shown[3]["kind"] == "photo"
    assert second.document is not None
    async with tg.session.get(f"{tg.url}/sim/file/{first.document.file_id}") as response:
        assert (await response.read()).decode() == "données"
        assert response.headers["Content-Disposition"] == "attachment"


async def test_both_ask_who_is_who(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """The bot, chats and members are read by both."""
    group, admin = await tg.group()
    user = await tg.person()
    assert (await aio.get_me()).username == (await ptb.get_me()).username == "binome_bot"
    assert (await aio.get_chat(user)).first_name == (await ptb.get_chat(user)).first_name == "Inès"
    assert (await aio.get_chat(group)).title == (await ptb.get_chat(group)).title == "Équipe"
    assert (await aio.get_chat_member(group, admin)).status == (await ptb.get_chat_member(group, admin)).status
    assert [each.user.id for each in await aio.get_chat_administrators(group)] == [admin]
    assert [each.user.id for each in await ptb.get_chat_administrators(group)] == [admin]
    assert await ptb.send_chat_action(user, "typing")


async def test_a_webhook_stands_in_the_way_of_polling(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """As long as one is set nobody may ask for updates; its removal can drop what waits."""
    user = await tg.person()
    await tg.post("send", chat=user, user=user, text="Bonjour")
    assert await ptb.set_webhook("https://example.org/hook")
    told = await ptb.get_webhook_info()
    assert (told.url, told.pending_update_count) == ("https://example.org/hook", 1)
    with pytest.raises(Conflict, match="webhook is active"):
        await ptb.get_updates()
    assert await aio.delete_webhook(drop_pending_updates=True)
    assert (await aio.get_webhook_info()).url == ""
    assert await tg.updates() == []


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # how the library announces a later type
async def test_errors_have_their_types(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """Each library raises for each refusal what it raises for Telegram's."""
    user = await tg.person()
    group, _ = await tg.group("group")
    await tg.post("block", user=user)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(user, "Bonjour")
    new = (await tg.post("upgrade", chat=group))["id"]
    with pytest.raises(ChatMigrated) as migrated:
        await ptb.send_message(group, "Bonjour")
    assert migrated.value.new_chat_id == new
    with pytest.raises(TelegramMigrateToChat):
        await aio.send_message(group, "Bonjour")
    await tg.post("fault", method="sendMessage", status=429, retry_after=7, times=2)
    with pytest.raises(RetryAfter):
        await ptb.send_message(new, "Bonjour")
    with pytest.raises(TelegramRetryAfter) as later:
        await aio.send_message(new, "Bonjour")
    assert later.value.retry_after == 7


async def test_a_wrong_token_is_refused(tg: Any) -> None:
    """Another token is 401, which python-telegram-bot calls an invalid token."""
    async with HTTPXRequest() as line, HTTPXRequest() as poll_line:
        bot = telegram.Bot("1:other", base_url=f"{tg.url}/bot", request=line, get_updates_request=poll_line)
        with pytest.raises(InvalidToken):
            await bot.get_me()


async def test_both_copy_a_message_without_its_sender(tg: Any, aio: Bot, ptb: telegram.Bot) -> None:
    """Other words stand under a file, none under a sticker; what is gone or protected is refused as Telegram does."""
    writer, reader = await tg.person(), await tg.person("Marc")
    kinds = {kind: await tg.post("send", chat=writer, user=writer, kind=kind) for kind in ("document", "sticker")}
    for bot in (aio, ptb):
        for kind, sent in kinds.items():
            await bot.copy_message(reader, writer, sent["message_id"], caption="<b>Inès</b>", parse_mode="HTML")
            shown = (await tg.messages(reader))[-1]
            assert (shown["kind"], shown["text"]) == (kind, "Inès" if kind == "document" else "")
            assert shown["from"]["is_bot"]
    protected = await ptb.send_message(reader, "Secret", protect_content=True)
    with pytest.raises(telegram.error.BadRequest, match="Message can't be copied"):
        await ptb.copy_message(writer, reader, protected.message_id)
    with pytest.raises(telegram.error.BadRequest, match="Message to copy not found"):
        await ptb.copy_message(writer, reader, 999_999)
