"""How far words and files reach: to whom they are offered, how many an hour, which files, and under which mask."""

import pytest

from mentoring.talk import REVEALING
from tests.bot.members.test_sessions import add_second_pair
from tests.bot.members.test_talk import answer, list_passed
from tests.bot.members.test_talk_rules import make_minor
from tests.people import PROGRAMME
from tests.town import Town

CANNOT = "Je ne peux plus aujourd'hui"


@pytest.mark.parametrize("kind", ["voice", "photo", "video", "video_note", "document", "audio", "sticker"])
async def test_two_adults_are_sent_a_copy_of_each_kind_of_file(active_town: Town, kind: str) -> None:
    """Its button says from whom it is, where no words can; what may show something of its writer is looked at first."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    await answer(young, "Merci !", kind=kind)
    if kind in REVEALING:
        await young.tap("Envoyer à Marc")
    last = (await volunteer.messages())[-1]
    assert (last["kind"], last["from"]["is_bot"]) == (kind, True)
    assert "Inès" in str(last["text"]) + str(last["keyboard"])
    assert [content for _, content, _ in await list_passed(active_town)] == ["ready", kind]


async def test_what_stands_under_a_file_is_masked_like_words(active_town: Town) -> None:
    """With somebody under 18 a caption hides numbers and addresses, and what is no number stays."""
    young, volunteer, *_ = active_town.pair
    await make_minor(active_town)
    await volunteer.send_data("ready:1:thanks", 1)
    await answer(young, "Merci !", kind="document", caption="Mon CV, appelle le 06 12 34 56 78")
    await young.tap("Envoyer à Marc")
    last = (await volunteer.messages())[-1]
    assert (last["kind"], last["text"]) == ("document", "✉️ Inès : Mon CV, appelle le ▒▒▒")


async def test_of_two_partners_none_is_chosen_before_a_tap(active_town: Town) -> None:
    """Each is named under the exact words, with the team and nobody. Whoever has two is full, and reads so."""
    young, volunteer, *_ = active_town.pair
    await add_second_pair(active_town)
    await volunteer.write("il pleut sur la ville")
    assert "« il pleut sur la ville »" in await volunteer.reads()
    shown = [button["text"] for row in (await volunteer.messages())[-1]["keyboard"] for button in row]
    assert [one.partition(" ")[2] for one in shown[:4]] == [
        "Envoyer à Inès",
        "Envoyer à Karim",
        "À l'équipe",
        "À personne",
    ]
    assert "il pleut" not in await young.reads_all()
    await volunteer.tap("À personne")
    assert "il pleut" not in await young.reads_all()
    await volunteer.write("/menu")
    assert "V-001 : complet" in await volunteer.reads()


async def test_after_many_messages_in_an_hour_their_writer_is_asked_to_wait(active_town: Town) -> None:
    """The next one does not leave and says so; an hour later it passes, and the other side was never stopped."""
    young, volunteer, *_ = active_town.pair
    limit = PROGRAMME.talk.messages_per_hour
    for _ in range(limit + 1):
        await young.send_data("ready:1:late", 1)
    assert "C'est beaucoup de messages d'un coup" in await young.reads()
    assert await active_town.count_sent(volunteer, "J'arrive dans 10 min") == limit
    await volunteer.send_data("ready:1:thanks", 1)
    assert await young.reads() == "✉️ Marc : Merci !"
    await active_town.pass_time(hours=1, minutes=1)
    await young.send_data("ready:1:cannot", 1)
    assert await volunteer.reads() == f"✉️ Inès : {CANNOT}"


async def test_a_yes_to_showing_ones_telegram_name_is_taken_back(active_town: Town) -> None:
    """Before the other has said yes: theirs, later, shows neither name."""
    young, volunteer, *_ = active_town.pair
    for who, choice in ((volunteer, "share"), (volunteer, "keep"), (young, "share")):
        await who.send_data(f"conversation:1:{choice}", (await who.messages())[-1]["message_id"])
    for who in (young, volunteer):
        assert "son compte Telegram" not in await who.reads_all()
