"""The table of commands: names that Telegram takes, in every language, and somebody who is offered each."""

import re
from dataclasses import replace
from itertools import chain

import pytest

from bot import commands
from mentoring.command_visibility import ROLES, Viewer, list_viewers
from mentoring.pauses import POSSIBLE
from texts.languages import list_with_words

LANGUAGES = tuple(list_with_words())
EVERYONE = list_viewers(LANGUAGES)


@pytest.mark.parametrize("row", commands.COMMANDS, ids=lambda row: row.names[0])
def test_telegram_takes_each_row(row: commands.Command) -> None:
    """Small letters, figures and underscores; a description that reads in one line on a telephone."""
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in row.names)
    assert all(3 <= len(says) <= 50 for _name, says in row.words.values())


def test_a_name_is_that_of_one_command() -> None:
    """Otherwise the second would never be heard."""
    names = list(chain.from_iterable(set(row.names) for row in commands.COMMANDS))
    assert sorted(names) == sorted(set(names))


def test_each_command_is_offered_somewhere() -> None:
    """To somebody in private, in the staff group, or in a group that is not bound."""
    lists = [commands.list_for_person(viewer, "fr") for viewer in EVERYONE]
    lists += [commands.list_for_staff_group(language) for language in LANGUAGES]
    lists += [commands.list_for_other_groups(language, "fr") for language in LANGUAGES]
    assert {name for listed in lists for name, _ in listed} == {name for row in commands.COMMANDS for name in row.names}


def test_help_and_the_menu_come_first() -> None:
    """Whoever is in trouble looks at the top."""
    first = {viewer: [name for name, _ in commands.list_for_person(viewer, "fr")[:2]] for viewer in EVERYONE}
    wanted = {viewer: ["menu", commands.HELP.describe(viewer.language)[0]] for viewer in EVERYONE}
    assert [(viewer, shown) for viewer, shown in first.items() if shown != wanted[viewer]] == []


def test_each_role_is_offered_more_than_the_one_below() -> None:
    """The team sees what everybody sees and its own, the head what the team sees and the head's own."""
    newcomer, coordinator, head = (set(commands.list_for_person(Viewer("fr", role), "fr")) for role in ROLES)
    assert newcomer < coordinator < head


@pytest.mark.parametrize("act", POSSIBLE)
def test_what_can_be_done_is_offered_to_whoever_can(act: str) -> None:
    """A pause to whoever has something to pause, and so on; to nobody else."""
    newcomer, able = (
        commands.list_for_person(Viewer("fr", acts=acts), "fr") for acts in (frozenset[str](), frozenset({act}))
    )
    assert set(newcomer) < set(able)


def test_what_counts_in_groups_alone_is_offered_to_nobody_in_private() -> None:
    """It would do nothing there."""
    offered = {name for viewer in EVERYONE for name, _ in commands.list_for_person(viewer, "fr")}
    assert offered.isdisjoint(commands.BIND.names)


def test_who_reads_a_language_without_words_reads_the_programmes_first() -> None:
    """As messages do, whichever that is; and the first of the row where the programme's has none either."""
    for first in ("fr", "en"):
        assert commands.list_for_person(Viewer("de"), first) == commands.list_for_person(Viewer(first), first)
        assert commands.list_for_other_groups("de", first) == commands.list_for_other_groups(first, first)
    assert commands.HELP.describe("de", "eo") == commands.HELP.describe("fr")


def test_a_language_is_one_more_entry_of_each_row() -> None:
    """Its name is heard beside the others, and listed for whoever reads it."""
    row = replace(commands.HELP, words={**commands.HELP.words, "eo": ("helpo", "Mi bezonas helpon")})
    assert row.names == ("aide", "help", "helpo")
    assert row.describe("eo", "fr") == ("helpo", "Mi bezonas helpon")


def test_another_table_is_another_edition() -> None:
    """The same languages give the same mark, others another one: lists are looked at again."""
    assert commands.compute_edition(LANGUAGES) == commands.compute_edition(LANGUAGES)
    assert commands.compute_edition(LANGUAGES) != commands.compute_edition(LANGUAGES[::-1])
