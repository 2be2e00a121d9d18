"""Where templates run: an association's own words, which may be copied from anywhere, reach their facts and no more.

No attribute that begins with ``_``, no change of what is handed in, no file outside of the folders of words. What is
said is bounded. A template can still waste time and memory: that is no more than whoever lays it there could do anyway.
"""

from collections.abc import Iterable
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_RENDERED_CHARACTERS = 1_000_000
"""Far beyond any message, and beyond what leaves as a document."""
MAX_NUMBER = 10_000
"""Beyond it a product or a remainder is no count of anything that a message speaks of."""


class SandboxedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, in which moreover what is said and computed has bounds."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with small numbers alone: ``*`` and ``%`` would repeat or fill words, and ``**`` never end."""
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
