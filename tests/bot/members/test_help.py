"""« 🆘 Ça ne va pas »: in every state, through HTTP, and the three ways below it."""

import pytest

from tests.faults.table_dump import read_reference
from tests.people import make_head_with_group, sign_up_volunteer, sign_up_young, write_need
from tests.town import Town, Visitor


async def _arrive(town: Town) -> Visitor:
    """Let somebody come to the first screen, and agree to nothing yet."""
    who = await town.add_person("Léa")
    await who.write("/start")
    return who


async def _reads_numbers(who: Visitor, *, is_alone: bool = False) -> None:
    """The newest message holds numbers, and the three ways; one alone in the team is told that nobody can answer."""
    assert "112" in await who.reads()
    data = await who.list_data()
    assert "help::practical" in data
    assert ({"contact::yes", "contact::question"} <= {*data}) is not is_alone


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_help_works_in_every_state(town: Town) -> None:
    """By command and by button: before anything was agreed to, in a form, waiting, as a volunteer, as staff."""
    head, _ = await make_head_with_group(town)
    people = (await _arrive(town), await write_need(town, "Ana", until="level"), await sign_up_young(town), head)
    for who in (*people, await sign_up_volunteer(town)):
        await who.write("/aide")
        await _reads_numbers(who, is_alone=who is head)
        await who.tap("Retour")
        if who is not head:
            await who.tap("🆘 Ça ne va pas")
            await _reads_numbers(who)


async def test_what_was_written_decides_what_is_read(small_town: Town) -> None:
    """Whoever has nowhere to sleep reads 115 first, and so under the button for a week."""
    await make_head_with_group(small_town)
    who = await _arrive(small_town)
    await who.write("j'ai nulle part où dormir ce soir")
    for _ in range(2):
        (first, *_) = [line for line in (await who.reads()).splitlines() if line.startswith("•")]
        assert "115" in first
        await who.write("/aide")
    await small_town.skip_time(days=8)
    await who.write("/aide")
    (first, *_) = [line for line in (await who.reads()).splitlines() if line.startswith("•")]
    assert "115" not in first


async def test_urgent_calls_the_team_and_a_question_does_not(small_town: Town) -> None:
    """The first is a red card, the second a yellow one that says that somebody wants to be written to."""
    _, group = await make_head_with_group(small_town)
    who = await _arrive(small_town)
    await who.write("/aide")
    await who.tap("Quelqu'un de l'équipe")
    await who.tap("qu'on m'écrive")
    assert "écrira ici" in await who.reads()
    assert "🟡 C-001 · Question à l'équipe" in await group.reads()
    await who.write("/aide")
    await who.tap("C'est urgent")
    assert "l'équipe est prévenue" in await who.reads()
    assert f"🔴 {await read_reference(small_town, 'help')} · Urgent : une personne" in await group.reads()


async def test_a_question_says_to_the_team_who_asks(small_town: Town) -> None:
    """In private, as with any case."""
    head, group = await make_head_with_group(small_town)
    who = await sign_up_young(small_town, "Inès")
    await who.write("/aide")
    await who.tap("Quelqu'un de l'équipe")
    await who.tap("qu'on m'écrive")
    await group.tap("Détail en privé")
    assert "Inès" in await head.reads()


async def test_a_practical_question_is_answered_by_a_text(small_town: Town) -> None:
    """It says how the bot is used, and is one tap away from the team."""
    await make_head_with_group(small_town)
    who = await _arrive(small_town)
    await who.write("/aide")
    await who.tap("Une question pratique")
    assert "/menu" in await who.reads()
    await who.tap("Quelqu'un de l'équipe")
    await who.tap("qu'on m'écrive")
    assert "écrira ici" in await who.reads()


async def test_the_other_numbers_are_one_tap_away(small_town: Town) -> None:
    """Those that the first screen leaves out, and the way back to it."""
    await make_head_with_group(small_town)
    who = await _arrive(small_town)
    await who.write("/aide")
    before = await who.reads()
    await who.tap("Autres numéros")
    assert "116 006" in await who.reads()
    await who.tap("🆘 Ça ne va pas")
    assert await who.reads() == before


async def test_with_nobody_in_the_team_the_numbers_alone_are_given(small_town: Town) -> None:
    """Nobody is promised a person, before or after the cry for help."""
    who = await _arrive(small_town)
    for words in ("/aide", "je veux mourir ce soir"):
        await who.write(words)
        assert "Personne de l'équipe ne peut répondre ici" in await who.reads()
        assert "3114" in await who.reads()
        labels = str((await who.messages())[-1]["keyboard"])
        assert "contact::yes" not in labels
