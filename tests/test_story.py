"""The story of a binôme: sign-up to the third week, through HTTP, both libraries and a pushed clock."""

from tests.people import active_pair, sign_up_young
from tests.town import Town


async def test_a_binome_lives_its_first_weeks(town: Town) -> None:
    """From the first word to the third week, everybody gets what concerns them, in order."""
    young, volunteer, head, group = await active_pair(town)
    assert "C'est réglé" in await young.reads()
    assert "Inès" in await volunteer.reads()
    for week in range(1, 4):
        await town.pass_time(days=7)
        assert (await young.all_read()).count("C'est demain") == week
        assert (await young.all_read()).count("Bientôt") == week
        assert (await young.all_read()).count("a-t-elle eu lieu") == week
        await young.tap("✅ Oui")
        await young.tap("Très bien")
