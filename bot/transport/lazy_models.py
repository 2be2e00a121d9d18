"""aiogram, each of its types made ready when it is first met.

aiogram lets pydantic put them off, but makes all 444 ready as it is imported, because they name one another:
1.7 s of a start and 100 MB, for some thirty that a bot ever meets. Here forward references are resolved on first use.
Nothing is done where aiogram was imported before: all its types are ready.
"""

from typing import Any

from pydantic import BaseModel

ORIGINAL_REBUILD: Any = vars(BaseModel)["model_rebuild"]


def load() -> None:
    """Import aiogram without building its models; each is built at first use."""
    names = _import_unready()
    from aiogram.methods import Response, TelegramMethod
    from aiogram.types import TelegramObject

    def make_ready(cls: Any, **given: Any) -> Any:
        return ORIGINAL_REBUILD.__func__(cls, **{"_types_namespace": names} | given)

    if names:
        _patch_rebuild(make_ready, TelegramObject, TelegramMethod, Response)


def _import_unready() -> dict[str, Any]:
    """Import aiogram without making its types ready; return what the names mean by which they know one another."""
    names: dict[str, Any] = {}

    def put_off(_cls: Any, *, _types_namespace: dict[str, Any]) -> None:
        names.update(_types_namespace)

    _patch_rebuild(put_off, BaseModel)
    try:
        import aiogram  # noqa: F401
    finally:
        BaseModel.model_rebuild = ORIGINAL_REBUILD  # type: ignore[method-assign]
    return names


def _patch_rebuild(way: Any, *bases: Any) -> None:
    for base in bases:
        base.model_rebuild = classmethod(way)
