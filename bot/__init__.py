"""The ears: what people write and tap becomes one use case each, in one transaction."""

from bot import lazily

lazily.load()
