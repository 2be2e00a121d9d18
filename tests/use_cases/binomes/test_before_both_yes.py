"""Before both have said yes, nothing that a partner can read says who the other is or how to reach them."""

from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import select

from mentoring.message_kinds import MEMBERS
from mentoring.messages import MESSAGES
from mentoring.questions import FORMS, Question
from mentoring.shown_choices import CHOICES, choose
from mentoring.states import ACQUAINTED, BINOME, BinomeState, Form
from mentoring.views import BinomeView, NamelessNeed, NamelessOffer, ThingView
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Card, MentoringSession, Person, find_noun
from tests.cast import NOW, make_proposed, members_of
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.test_files import LANGUAGES
from use_cases.messages.context import BUILDERS
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.people import people

SECRETS = {
    "need": ("06 11 22 33 44", "ines.benali@exemple.fr", "@ines_bnl", "https://ines-b.fr/moi", "Benali", "Roanne"),
    "offer": ("07 55 66 77 88", "marc.lefort@exemple.org", "@marc_lft", "www.marc-l.net/pro", "Lefort", "Blagnac"),
}
"""Form -> what its person wrote wherever they could write, and the other must not read."""
TYPED = {
    "need": "Je m'appelle Inès Benali, 06 11 22 33 44 ou ines.benali@exemple.fr, insta @ines_bnl,"
    " https://ines-b.fr/moi ; je suis au lycée Jean Moulin de Roanne.",
    "offer": "Marc Lefort, 07 55 66 77 88, marc.lefort@exemple.org, @marc_lft, www.marc-l.net/pro."
    " Je suis étudiant à l'IUT de Blagnac.",
}
NAMES = {"need": "Inès Benali", "offer": "Marc Lefort"}
BEFORE: list[BinomeState] = sorted(({state for state, _act in BINOME} | set(BINOME.values())) - set(ACQUAINTED))
ABOUT_THE_OTHER = (BinomeView, NamelessNeed, NamelessOffer, ThingView)
MUST_BE_FOUND = {"proposal", "proposal_nudge", "consent", "consent_nudge", "menu", "binome", "slot_set", "paused"}


def list_types(kind: Any) -> Iterator[Any]:
    """Return the classes that a type is made of, at any depth."""
    if isinstance(kind, type):
        yield kind
    inner = get_type_hints(kind).values() if is_dataclass(kind) else get_args(kind)
    for one in inner:
        yield from list_types(one)


def find_kinds() -> list[str]:
    """Return each kind of message that a member reads and that shows something of a binôme."""
    read = [kind for kind, rules in MESSAGES.items() if set(rules.read_by) & set(MEMBERS)]
    return [kind for kind in read if set(list_types(MESSAGES[kind].context)) & set(ABOUT_THE_OTHER)]


def find_group_kinds() -> list[str]:
    """Return each kind of message that shows cases in the staff group."""
    return [kind for kind, rules in MESSAGES.items() if rules.group and rules.args and rules.args <= {"card", "cards"}]


def list_free_texts(form: Form) -> list[str]:
    """Return the keys of the answers that are typed."""
    return [key for item in FORMS[form] for key in _list_keys(item)]


def _list_keys(item: Question) -> list[str]:
    return [key for key, wanted in ((item.key, item.kind == "text"), (item.typed, bool(item.typed))) if wanted]


async def make_talkative_pair(session: AppSession, *, decided: bool) -> Binome:
    """Return a proposal between two people who wrote all that they should not, wherever they could write."""
    binome = await make_proposed(session)
    for row in (binome.need, binome.offer):
        form = find_noun(row)
        typed = dict.fromkeys(list_free_texts(form), TYPED[form]) | {"name": NAMES[form]}
        choices = {CHOICES: dict.fromkeys(typed, False)} if decided else {}
        await forms.save(session, form, row, {**await forms.read_answers(session, row), **typed, **choices})
    words = ["benali", "roanne", "lefort", "blagnac", "marc.lefort@exemple.org", "0611223344", "stage"]
    near = [f"{one} ↔ compta" for one in words]
    reasons = [{"kind": "words", "values": words}, {"kind": "slots", "values": []}, {"kind": "near", "values": near}]
    binome.reasons = await people.seal(session, binome.need.person_id, reasons)
    binome.due_at = binome.resume_at = NOW
    binome.weekday, binome.hour, binome.zone = 1, 18, "Europe/Paris"  # as if all that may be shown were there
    binome.place = await people.seal(session, binome.need.person_id, "12 rue Benali, Blagnac")
    return binome


