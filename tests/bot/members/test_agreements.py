"""Nobody agrees to what they have not read: the tap that begins a form stands under the words, or leads to them."""

from datetime import datetime

from sqlalchemy import select

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
