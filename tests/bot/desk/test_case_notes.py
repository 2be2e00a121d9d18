"""Notes, history and handing over: the team keeps what it needs, for as long as the person is here."""

from sqlalchemy import select

from storage.schema.desk_tables import Note
from storage.schema.tables import Card
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import dump, read_rows
from tests.people import make_head_with_group
from tests.town import Town, Visitor
from use_cases.team import case_words

WORDS = "Appelée mardi, elle va mieux"


async def _open_case_in_private(town: Town) -> tuple[Visitor, Visitor, Visitor]:
    """Return a young person who asked for help, the head in private with the case open, and the group."""
    head, group = await make_head_with_group(town)
    young = await town.add_person("Inès")
    await young.write("/start")
    await young.write("/aide")
    await young.tap("urgent")
    await group.tap("Détail")
    return young, head, group


async def test_a_note_is_kept_with_its_case(town: Town) -> None:
    """It is shown in the case's history, is sealed in the database, and never reaches the group."""
    _, head, group = await _open_case_in_private(town)
    await head.tap("Note")
    await head.write(WORDS)
    text = await head.reads()
    assert WORDS in text
    assert "note ajoutée (Claire)" in text
    assert WORDS not in await group.reads_all()
    assert WORDS not in str(await dump(town))
    (note,) = await read_rows(town, Note)
    async with town.app.sessions.begin() as session:
        card = await session.get_one(Card, note.card_id)
        assert await case_words.read_box(session, card, note.words) == WORDS


async def test_a_note_on_a_cry_for_help_outlives_both_sides_until_its_term(town: Town) -> None:
    """Neither the coordinator who leaves takes it along nor the person concerned: it goes with the case's key."""
    young, head, group = await _open_case_in_private(town)
    karim, in_group = await invite_coordinator(town, head, group)
    await in_group.tap("Détail")
    await karim.tap("Note")
    await karim.write(WORDS)
    await karim.send_data("erase::yes", (await karim.messages())[-1]["message_id"])
    await head.tap("Historique")
    assert WORDS in await head.reads()
    await young.send_data("erase::yes", (await young.messages())[-1]["message_id"])
    (card,) = await read_rows(town, Card)
    assert (len(await read_rows(town, Note)), card.keep_until is not None) == (1, True)
    async with town.app.sessions.begin() as session:
        await case_words.destroy_due(session, card.keep_until)
    assert await read_rows(town, Note) == []


async def test_a_note_about_somebody_in_distress_raises_no_alarm_about_its_writer(small_town: Town) -> None:
    """A coordinator writes about another, who is being cared for already."""
    _, head, _ = await _open_case_in_private(small_town)
    await head.tap("Note")
    await head.write("Elle m'a dit : je veux mourir")
    assert len(await read_rows(small_town, Note)) == 1
    assert [row.kind for row in await read_rows(small_town, Card)] == ["help"]


async def test_a_note_that_is_too_long_is_asked_for_again(small_town: Town) -> None:
    """Nothing is cut off in silence, and the next words are the note."""
    _, head, _ = await _open_case_in_private(small_town)
    await head.tap("Note")
    await head.write("a" * 501)
    assert await read_rows(small_town, Note) == []
    await head.write(WORDS)
    assert WORDS in await head.reads()


async def test_a_note_waits_no_longer_than_its_writers_rights(small_town: Town) -> None:
    """Who was removed meanwhile writes nothing down."""
    _, head, group = await _open_case_in_private(small_town)
    karim, in_group = await invite_coordinator(small_town, head, group)
    await in_group.tap("Détail")
    await karim.tap("Note")
    await head.write("/equipe")
    await head.tap("Retirer Karim")
    await head.tap("Oui")
    await karim.write(WORDS)
    assert await read_rows(small_town, Note) == []


async def test_a_case_tells_its_history(small_town: Town) -> None:
    """Opened, called again, taken, put aside, closed: with who and when."""
    _, head, group = await _open_case_in_private(small_town)
    await small_town.pass_time(minutes=20)
    await group.tap("Je prends")
    await head.tap("Fermer le cas")
    await head.tap("Réglé avec les personnes")
    await head.tap("Historique")
    text = await head.reads()
    for words in ("Ouvert : lundi 23 novembre à 10 h", "rappelé", "pris (Claire)", "réglé (Claire)"):
        assert words in text


async def test_a_case_is_handed_to_a_colleague(town: Town) -> None:
    """The card names the colleague, who is told in private; nobody else is called for it."""
    _, head, group = await _open_case_in_private(town)
    karim, _ = await invite_coordinator(town, head, group)
    await head.tap("Confier")
    await head.tap("Karim")
    assert "Un cas vous est confié" in await karim.reads()
    assert "👤 Karim s'en occupe" in await group.reads_all()
    (card,) = await read_rows(town, Card)
    assert (card.state, card.due_at is not None) == ("taken", True)


async def test_a_case_is_handed_to_the_team_alone(small_town: Town) -> None:
    """Neither to who asked for help, nor to nobody, nor to oneself."""
    _, head, _ = await _open_case_in_private(small_town)
    last = (await head.messages())[-1]["message_id"]
    for rest in ("2", "99", "1", "", "x"):
        assert await head.send_data(f"card:1:to-{rest}", last) == "Ce bouton n'est plus valable."
    (card,) = await read_rows(small_town, Card)
    assert card.state == "open"


async def test_a_binome_and_its_people_have_notes_too(active_town: Town) -> None:
    """Each is shown again where it was written."""
    _, _, head, _ = active_town.pair
    for command, words in (("/binome 1", "Horaire à revoir"), ("/besoin 1", "Préfère le soir"), ("/offre 1", "Solide")):
        await head.write(command)
        await head.tap("Note")
        await head.write(words)
        assert words in await head.reads()
    async with active_town.app.sessions.begin() as session:
        assert len((await session.scalars(select(Note.id))).all()) == 3
