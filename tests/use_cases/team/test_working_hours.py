"""What is not urgent is told in the team's working hours, together; the digest says what changed, and only then."""

from tests.people import make_head_with_group, sign_up_volunteer, sign_up_young
from tests.town import Town, Visitor
from use_cases.people import people
from use_cases.team import team_questions


async def _ask(town: Town, who: Visitor, words: str) -> None:
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert person is not None
        await team_questions.ask(session, person, words, town.app.clock.now())
    await town.beat()


async def _list_said(group: Visitor, after: int) -> list[str]:
    return [str(one["text"]) for one in (await group.messages())[after:]]


async def test_a_weekends_questions_are_one_message_on_monday(small_town: Town) -> None:
    """Nothing on Saturday and Sunday, one list on Monday at nine, one digest that says what changed, and no other."""
    _, group = await make_head_with_group(small_town)
    young, other = await sign_up_young(small_town), await sign_up_young(small_town, "Lou")
    await small_town.beat()
    await small_town.pass_time(days=5, hours=9.5)
    before = len(await group.messages())
    await _ask(small_town, young, "Une question du samedi")
    await small_town.pass_time(hours=20)
    await _ask(small_town, young, "Et une autre")
    await _ask(small_town, other, "Celle de Lou, dimanche")
    await sign_up_volunteer(small_town)
    await small_town.pass_time(hours=17)
    assert await _list_said(group, before) == []
    await small_town.pass_time(hours=0.6)
    said = await _list_said(group, before)
    (listed,) = [text for text in said if text.startswith("🔔")]
    assert "3 cas à voir" in listed
    (digest,) = [text for text in said if text.startswith("☀️")]
    assert "Nouveaux cas : C-001, C-002, C-003" in digest
    assert len([text for text in said if not text.startswith("📊")]) == 2
    await small_town.pass_time(days=1, hours=2)
    assert not [text for text in (await _list_said(group, before))[len(said) :] if text.startswith("☀️")]


async def test_one_case_of_a_weekend_is_one_card_and_what_is_settled_before_monday_is_not_told(
    small_town: Town,
) -> None:
    """A card by itself, with its buttons; nothing of what the program itself has closed meanwhile."""
    _, group = await make_head_with_group(small_town)
    young, other = await sign_up_young(small_town), await sign_up_young(small_town, "Lou")
    await small_town.pass_time(days=5, hours=9.5)
    before = len(await group.messages())
    await _ask(small_town, young, "Une question du samedi")
    await _ask(small_town, other, "Celle de Lou")
    await other.write("/effacer")
    await other.tap("Oui, tout effacer")
    await small_town.pass_time(days=1, hours=14)
    said = [text for text in await _list_said(group, before) if text[0] not in "☀📊"]
    assert len(said) == 1
    assert said[0].startswith("🟡 C-001 · Question à l'équipe")


async def test_a_reminder_counts_working_days(small_town: Town) -> None:
    """Asked on Friday at noon, called for again on Tuesday at noon, once; on Saturday and Sunday nobody is called."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await small_town.pass_time(days=4, hours=2)
    await _ask(small_town, young, "Une question du vendredi")
    before = len(await group.messages())
    await small_town.pass_time(days=3, hours=23)
    assert "Toujours en attente" not in "".join(await _list_said(group, before))
    await small_town.pass_time(hours=1.1)
    assert "Toujours en attente" in "".join(await _list_said(group, before))


async def test_what_is_urgent_waits_for_no_working_hours(small_town: Town) -> None:
    """A red card on Saturday evening comes at once, and by itself."""
    _, group = await make_head_with_group(small_town)
    young, other = await sign_up_young(small_town), await sign_up_young(small_town, "Lou")
    await small_town.pass_time(days=5, hours=9.5)
    await _ask(small_town, other, "Une question")
    await young.write("jvais me tuer ce soir")
    assert "🔴" in await group.reads()
