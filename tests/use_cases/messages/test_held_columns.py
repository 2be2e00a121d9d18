"""Every column stands in one table: shown to whom it is about, or left out for a reason that is written down."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

from mentoring.own_data import OwnData
from storage.schema import desk_tables, gate_tables, safeguarding_tables
from storage.schema.base import Base
from use_cases.messages.held_columns import EXEMPT, SHOWN

TABLES = (desk_tables, gate_tables, safeguarding_tables)
"""Once they are read, all tables are there."""
PLAIN_NUMBERS = ("audit.actor", "audit.subject", "card.danger_id")
"""Columns that hold a person's number, and say so nowhere else."""
NEVER_EXPORTED = {
    "cases": ("card.about_id", "card.reason", "card.danger_id", "case_entry.words", "hold.reason"),
    "standing": ("restriction.untold_reason", "kept_apart.first", "offer.minors"),
    "notes": ("note.writer_id",),
    "detector signs": ("person.heard", "person.weak_sign_at"),
    "silences": ("silence.person_id", "silence.reason"),
    "ties about somebody": ("tie.person_id",),
}


def is_sensitive(column: Column[Any]) -> bool:
    """Return whether a column holds a person's number, or bytes: something sealed, a key, a keyed hash."""
    names_person = any(key.target_fullname == "person.id" for key in column.foreign_keys)
    return names_person or isinstance(column.type, LargeBinary) or str(column) in PLAIN_NUMBERS


def list_faults(metadata: MetaData) -> list[str]:
    """Return the columns that stand nowhere, twice, or only among all others of a table though they name or seal."""
    placed = [*SHOWN, *(name for names in EXEMPT.values() for name in names)]
    faults = [f"{name} stands twice" for name in set(placed) if placed.count(name) > 1]
    for table in metadata.tables.values():
        for column in table.columns:
            if str(column) in placed or (f"{table.name}.*" in placed and not is_sensitive(column)):
                continue
            faults.append(f"{column} stands nowhere")
    return faults


def test_every_column_is_shown_or_left_out_for_a_reason() -> None:
    """Whoever adds a column decides who reads it; nothing is kept of anybody that no table here names."""
    assert TABLES
    assert list_faults(Base.metadata) == []
    assert all(len(reason) > 30 for reason in EXEMPT)


def test_the_tables_name_no_column_that_is_gone() -> None:
    """A name that no schema has would hide the next column of that name."""
    there = {str(column) for table in Base.metadata.tables.values() for column in table.columns}
    there |= {f"{table}.*" for table in Base.metadata.tables}
    assert {*SHOWN, *(name for names in EXEMPT.values() for name in names)} - there == set()


@pytest.mark.parametrize(
    ("name", "kind", "tables"),
    [
        ("likes", String(10), {"person"}),
        ("friend_id", "person.id", {"person", "outbox"}),
        ("diary", LargeBinary(), {"person", "outbox"}),
    ],
)
def test_a_new_column_would_be_found(name: str, kind: Any, tables: set[str]) -> None:
    """Of any kind where a person's own row is; where all is left out, what names somebody or is sealed."""
    metadata = MetaData()
    for table in ("person", "outbox"):
        planted = Column(name, ForeignKey(kind)) if name == "friend_id" else Column(name, kind)
        Table(table, metadata, Column("id", Integer, primary_key=True), planted)
    found = {table for table in ("person", "outbox") if f"{table}.{name} stands nowhere" in list_faults(metadata)}
    assert found == tables


def find_field(path: str) -> Any:
    """Return the type that a path such as ``sessions.rating`` leads to in what a person reads; None when to nothing."""
    found: Any = OwnData
    for step in path.split("."):
        parts = [found, *get_args(found), *(inner for part in get_args(found) for inner in get_args(part))]
        owner = next((part for part in parts if isinstance(part, type) and is_dataclass(part)), None)
        if owner is None or step not in {one.name for one in fields(owner)}:
            return None
        found = get_type_hints(owner)[step]
    return found


def test_what_is_said_to_be_shown_has_its_place() -> None:
    """Each path leads to a field of what the chat, the page and the file are made of."""
    assert [path for path in SHOWN.values() if find_field(path) is None] == []
    assert find_field("sessions.mood") is None


def test_what_is_never_exported_is_in_the_list() -> None:
    """Cases, standing, notes, what was heard: whatever is asked, by whomever it is about."""
    left_out = {name for names in EXEMPT.values() for name in names}
    assert {kind for kind, names in NEVER_EXPORTED.items() if not set(names) <= left_out} == set()
    assert not [name for name in SHOWN if name.partition(".")[0] in ("case_entry", "hold", "silence", "outbox")]
