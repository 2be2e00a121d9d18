"""What may pass between the two, as people meet it: the first yes, the mute, distress, doubts, and reports."""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from storage.schema.tables import Binome, Card, Outgoing, Person
from storage.schema.talk_tables import AttachedMessage, ConversationSide, PassedMessage
from tests.bot.members.test_talk import answer, send
from tests.cast import vet
from tests.faults.table_dump import read_rows
from tests.prepared import StoppedTown
from tests.town import Town, Visitor
from use_cases.binomes import holds
from use_cases.outbox import silences
from use_cases.people import people

SOLICITING, HARMLESS = "viens chez moi ce soir", "à mardi soir alors"
LINE = "Quelque chose te gêne ?"


async def take_back(town: Town, *who: Visitor) -> None:
    """Let some people have accepted nothing."""
    async with town.app.sessions.begin() as session:
        found = [await people.find_person(session, one.id) for one in who]
        numbers = [one.id for one in found if one]
        await session.execute(update(Person).where(Person.id.in_(numbers)).values(talk_accepted_at=None))


async def list_states(town: Town) -> list[str]:
    """Return what became of each message, oldest first."""
    return [row.state for row in sorted(await read_rows(town, PassedMessage), key=lambda row: row.id)]


async def test_before_the_first_free_word_each_side_says_yes_once(active_town: Town) -> None:
    """Who wrote keeps the draft meanwhile; the other is asked once; ready words pass without either yes."""
    young, volunteer, *_ = active_town.pair
    await take_back(active_town, young, volunteer)
    await young.send_data("ready:1:late", (await young.messages())[-1]["message_id"])
    assert "J'arrive dans 10 min" in await volunteer.reads()
    await answer(volunteer, "J'arrive dans 10 min", text="Pas de souci")
    read = await volunteer.reads()
    for promise in ("Un robot lit chaque message", "Personne d'autre ne le lit", "puis effacé ici", "pas chiffré"):
        assert promise in read
    assert "Pas de souci" not in await young.reads_all()
    await volunteer.tap("D'accord")
    assert "« Pas de souci »" in await volunteer.reads()
    await volunteer.tap("Envoyer à Inès")
    assert "Il faut un oui des deux côtés" in await volunteer.reads()
    assert "Écrire à Marc, et lire ses messages" in await young.reads()
    await young.tap("Non, seulement les mots tout prêts")
    assert "seuls les mots tout prêts passent" in await young.reads()
    await young.tap("Accepter les messages libres")
    await young.tap("D'accord")
    await answer(volunteer, "J'arrive dans 10 min", text="Pas de souci")
    assert "✉️ Marc : Pas de souci" in await young.reads()


