"""Talking through the bot: written, looked at and sent; answered at once; ready words; what does not pass."""

from typing import Any

import pytest

from storage.schema.talk_tables import PassedMessage
from tests.bot.carriers import carry
from tests.bot.members.test_forms_by_typing import write_before_it_was_shown
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor


async def list_passed(town: Town) -> list[tuple[str, str, bool]]:
    """Return (state, content, whether words are kept) of each message, oldest first."""
    rows = sorted(await read_rows(town, PassedMessage), key=lambda row: row.id)
    return [(row.state, row.content, row.words is not None) for row in rows]


async def send(who: Visitor, **what: Any) -> None:
    """Let somebody send anything; return once the bot has said all it had to say."""
    await who.town.act("send", chat=who.chat, user=who.id, **what)
    await who.town.settle()


async def answer(who: Visitor, words: str, **what: Any) -> None:
    """Let somebody answer the newest message of the bot that holds some words."""
    found = [one for one in await who.messages() if words in str(one["text"]) and one["from"]["id"] != who.id]
    await send(who, reply_to=found[-1]["message_id"], **what)


async def test_words_are_looked_at_then_sent_with_one_tap(active_town: Town) -> None:
    """Exactly what was typed is shown with its reader, and stands in the other chat as one's own."""
    young, volunteer, *_ = active_town.pair
    await young.write("/menu")
    await young.choose("binome:1:")
    await young.tap("Écrire à Marc")
    await young.write("Le lien <b>Zoom</b> a changé\nje te l'envoie")
    assert "« Le lien <b>Zoom</b> a changé\nje te l'envoie »" in await young.reads()
    assert "✉️ Inès" not in await volunteer.reads_all()
    await young.tap("Envoyer à Marc")
    assert await volunteer.reads() == "✉️ Inès : Le lien <b>Zoom</b> a changé\nje te l'envoie"
    assert "J'envoie ce message à Marc" in await young.reads()
    assert await list_passed(active_town) == [("received", "text", False)]


async def test_an_answer_to_a_passed_on_message_leaves_at_once(active_town: Town) -> None:
    """Whoever answers has said to whom they write; a voice message is copied, never downloaded."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("ready:1:late", 1)
    assert await volunteer.reads() == "✉️ Inès : J'arrive dans 10 min"
    await answer(volunteer, "J'arrive dans 10 min", text="Pas de souci & à tout de suite")
    assert await young.reads() == "✉️ Marc : Pas de souci & à tout de suite"
    await answer(young, "Pas de souci", kind="voice", caption="Regarde <i>ça</i>")
    last = (await volunteer.messages())[-1]
    assert (last["kind"], last["text"]) == ("voice", "✉️ Inès : Regarde <i>ça</i>")
    async with active_town.http.get(f"{active_town.address}/sim/log") as response:
        called = [call["method"] for call in await response.json()]
    assert called.count("copyMessage") == 1
    assert "getFile" not in called


async def test_a_first_file_is_looked_at_and_an_album_is_copied_part_by_part(active_town: Town) -> None:
    """It may show a number or a home; the next ones leave at once, in order, and one sentence says so."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    for number in range(3):
        await answer(young, "Merci !", kind="document", caption=f"page {number}", album="77")
    assert "un CV montre sans doute ton numéro" in await young.reads()
    assert "page" not in await volunteer.reads_all()
    await young.tap("Envoyer à Marc")
    for number in range(3, 5):
        await answer(young, "Merci !", kind="document", caption=f"page {number}", album="78")
    read = [str(one["text"]) for one in await volunteer.messages() if "page" in str(one["text"])]
    assert read == [f"✉️ Inès : page {number}" for number in range(5)]
    assert (await young.reads_all()).count("J'envoie ce message à Marc") == 2


async def test_what_never_passes_says_why(active_town: Town) -> None:
    """Contact, location, poll, what another wrote or another bot made: each with its reason, and nothing leaves."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    before = await volunteer.messages()
    for what, reason in (
        ({"kind": "contact"}, "pas de fiche de contact"),
        ({"kind": "location"}, "pas de position"),
        ({"kind": "poll"}, "pas de sondage"),
        ({"kind": "animation"}, "Ce genre de message ne passe pas"),
        ({"text": "lis ça", "is_forwarded": True}, "ce qu'une autre personne a écrit"),
        ({"text": "gif", "is_inline": True}, "ce qu'un autre robot a écrit"),
        ({"text": "mot " * 1000}, "en deux parties"),
    ):
        await answer(young, "Merci !", **what)
        assert reason in await young.reads(), what
    assert await volunteer.messages() == before
    assert [state for state, content, _ in await list_passed(active_town) if content != "ready"] == []


async def test_a_draft_lapses_and_a_late_tap_says_so(active_town: Town) -> None:
    """After ten minutes nothing of it is kept, and its button sends nothing."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("write:1:", 1)
    await young.write("Je voulais te dire")
    await active_town.pass_time(minutes=11)
    assert await list_passed(active_town) == [("dropped", "text", False)]
    await young.tap("Envoyer à Marc")
    assert "Je n'ai plus ces mots" in await young.reads()
    assert "✉️ Inès" not in await volunteer.reads_all()


