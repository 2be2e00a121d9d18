"""Who finds somebody, and how soon: shown to the team alone, in groups, and told on Mondays when it should be."""

from storage.schema.tables import Audit
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, sign_up_young
from tests.town import Town
from tests.use_cases.desk.test_fairness import add_two_regions


async def test_the_team_reads_who_waits_longer_than_others(small_town: Town) -> None:
    """In private, with what the marks mean; the look is in the audit."""
    head, group = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        await add_two_regions(session)
    await group.write("/equite")
    assert "Je vous ai écrit en privé" in await group.reads()
    text = await head.reads()
    for words in (
        "Ensemble : 60 · 100 % · 4 jours",
        "⚠️ Corse : 20 · 100 % · 10 jours",
        "• Bretagne : 40",
        "volontaires",
    ):
        assert words in text.replace("<b>", "").replace("</b>", "")
    assert [row.subject for row in await read_rows(small_town, Audit) if row.act == "read"] == ["fairness"]
    await head.write("/fairness")
    assert "Corse" in await head.reads()


async def test_a_small_programme_is_not_compared(small_town: Town) -> None:
    """Nine people and fewer would be told one by one."""
    head, _ = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await head.write("/equite")
    assert "Pas encore assez de jeunes pour comparer" in await head.reads()
    assert "Bretagne" not in await head.reads()
    await young.write("/equite")
    assert "comparer" not in await young.reads_all()


async def test_monday_s_figures_say_so_only_then(small_town: Town) -> None:
    """The group reads which young people wait, how long the others do, and what to do about it."""
    _, group = await make_head_with_group(small_town)
    await small_town.beat()
    await sign_up_young(small_town)
    await small_town.pass_week()
    assert "chiffres" in await group.reads_about("📊")
    assert "⚖️" not in await group.reads_all()
    async with small_town.app.sessions.begin() as session:
        await add_two_regions(session)
    await small_town.pass_week()
    told = await group.reads_about("📊")
    assert "Corse : la moitié trouve en 10 jours, contre 4 dans l'ensemble." in told
    assert "Cherchez des volontaires pour ces jeunes. Le détail : /equite" in told
