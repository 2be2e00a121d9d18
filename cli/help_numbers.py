"""The file of help numbers: ours, or an association's own, read here and parsed by `mentoring`."""

import tomllib
from collections.abc import Collection
from pathlib import Path

from cli.bounded_files import read_text
from mentoring.help_numbers import HelpNumbers, parse

FILE = "help_numbers.toml"
SHIPPED_FILE = Path(__file__).parent.parent / "texts" / FILE


def read(regions: Collection[str], own: Path | None, faults: list[str]) -> HelpNumbers:
    """Return the numbers; a file in a folder of one's own takes the place of the whole shipped one.

    Ours names regions that a programme of elsewhere need not have; of one's own each must be there.
    """
    path = own / FILE if own and (own / FILE).is_file() else SHIPPED_FILE
    found: list[str] = []
    numbers = HelpNumbers()
    try:
        document = tomllib.loads(read_text(path))
        numbers = parse(document, found, None if path == SHIPPED_FILE else regions)
    except OSError as error:
        found.append(f"cannot be read: {error.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found.append(f"not TOML: {error}")
    faults += [f"{FILE}: {fault}" for fault in found]
    return numbers