async def test_nothing_goes_to_the_partner_while_a_report_is_written(active_town: Town) -> None:
    """An answer to a message of theirs belongs to the report then: it may be what is reported."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    before = await volunteer.messages()
    await young.send_data("report:1:quiet", 1)
    await answer(young, "Merci !", text="Il m'a écrit cela et je n'aime pas")
    assert await volunteer.messages() == before


async def test_a_question_to_the_team_about_a_message_does_not_go_to_who_wrote_it(active_town: Town) -> None:
    """Whoever asks the team answers the message that they mean: it is shown as a question, and the other reads nothing.

    A voice message cannot be a question, and does not go to the partner instead.
    """
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    before = await volunteer.messages()
    await young.write("/menu")
    await young.tap("Une question à l'équipe")
    await answer(young, "Merci !", kind="voice")
    assert "Je ne sais lire que du texte" in await young.reads()
    await answer(young, "Merci !", text="Il m'écrit cela, c'est normal ?")
    assert "J'envoie ceci à l'équipe ?" in await young.reads()
    assert "« Il m'écrit cela, c'est normal ? »" in await young.reads()
    assert await volunteer.messages() == before


@pytest.mark.parametrize("door", ["write:1:", "question::", "menu::"])
async def test_the_rest_of_a_text_that_was_too_long_is_offered_to_nobody(active_town: Town, door: str) -> None:
    """Telegram cuts it in two: the first part was told to be too long, and nobody wants to send the second alone."""
    young, *_ = active_town.pair
    await young.send_data(door, (await young.messages())[-1]["message_id"])
    await young.write("mot " * 1024)
    assert "long" in await young.reads()
    before = len(await young.messages())
    await write_before_it_was_shown(young, "voilà la fin de mon long message")
    assert len(await young.messages()) == before
    assert await list_passed(active_town) == []


@pytest.mark.parametrize("door", ["write:1:", "menu::"])
async def test_two_quick_messages_are_one_draft(active_town: Town, door: str) -> None:
    """The second was typed before the first was shown: both are looked at together, and the first button is too old."""
    young, volunteer, *_ = active_town.pair
    await young.send_data(door, (await young.messages())[-1]["message_id"])
    await young.write("Salut, il pleut sur la ville")
    first = (await young.messages())[-1]
    await write_before_it_was_shown(young, "et sur la mer <b>aussi</b>")
    both = "Salut, il pleut sur la ville\net sur la mer <b>aussi</b>"
    assert f"« {both} »" in await young.reads()
    shown = (await young.messages())[-1]
    await young.tap("Envoyer à Marc", message=first)
    assert "✉️ Inès" not in await volunteer.reads_all()
    await young.tap("Envoyer à Marc", message=shown)
    assert await volunteer.reads() == f"✉️ Inès : {both}"


async def test_an_album_that_does_not_pass_is_answered_once(active_town: Town) -> None:
    """Muted or of a kind that may not pass: one reason for all of its parts."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    await volunteer.send_data("conversation:1:mute", (await volunteer.messages())[-1]["message_id"])
    for number in range(3):
        await answer(young, "Merci !", kind="video", caption=f"plan {number}", album="79")
    assert (await young.reads_all()).count("n'est pas parti") == 1
    assert "plan" not in await volunteer.reads_all()


async def test_what_is_no_text_and_was_not_asked_for_is_told_how_to_be_sent(active_town: Town) -> None:
    """A voice message or somebody else's words out of the blue: nothing leaves, and one button leads to the partner."""
    young, volunteer, *_ = active_town.pair
    before = await volunteer.messages()
    for number in range(2):
        await send(young, kind="photo", album="80", caption=f"plage {number}")
    await send(young, text="lis ça", is_forwarded=True)
    read = await young.reads_all()
    assert read.count("Pour l'envoyer : ✉️") == 1
    assert "ce qu'une autre personne a écrit" in await young.reads()
    await send(young, kind="voice")
    await young.tap("Écrire à Marc")
    await send(young, kind="voice")
    assert await volunteer.messages() == before
    await young.tap("Envoyer à Marc")
    assert (await volunteer.messages())[-1]["kind"] == "voice"


