"""Buttons as Telegram draws them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from texts.render import LINK_PREFIX, RenderedMessage

STYLES = {"✅": "success", "🎥": "primary", "🗑": "danger"}
"""The sign that a label begins with -> how Telegram draws the button: a yes, the way in, what cannot be undone."""


def _build_button(label: str, data: str) -> InlineKeyboardButton:
    style = STYLES.get(label[:1])
    if data.startswith(LINK_PREFIX):
        return InlineKeyboardButton(label, url=data, style=style)
    return InlineKeyboardButton(label, callback_data=data, style=style)


def build_keyboard(message: RenderedMessage) -> InlineKeyboardMarkup | None:
    """Return the rows of buttons of a message; None where there are none."""
    rows = [[_build_button(label, data) for label, data in row] for row in message.rows]
    return InlineKeyboardMarkup(rows) if rows else None