async def test_what_was_asked_for_waits_for_the_first_yes_and_is_looked_at_then(active_town: Town) -> None:
    """The terms come before the draft, and the draft after the yes: one tap sends it."""
    young, volunteer, *_ = active_town.pair
    await take_back(active_town, volunteer)
    await volunteer.send_data("write:1:", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write(HARMLESS)
    assert "Un robot lit chaque message" in await volunteer.reads()
    await volunteer.tap("D'accord")
    assert f"« {HARMLESS} »" in await volunteer.reads()
    await volunteer.tap("Envoyer à Inès")
    assert HARMLESS in await young.reads()


async def test_whoever_is_muted_learns_that_words_did_not_pass_and_what_is_possible(active_town: Town) -> None:
    """Ready words still come; the mute ends with a tap."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("ready:1:thanks", (await young.messages())[-1]["message_id"])
    last = (await young.messages())[-1]["message_id"]
    await young.send_data("conversation:1:", last)
    await young.tap("Ne plus recevoir les messages de Marc")
    assert "n'arrivent plus ici" in await young.reads()
    await answer(volunteer, "Merci !", text="Avec plaisir")
    assert "n'est pas parti" in await volunteer.reads()
    assert "seules les phrases toutes prêtes passent" in await volunteer.reads()
    assert "Avec plaisir" not in await young.reads_all()
    await volunteer.send_data("ready:1:thanks", (await volunteer.messages())[-1]["message_id"])
    assert "✉️ Marc : Merci !" in await young.reads()
    await young.send_data("conversation:1:unmute", last)
    await answer(volunteer, "Merci !", text="Avec plaisir")
    assert "✉️ Marc : Avec plaisir" in await young.reads()


@pytest.mark.parametrize("how", ["held", "paused", "ended", "silent"])
async def test_what_stops_messages_is_said_in_one_sentence(active_town: Town, how: str) -> None:
    """A team hold, a pause, an end, a silence: nothing passes, ready words neither, and what is said is the same."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("ready:1:late", (await young.messages())[-1]["message_id"])
    async with active_town.app.sessions.begin() as session:
        binome, now = await session.get_one(Binome, 1), active_town.app.clock.now()
        head = await people.find_person(session, active_town.pair[2].id)
        assert head is not None
        if how == "held":
            await holds.place(session, binome, now, by=head)
        elif how == "silent":
            await silences.place(session, binome, head, None, "deuil", now)
        else:
            binome.state = "paused" if how == "paused" else "ended"
    await answer(volunteer, "J'arrive dans 10 min", text="Pas de souci")
    assert "Ce message pour Inès n'est pas parti. Ce n'est pas possible en ce moment." in await volunteer.reads_all()
    assert "Pas de souci" not in await young.reads_all()


async def test_words_in_distress_leave_only_when_their_writer_says_so(active_town: Town) -> None:
    """Help and a case at once; the message is named as not sent; a weak sign passes, with help and a question."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:late", (await volunteer.messages())[-1]["message_id"])
    await answer(young, "J'arrive dans 10 min", text="j'ai envie de mourir")
    assert "3114" in await young.reads_about("3114")
    assert "Ton message à Marc n'est pas parti" in await young.reads()
    assert "mourir" not in await volunteer.reads_all()
    assert [row.kind for row in await read_rows(active_town, Card) if row.kind == "distress"] == ["distress"]
    await young.tap("Envoyer quand même")
    assert "✉️ Inès : j'ai envie de mourir" in await volunteer.reads()
    await answer(young, "J'arrive dans 10 min", kind="photo", caption="je vais me tuer ce soir")
    assert "n'est pas parti" in await young.reads()
    await young.tap("Ne pas envoyer")
    assert "me tuer" not in await volunteer.reads_all()
    assert await list_states(active_town) == ["received", "received", "dropped"]
    await answer(young, "J'arrive dans 10 min", text="je me sens trop seule en ce moment")
    assert "je me sens trop seule" in await volunteer.reads()


async def test_words_in_distress_that_answer_what_came_before_a_pause_are_told_not_to_have_left(
    active_town: Town,
) -> None:
    """There is nothing to choose: help and a case, and one sentence; no technical fault is opened."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("ready:1:late", (await volunteer.messages())[-1]["message_id"])
    async with active_town.app.sessions.begin() as session:
        (await session.get_one(Binome, 1)).state = "paused"
    await answer(young, "J'arrive dans 10 min", text="j'ai envie de mourir")
    assert "3114" in await young.reads_about("3114")
    assert "Ce message pour Marc n'est pas parti. Ce n'est pas possible en ce moment." in await young.reads()
    assert {row.kind for row in await read_rows(active_town, Card)} >= {"distress"}
    assert "fault" not in {row.kind for row in await read_rows(active_town, Card)}
    assert "mourir" not in await volunteer.reads_all()


async def play_words(town: Town, words: str) -> tuple[list[str], Sequence[Card]]:
    """Let Marc answer Inès with some words; return all that Marc reads, and the cases."""
    young, volunteer, *_ = town.pair
    await young.send_data("ready:1:late", (await young.messages())[-1]["message_id"])
    await answer(volunteer, "J'arrive dans 10 min", text=words)
    await volunteer.write("/menu")
    await volunteer.write("/mesdonnees")
    read = [str(one["text"]) for one in await volunteer.messages() if one["from"]["id"] != volunteer.id]
    return read, [row for row in await read_rows(town, Card) if row.kind == "soliciting"]


async def test_soliciting_opens_a_case_that_its_writer_cannot_notice(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """The same bytes as after harmless words; its reader gets a line; the team a case that names who wrote."""
    worlds: dict[str, Any] = {}
    for words in (SOLICITING, HARMLESS):
        async with active.run_copy(tmp_path / words, worker_process) as town:
            worlds[words] = await play_words(town, words)
            young, _, head, group = town.pair
            assert (LINE in await young.reads_about(words)) == (words == SOLICITING)
            if words == SOLICITING:
                await group.tap("Détail")
                detail = await head.reads()
                assert f"Marc a écrit : « {SOLICITING} »" in detail
                assert "n'en sait rien" in detail
    (read, cases), (read_harmless, none) = worlds[SOLICITING], worlds[HARMLESS]
    assert read == read_harmless
    assert len(cases) == 1
    assert not none


async def test_soliciting_in_a_draft_is_heard_once_it_is_sent(active_town: Town) -> None:
    """Whichever way words are written: not while they are only looked at, but as soon as they leave."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("write:1:", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write(SOLICITING)
    assert not [row for row in await read_rows(active_town, Card) if row.kind == "soliciting"]
    await volunteer.tap("Envoyer à Inès")
    assert [row.kind for row in await read_rows(active_town, Card) if row.kind == "soliciting"] == ["soliciting"]
    assert LINE in await young.reads_about(SOLICITING)


async def test_the_line_comes_with_harmless_messages_too(active_town: Town) -> None:
    """With the first of a binôme, whatever it says; so that it proves nothing."""
    young, volunteer, *_ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        await session.execute(delete(ConversationSide))
    await young.send_data("ready:1:late", (await young.messages())[-1]["message_id"])
    await answer(volunteer, "J'arrive dans 10 min", text=HARMLESS)
    assert LINE in await young.reads()
    await answer(volunteer, "J'arrive dans 10 min", text=HARMLESS)
    assert LINE not in await young.reads()


async def test_telegram_names_are_shown_once_both_said_yes(active_town: Town) -> None:
    """Separately; not while a case is open about either, which reads as a yes that has not come yet."""
    young, volunteer, *_ = active_town.pair
    at_young, at_volunteer = [(await one.messages())[-1]["message_id"] for one in (young, volunteer)]
    await volunteer.send_data("conversation:1:share", at_volunteer)
    asked = await volunteer.reads()
    assert "compte Telegram" not in await young.reads_all()
    await young.send_data("report:1:quiet", at_young)
    await young.write("/menu")
    await young.send_data("conversation:1:share", at_young)
    await volunteer.send_data("conversation:1:", at_volunteer)
    assert await volunteer.reads() == asked
    async with active_town.app.sessions.begin() as session:
        await session.execute(update(Card).values(state="closed"))
    await young.send_data("conversation:1:share", at_young)
    assert "son compte Telegram" in await young.reads()
    assert "son compte Telegram" in await volunteer.reads()
    assert f"tg://user?id={young.id}" in str((await volunteer.messages())[-1].get("html", ""))


async def test_a_report_takes_messages_along_for_its_readers_alone(active_town: Town) -> None:
    """The newest of the partner's in one tap, others by answering them; readers are sent copies, for a day."""
    young, volunteer, head, group = active_town.pair
    last = (await young.messages())[-1]["message_id"]
    await young.send_data("ready:1:late", last)
    for words in (HARMLESS, "tu réponds pas"):
        await answer(volunteer, "J'arrive dans 10 min", text=words)
    await young.send_data("report:1:partner", last)
    await young.tap("sans rien arrêter")
    before = await volunteer.reads_all()
    await young.tap("Joindre ses derniers messages")
    assert "2 messages joints" in await young.reads()
    await answer(young, "C'est un binôme", text="Voilà comment ça a commencé")
    await send(young, kind="photo")
    rows = await read_rows(active_town, AttachedMessage)
    assert sorted((row.card_id is not None, row.is_own) for row in rows) == [(True, False)] * 3 + [(True, True)]
    assert await volunteer.reads_all() == before
    await group.tap("Détail")
    await head.tap("Voir les messages joints (4)")
    read = await head.reads_all()
    assert f"✉️ Marc : {HARMLESS}" in read
    assert "✉️ Marc : tu réponds pas" in read
    assert "C'est un binôme" in read
    deletions = [row for row in await read_rows(active_town, Outgoing) if row.kind == "deletion"]
    assert len(deletions) >= 4
    await active_town.pass_time(hours=25)
    assert "tu réponds pas" not in await head.reads_all()


async def make_minor(town: Town) -> None:
    """Let Inès be sixteen, with a volunteer whom the team cleared; it is evening where she lives."""
    async with town.app.sessions.begin() as session:
        binome = await session.get_one(Binome, 1)
        young = await session.get_one(Person, binome.need.person_id)
        profile = await people.read_profile(session, young)
        await people.save_profile(session, young, {**profile, "birth": "2010-03"})
        binome.offer.minors = True
        await vet(session, binome.offer, *session.programme.vetting.required_for_minors)


async def test_with_somebody_under_18_files_pass_and_pictures_do_not(active_town: Town) -> None:
    """By night a message waits for the morning, and its writer reads when; addresses stay out; no name is offered."""
    young, volunteer, *_ = active_town.pair
    await make_minor(active_town)
    await young.send_data("ready:1:late", (await young.messages())[-1]["message_id"])
    for kind in ("photo", "picture_file"):
        await answer(volunteer, "J'arrive dans 10 min", kind=kind, caption="regarde")
        assert "Ce genre de message ne passe pas ici. Des mots passent" in await volunteer.reads()
    assert await list_states(active_town) == ["received"], "no draft is offered that would be refused"
    await answer(volunteer, "J'arrive dans 10 min", kind="named_file")
    assert "Sous un autre nom, il passe" in await volunteer.reads()
    await answer(volunteer, "J'arrive dans 10 min", text="appelle-moi au 06 12 34 56 78")
    assert "06 12" not in await young.reads_all()
    await answer(volunteer, "J'arrive dans 10 min", text="rejoins-moi sur https://t.me/marc")
    assert "Un lien de visio se donne par 📍 Lieu" in await volunteer.reads()
    await volunteer.tap("📍 Lieu")
    await volunteer.write("https://t.me/marc")
    assert "Pas celui d'une messagerie" in await volunteer.reads()
    assert "t.me" not in await young.reads_all()
    last = (await volunteer.messages())[-1]["message_id"]
    await volunteer.send_data("conversation:1:", last)
    assert "nom Telegram" not in str(await volunteer.messages())
    await volunteer.send_data("conversation:1:share", last)
    assert not [row for row in await read_rows(active_town, ConversationSide) if row.shares_name_at]
    await volunteer.send_data("place:1:", last)
    assert "en ligne" in await volunteer.reads()
    await volunteer.write("Chez moi, 3 rue des Lilas")
    assert "il me faut un lien" in await volunteer.reads()
    zone = ZoneInfo("Europe/Paris")
    night = datetime.combine(active_town.app.clock.now().astimezone(zone).date(), time(22, 30), zone)
    await active_town.pass_time(seconds=(night - active_town.app.clock.now()).total_seconds())
    await answer(volunteer, "J'arrive dans 10 min", text="Bonne nuit, à demain")
    assert "Inès lira ce message" in await volunteer.reads()
    assert "Bonne nuit" not in await young.reads_all()
    await active_town.pass_time(hours=10)
    assert "✉️ Marc : Bonne nuit, à demain" in await young.reads_all()
