"""The table of commands: names that Telegram takes, two languages, and somebody who is offered each."""

import re
from itertools import chain

import pytest

from bot import commands
from mentoring.breaks import POSSIBLE
from mentoring.standing import ROLES, Standing, every

LANGUAGES = ("fr", "en")
EVERYONE = every(LANGUAGES)


@pytest.mark.parametrize("row", commands.COMMANDS, ids=lambda row: row.names[0])
def test_telegram_takes_each_row(row: commands.Command) -> None:
    """Small letters, figures and underscores; a description that reads in one line on a telephone."""
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in row.names)
    assert all(3 <= len(says) <= 50 for says in row.says)


def test_a_name_is_that_of_one_command() -> None:
    """Otherwise the second would never be heard."""
    names = list(chain.from_iterable(set(row.names) for row in commands.COMMANDS))
    assert sorted(names) == sorted(set(names))


def test_each_command_is_offered_somewhere() -> None:
    """To somebody in private, in the staff group, or in a group that is not bound."""
    lists = [commands.of_person(standing) for standing in EVERYONE]
    lists += [of(language) for of in (commands.of_staff_group, commands.of_other_groups) for language in LANGUAGES]
    assert {name for listed in lists for name, _ in listed} == {name for row in commands.COMMANDS for name in row.names}


@pytest.mark.parametrize("standing", EVERYONE)
def test_help_and_the_menu_come_first(standing: Standing) -> None:
    """Whoever is in trouble looks at the top."""
    assert [name for name, _ in commands.of_person(standing)[:2]] == [
        ("menu"),
        commands.HELP.listed(standing.language)[0],
    ]


def test_each_role_is_offered_more_than_the_one_below() -> None:
    """The team sees what everybody sees and its own, the head what the team sees and the head's own."""
    newcomer, coordinator, head = (set(commands.of_person(Standing("fr", role))) for role in ROLES)
    assert newcomer < coordinator < head


@pytest.mark.parametrize("act", POSSIBLE)
def test_what_can_be_done_is_offered_to_whoever_can(act: str) -> None:
    """A pause to whoever has something to pause, and so on; to nobody else."""
    newcomer, able = (commands.of_person(Standing("fr", acts=acts)) for acts in (frozenset[str](), frozenset({act})))
    assert set(newcomer) < set(able)


def test_what_counts_in_groups_alone_is_offered_to_nobody_in_private() -> None:
    """It would do nothing there."""
    offered = {name for standing in EVERYONE for name, _ in commands.of_person(standing)}
    assert offered.isdisjoint(commands.BIND.names)


def test_who_reads_a_language_without_words_reads_the_first() -> None:
    """As messages do."""
    assert commands.of_person(Standing("de")) == commands.of_person(Standing("fr"))


def test_another_table_is_another_edition() -> None:
    """The same languages give the same mark, others another one: lists are looked at again."""
    assert commands.edition(LANGUAGES) == commands.edition(LANGUAGES)
    assert commands.edition(LANGUAGES) != commands.edition(("en", "fr"))
