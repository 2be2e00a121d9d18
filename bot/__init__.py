"""Hearing: what people write and tap becomes one use case each, in one transaction."""

from bot.transport import lazy_models

lazy_models.load()
