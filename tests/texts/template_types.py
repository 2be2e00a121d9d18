"""Types as a walk through templates meets them: what they may be, and what going through them gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

Type = Any
"""A class, a generic alias such as ``list[Hour]``, a union, `Any`, or a `Module` or `CallResult` of a template."""
Names = dict[str, Type]
"""What a place in a template may name."""


@dataclass(frozen=True, slots=True)
class CallResult:
    """Something that a template calls without a look inside."""

    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A file that macros are imported from, and what these may name."""

    file: str
    macros: Mapping[str, nodes.Macro]
    names: Names


def build_union(types: Iterable[Type]) -> Type:
    """Return the type of what has one of several types."""
    kept = list(dict.fromkeys(types)) or [Any]
    return Any if Any in kept else reduce(or_, kept)


def list_parts(kind: Type) -> tuple[Type, ...]:
    """Return what a type may be, None left out: a template asks first, or shows nothing."""
    origin: Type = get_origin(kind)
    found = get_args(kind) if origin in (Union, UnionType) else (kind,)
    return tuple(part for part in found if part is not NoneType)


def find_class(kind: Type) -> Type:
    """Return the class behind a type, ``list`` of ``list[Hour]``."""
    origin: Type = get_origin(kind)
    found = origin or kind
    return found if isinstance(found, type) else object


def find_element(kind: Type) -> Type:
    """Return what going through something gives."""
    found = (get_args(part) if find_class(part) is tuple else get_args(part)[:1] or (Any,) for part in list_parts(kind))
    return build_union(one for arguments in found for one in arguments if one is not Ellipsis)


@cache
def read_hints(owner: Type) -> dict[str, Type]:
    """Return the types of a class's fields."""
    return get_type_hints(owner)
