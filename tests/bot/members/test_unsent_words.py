"""Words in which a wish was read: beneath the answer one tap sends them as they were, and none does anything alone."""

from tests.bot.members.test_talk import list_passed
from tests.bot.members.test_typed_at_any_moment import read_states
from tests.town import Town, Visitor


async def list_ways(who: Visitor) -> list[str]:
    """Return to whom the newest message offers to send what was typed."""
    return [one.rpartition(":")[2] for one in await who.list_data() if one.startswith("draft:")]


async def test_what_was_misread_is_sent_with_one_tap_and_changes_nothing(active_town: Town) -> None:
    """Whatever was read, the exact words go to the partner or the team; else what could be written is told."""
    young, volunteer, *_ = active_town.pair
    before = await read_states(active_town)
    await young.write("désolée je ne viens pas mardi,\n<b>pardon</b>")
    assert await list_ways(young) == ["1", "team", "neither"]
    await young.tap("Envoyer ces mots à Marc")
    assert await volunteer.reads() == "✉️ Inès : désolée je ne viens pas mardi,\n<b>pardon</b>"
    assert "J'envoie ce message à Marc" in await young.reads()
    await young.write("je voudrais déplacer la séance")
    await young.tap("À l'équipe")
    assert "« je voudrais déplacer la séance »" in await young.reads()
    await young.write("on peut changer d'horaire ?")
    await young.tap("Rien de tout cela")
    assert "Je n'ai pas compris ce message" in await young.reads()
    assert "horaire" not in await volunteer.reads()
    assert [words for _state, _content, words in await list_passed(active_town)] == [False] * 3
    assert await read_states(active_town) == before


async def test_words_that_lapsed_are_not_sent_from_beneath_an_answer(active_town: Town) -> None:
    """After ten minutes nothing of them is kept, whatever still stands in the chat."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("language::en", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("I will be late, sorry about that")
    assert "Were these words meant for someone?" in await volunteer.reads()
    await active_town.pass_time(minutes=11)
    await volunteer.tap("Send these words to Inès")
    assert "sorry about that" not in await young.reads_all()
    assert [state for state, *_ in await list_passed(active_town)] == ["dropped"]


async def test_words_are_offered_to_nobody_who_may_not_get_them(active_town: Town) -> None:
    """Not of a report, not right after help, not to whoever wants no words; nor is a word alone for anybody else."""
    young, volunteer, *_ = active_town.pair
    for typed in ("stop", "annuler", "je veux signaler quelqu'un"):
        await young.write(typed)
        assert await list_ways(young) == [], typed
    await volunteer.send_data("conversation:1:mute", (await volunteer.messages())[-1]["message_id"])
    for typed in ("je ne peux pas mardi", "il pleut sur la ville"):
        await young.write(typed)
        assert await list_ways(young) == [], typed
    await young.write("/aide")
    await volunteer.write("/aide")
    await volunteer.write("je ne peux pas mardi")
    assert await list_ways(volunteer) == []
    assert await list_passed(active_town) == []


async def test_a_wish_takes_no_words_away_that_are_for_somebody(active_town: Town) -> None:
    """What was written to the partner can still be sent after something else was asked."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("write:1:", (await young.messages())[-1]["message_id"])
    await young.write("Voici mes questions")
    await young.write("c'est quand ma prochaine séance ?")
    assert await list_ways(young) == []
    await young.tap("Envoyer à Marc")
    assert await volunteer.reads() == "✉️ Inès : Voici mes questions"