async def test_whoever_has_reported_is_asked_for_whom_an_answer_is(active_town: Town) -> None:
    """An answer to a message of the partner's may be meant for the report, after its words are no longer awaited."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    before = await volunteer.messages()
    await young.send_data("report:1:quiet", 1)
    await young.tap("J'ai tout dit")
    await answer(young, "Merci !", text="Voilà ce qui me gêne chez Marc")
    assert "Pour qui est-ce ?" in await young.reads()
    assert await volunteer.messages() == before
    await young.tap("À personne")
    assert await volunteer.messages() == before


async def test_whoever_has_reported_is_asked_after_the_end_too(active_town: Town) -> None:
    """The partner gets nothing any more, and the team may be who is meant."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:thanks", 1)
    await young.send_data("report:1:quiet", 1)
    await young.tap("J'ai tout dit")
    await young.send_data("end:1:time", 1)
    before = await volunteer.messages()
    await answer(young, "Merci !", text="Voilà ce qui me gêne")
    assert "Pour qui est-ce ?" in await young.reads()
    assert await young.list_data() == ["draft:2:team", "draft:2:none", "menu::", "help::"]
    assert await volunteer.messages() == before


async def test_the_reminder_that_is_near_sends_ready_words_in_one_tap(active_town: Town) -> None:
    """« J'arrive dans 10 min » and « Le lien ne marche pas » stand on it."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(hours=31)
    await young.tap("J'arrive dans 10 min", message=await find_reminder(young))
    assert await volunteer.reads() == "✉️ Inès : J'arrive dans 10 min"
    await volunteer.tap("Le lien ne marche pas", message=await find_reminder(volunteer))
    assert "✉️ Marc : Le lien ne marche pas" in await young.reads()


async def find_reminder(who: Visitor) -> dict[str, Any]:
    """Return the reminder of a session that is near."""
    return next(one for one in reversed(await who.messages()) if str(one["text"]).startswith("⏰ Dans"))


async def test_a_file_that_was_announced_is_looked_at_like_one_that_comes_alone(active_town: Town) -> None:
    """What it may show is said when it is asked for and again before it leaves; only a tap sends it."""
    young, volunteer, *_ = active_town.pair
    await young.write("envoie mon CV à Marc stp")
    assert "envoie le fichier ici" in await young.reads()
    assert "un CV montre sans doute ton numéro" in await young.reads()
    await send(young, kind="document", caption="mon CV")
    assert "un CV montre sans doute ton numéro" in await young.reads()
    assert "mon CV" not in await volunteer.reads_all()
    await young.tap("Envoyer à Marc")
    assert (await volunteer.messages())[-1]["kind"] == "document"
    await volunteer.send_data("language::en", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("how do I send a file?")
    assert "a CV probably shows your phone number" in await volunteer.reads()
    assert [one for one in await list_passed(active_town) if one[1] != "text"] == [("received", "document", False)]


async def test_whoever_asks_how_to_write_is_asked_what(active_town: Town) -> None:
    """What is typed next is shown before it is sent; another first name than the partner's leads nowhere."""
    young, volunteer, *_ = active_town.pair
    await young.write("comment je fais pour parler à mon mentor ?")
    assert "Pour Marc : écris ici" in await young.reads()
    await young.write("Bonjour, à mardi")
    await young.tap("Envoyer à Marc")
    assert await volunteer.reads() == "✉️ Inès : Bonjour, à mardi"
    await volunteer.write("je voudrais écrire à Inès")
    assert "Pour Inès : écrivez ici" in await volunteer.reads()
    await volunteer.send_data("menu::back", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("je voudrais écrire à Karim")
    assert "écrivez ici" not in await volunteer.reads()


async def test_whoever_corrects_a_message_is_told_what_the_partner_keeps(active_town: Town) -> None:
    """For two days, while Telegram lets it be corrected; nothing is said to the partner, nor without a message."""
    young, volunteer, *_ = active_town.pair
    await carry(active_town, volunteer, "edit", "Bonjour à vous")
    assert "je ne relis pas les anciens messages" in await volunteer.reads()
    await volunteer.send_data("ready:1:thanks", 1)
    await answer(young, "Merci !", text="Le CV est prêt")
    before = len(await volunteer.messages())
    await carry(active_town, young, "edit", "Le CV est presque prêt")
    assert "l'ancien texte reste dans sa conversation" in await young.reads()
    assert "write:1:" in await young.list_data()
    assert len(await volunteer.messages()) == before
    await active_town.pass_time(minutes=49 * 60)
    await carry(active_town, young, "edit", "Le CV est prêt, enfin")
    assert "je ne relis pas les anciens messages" in await young.reads()


@pytest.mark.parametrize("typed", ["Je ne peux plus aujourd'hui", "desolée, je peux plus ce soir"])
async def test_ready_words_that_sound_like_distress_may_be_sent_too(active_town: Town, typed: str) -> None:
    """Help is shown first, then the ready words; one tap sends them, and nothing leaves before."""
    young, volunteer, *_ = active_town.pair
    before = len(await young.messages())
    await young.write(typed)
    shown = [str(one["text"]) for one in (await young.messages())[before:]]
    assert any("3114" in one or "119" in one for one in shown)
    assert "ready:1:cannot" in await young.list_data()
    assert "✉️ Inès" not in await volunteer.reads_all()
    await young.choose("ready:1:cannot")
    assert await volunteer.reads() == "✉️ Inès : Je ne peux plus aujourd'hui"