async def build_args(session: AppSession, binome: Binome) -> dict[str, Any]:
    """Return a value for each argument that a message about this binôme may be queued with."""
    planned = MentoringSession(binome=binome, starts_at=NOW, state="planned")
    session.add(planned)
    await session.flush()
    return {
        "binome": binome.id, "session": planned.id, "revision": 0, "sessions": [(planned.id, 0)], "slot": "1-18",
        "thing": f"binome-{binome.id}", "need": binome.need_id, "offer": binome.offer_id, "by": binome.need.person_id,
        "day": "15-12-2026", "hours": ["1-1830"], "choices": [(binome.id, "")], "wish": "move", "feeling": "low",
    }  # fmt: skip


async def read_by(session: AppSession, kind: str, person: Person | None, args: dict[str, Any]) -> list[str]:
    """Return what somebody reads of a message in each language, buttons included; nothing when it has no object."""
    given = {name: value for name, value in args.items() if name in MESSAGES[kind].args}
    request = ContextRequest(kind, given, person, await find_reader(session, person), NOW)
    context = await BUILDERS[MESSAGES[kind].context](session, request)
    return [] if context is None else [render(kind, context, language) for language in LANGUAGES]


def render(kind: str, context: Any, language: str) -> str:
    """Return the words and the buttons of a message."""
    said = TEXTS.render(kind, replace(context, me=replace(context.me, language=language)))
    return make_plain(said.text) + " ".join(label for row in said.rows for label, _data in row)


def test_what_a_partner_reads_is_found_by_itself() -> None:
    """The kinds below come from the table of messages and the types that they show."""
    assert set(find_kinds()) >= MUST_BE_FOUND
    assert "card" in find_group_kinds()
    assert list_free_texts("need") == ["name", "words"]
    assert BEFORE


@pytest.mark.parametrize("decided", [True, False], ids=["removed", "never asked"])
@pytest.mark.parametrize("state", BEFORE)
async def test_no_message_tells_who_the_other_is_before_both_have_said_yes(
    small_sessions: Sessions, state: BinomeState, decided: bool
) -> None:
    """Every message, for either side, in each state before the second yes and in every language."""
    read, told = set(), []
    async with small_sessions.begin() as session:
        binome = await make_talkative_pair(session, decided=decided)
        args = await build_args(session, binome)
        binome.state = state
        await session.flush()
        for person, other in zip(await members_of(session, binome), ("offer", "need"), strict=True):
            for kind in find_kinds():
                for words in await read_by(session, kind, person, args):
                    read.add(kind)
                    told += [(kind, one) for one in SECRETS[other] if one.casefold() in words.casefold()]
    assert told == []
    assert {"proposal", "consent", "consent_nudge", "menu"} <= read


async def test_no_case_tells_the_group_who_somebody_is(small_sessions: Sessions) -> None:
    """The card of a new volunteer shows what they offer, and nothing that they typed."""
    async with small_sessions.begin() as session:
        await make_talkative_pair(session, decided=True)
        numbers = [card.id for card in await session.scalars(select(Card))]
        for kind in find_group_kinds():
            for number in numbers:
                told = await read_by(session, kind, None, {"card": number, "cards": [number]})
                assert told
                assert [one for one in SECRETS["offer"] if one.casefold() in "".join(told).casefold()] == [], kind
    assert numbers


async def test_what_is_left_in_is_read_and_numbers_are_not(small_sessions: Sessions) -> None:
    """Who wants a name to stay is obeyed; a telephone goes in any case."""
    async with small_sessions.begin() as session:
        binome = await make_talkative_pair(session, decided=False)
        given = await forms.read_answers(session, binome.need)
        await forms.save(session, "need", binome.need, choose("need", given, leaves=True))
        _, volunteer = await members_of(session, binome)
        for words in await read_by(session, "proposal", volunteer, {"binome": binome.id}):
            assert "Inès Benali" in words
            assert "Jean Moulin de Roanne" in words
            assert "06 11" not in words
            assert "exemple.fr" not in words


async def test_matching_reads_what_was_typed(small_sessions: Sessions) -> None:
    """What is hidden from a partner is kept as it was written."""
    async with small_sessions.begin() as session:
        binome = await make_talkative_pair(session, decided=True)
        assert (await forms.read_answers(session, binome.need))["words"] == TYPED["need"]
