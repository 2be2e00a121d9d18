"""Two workbooks as an association has them, from the files to the binômes: seconds and memory of the command."""

import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

import openpyxl

from mentoring.programme import Programme

NEEDS, OFFERS = 3_000, 2_500
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
PARTS = ("matin", "midi", "soir")
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""In which the system counts the memory of a process."""


def run(programme: Programme, seed: int) -> None:
    """Print what the match of the two workbooks took, without the time to write them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_workbooks(Path(folder), programme, seed)
        command = [sys.executable, "-m", "cli.main", "match", *map(str, paths), "-o", f"{folder}/r.csv"]
        began = monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * BYTES_PER_UNIT // 2**20
        print(f"| {NEEDS:,} × {OFFERS:,} | {monotonic() - began:.1f} | {held} |")


def write_workbooks(folder: Path, programme: Programme, seed: int) -> tuple[Path, Path]:
    """Write needs and offers, headed so that they were read before any spreadsheet was, and return their paths."""
    chance = random.Random(seed)
    paths = folder / "needs.xlsx", folder / "offers.xlsx"
    for path, people in zip(paths, (NEEDS, OFFERS), strict=True):
        is_need = path == paths[0]
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("binome")
        own = ["needs", "minor"] if is_need else ["helps", "minors"]
        sheet.append(["id", "text", "region", "slots", *own])
        for number in range(people):
            sheet.append([number, *_list_cells(chance, programme), "non" if is_need else "oui"])
        book.save(path)
    return paths


def _list_cells(chance: random.Random, programme: Programme) -> list[str]:
    topics = [words["fr"] for words in programme.topics.values()]
    regions = [words["fr"] for words in programme.regions.values()]
    slots = [f"{chance.choice(DAYS)} {chance.choice(PARTS)}" for _ in range(3)]
    said = f"Je voudrais parler de {chance.choice(topics).lower()} et de {chance.choice(topics).lower()}."
    return [said, chance.choice(regions), ", ".join(slots), "; ".join(chance.sample(topics, 2))]
