"""Nobody agrees to what they have not read: the tap that begins a form stands under the words, or leads to them."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from storage.schema.gate_tables import ConsentWords
from storage.schema.tables import Person
from tests.people import begin_form, fill_in, write_need
from tests.town import Town, Visitor


async def _read_consent(town: Town, who: Visitor) -> datetime | None:
    """Return when somebody agreed."""
    async with town.app.sessions.begin() as session:
        mine = Person.fingerprint == session.vault.fingerprint(who.id)
        return (await session.scalars(select(Person).where(mine))).one().consented_at


async def test_whoever_is_too_young_to_help_reads_what_a_need_keeps_before_it_begins(small_town: Town) -> None:
    """What they had agreed to went with their offer; the screen that turns them away has no words to agree to."""
    young = await begin_form(small_town, "offer", "Tim")
    await fill_in(young, "offer", {}, until="birth")
    await young.write("02/2009")
    await young.tap("Je cherche de l'aide")
    assert "En touchant « D'accord », tu l'acceptes" in await young.reads()
    assert await _read_consent(small_town, young) is None
    await young.tap("D'accord, je cherche de l'aide")
    assert await young.asked() == "name"
    assert await _read_consent(small_town, young) is not None


async def test_a_button_of_before_an_erasure_agrees_to_nothing(small_town: Town) -> None:
    """The chat keeps it, and what it was under is forgotten: whoever is back reads first."""
    young = await write_need(small_town, until="birth")
    await young.write("/menu")
    await young.write("/effacer")
    await young.tap("Oui, tout effacer")
    for form, words in (("need", "En touchant « D'accord », tu l'acceptes"), ("offer", "vous l'acceptez")):
        await young.send_data(f"begin:{form}:", (await young.messages())[2]["message_id"])
        assert words in await young.reads()
        assert await _read_consent(small_town, young) is None


async def test_words_that_changed_since_they_were_shown_are_read_again(small_town: Town) -> None:
    """A welcome of before a change agrees to nothing; whoever had agreed, and begins again, has agreed to the new."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    later = small_town.app.clock.now() + timedelta(hours=1)
    async with small_town.app.sessions.begin() as session:
        await session.execute(update(ConsentWords).values(since=later))
    await small_town.pass_time(hours=2)
    await young.tap("D'accord, je cherche de l'aide")
    assert "En touchant « D'accord », tu l'acceptes" in await young.reads()
    assert await _read_consent(small_town, young) is None
    await young.tap("D'accord, je cherche de l'aide")
    agreed = await _read_consent(small_town, young)
    assert agreed is not None
    async with small_town.app.sessions.begin() as session:
        await session.execute(update(Person).values(consent_edition="fr-000000"))
    await small_town.pass_time(hours=1)
    await young.write("/start volontaire")
    await young.tap("D'accord, je veux aider")
    again = await _read_consent(small_town, young)
    assert again is not None
    assert again > agreed
