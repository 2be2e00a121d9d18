"""Where templates run: an association's own words, which may be copied from anywhere, reach their facts and no more.

No attribute that begins with ``_``, no change of what is handed in, no file outside of the folders of words. What is
said is bounded, and so is each piece of it: nothing that fills, repeats or joins words is there without a bound.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch, sync_do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_RENDERED_CHARACTERS = 1_000_000
"""Far beyond any message, and beyond what leaves as a document."""
MAX_PIECE = 20_000
"""Characters of words, and entries of a list, that a template puts together; a message has 4,096 characters."""
MAX_NUMBER = 10_000
"""Beyond it a product or a remainder is no count of anything that a message speaks of."""
UNBOUNDED_FILTERS = (
    *("center", "forceescape", "format", "indent", "pprint", "replace", "slice", "tojson", "urlize", "wordwrap"),
    "xmlattr",
)
"""What Jinja has that makes more of words than there was, by a number or a pattern of the template's choice."""
METHODS_OF_WORDS = frozenset(
    (
        *("capitalize", "casefold", "count", "endswith", "find", "isalpha", "isdecimal", "isdigit", "isspace", "lower"),
        *("lstrip", "partition", "removeprefix", "removesuffix", "rfind", "rpartition", "rsplit", "rstrip", "split"),
        *("splitlines", "startswith", "strip", "title", "upper"),
    )
)
"""What a template may do with words: the rest of Python's makes more of them than there was."""
FILLING_METHODS = ("strftime", "to_bytes")
"""What makes words, or bytes, as wide as a template likes."""


def _refuse_long(length: int) -> None:
    if length > MAX_PIECE:
        raise SecurityError(f"this is longer than {MAX_PIECE}")


@pass_eval_context
def _join(context: EvalContext, parts: Iterable[Any], between: str = "") -> str:
    """Join parts, once it is known that they come to no more than a message."""
    found = [part if isinstance(part, str) else str(part) for part in islice(parts, MAX_PIECE + 1)]
    _refuse_long(sum(map(len, found)) + len(between) * len(found))
    return sync_do_join(context, found, between)


def _batch(parts: Iterable[Any], size: int, filling: Any = None) -> Iterator[list[Any]]:
    """Return parts in rows of a size, which is a count of buttons."""
    _refuse_long(size)
    return do_batch(parts, size, filling)


class BoundedCode(CodeGenerator):
    """Compiles ``~`` so that what it puts together is measured."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Compile one ``~``."""
        self.write("environment.measure(")
        super().visit_Concat(node, frame)
        self.write(")")


class SandboxedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, in which moreover what is said and computed has bounds."""

    code_generator_class = BoundedCode
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take away what has no bound; `join` and `batch`, which messages need, have one here."""
        super().__init__(*args, **options)
        for name in UNBOUNDED_FILTERS:
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters |= {"join": _join, "batch": _batch}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read an attribute; of words those that make nothing longer."""
        is_bounded = attr in METHODS_OF_WORDS if isinstance(obj, str) else attr not in FILLING_METHODS
        return is_bounded and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Let no words be formatted by a pattern, which says how wide they are; raise `SecurityError`."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("words are put together by ~, not by a pattern")

    @staticmethod
    def measure(piece: Any) -> Any:
        """Return words or a list that a template has put together; raise `SecurityError` beyond any message."""
        if isinstance(piece, str | list | tuple):
            _refuse_long(len(piece))
        return piece

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with small numbers alone: ``*`` and ``%`` would repeat or fill words, and ``**`` never end."""
        if operator == "+":
            return self.measure(super().call_binop(context, operator, left, right))
        is_small = all(isinstance(one, int | float) and abs(one) <= MAX_NUMBER for one in (left, right))
        if operator == "**" or not is_small:
            raise SecurityError(f"{operator} is for numbers up to {MAX_NUMBER}, and ** for none")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Return what a template says; raise `SecurityError` where it does not come to an end."""
        said, length = list[str](), 0
        for part in parts:
            length += len(part)
            if length > MAX_RENDERED_CHARACTERS:
                raise SecurityError("this says more than a message can hold")
            said.append(part)
        return "".join(said)
