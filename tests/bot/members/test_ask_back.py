"""A name, a school or an address in words that a partner will read: asked back once, and shown as the partner reads."""

import pytest

from tests.people import (
    VOLUNTEER,
    YOUNG,
    begin_form,
    fill_in,
    find_next_after,
    make_head_with_group,
    make_trained_volunteer,
    write_need,
)
from tests.town import Town, Visitor

SAYS = "Je m'appelle Inès Benali, 06 12 34 56 78, je suis au lycée Jean Moulin de Roanne et je cherche un stage"
REMOVED = "Je m'appelle ▒▒▒, ▒▒▒, je suis au lycée ▒▒▒ et je cherche un stage"
LEFT = "Je m'appelle Inès Benali, ▒▒▒, je suis au lycée Jean Moulin de Roanne et je cherche un stage"


async def _type_need(town: Town, words: str = SAYS) -> Visitor:
    young = await write_need(town, until="topics")
    await young.choose("need:topics:cv_letter")
    await young.write(words)
    return young


async def test_it_is_said_where_it_is_typed_that_a_partner_will_read_it(small_town: Town) -> None:
    """Both forms say so before anything is typed."""
    young = await write_need(small_town, until="topics")
    assert "La personne volontaire lira cette phrase" in await young.reads()
    volunteer = await begin_form(small_town, "offer", "Marc")
    await volunteer.write("Marc")
    await volunteer.write(VOLUNTEER["birth"])
    assert "Votre jeune lira ces mots" in await volunteer.reads()


@pytest.mark.parametrize(("answer", "read"), [("Le retirer", REMOVED), ("Le laisser", LEFT)])
async def test_what_was_read_is_asked_back_and_what_was_chosen_is_shown(
    small_town: Town, answer: str, read: str
) -> None:
    """The screen names each part; the form goes on; the summary shows what the volunteer will read."""
    young = await _type_need(small_town)
    asked = await young.reads()
    assert "un nom : « Inès Benali », une école : « Jean Moulin de Roanne »" in asked
    assert "06 12" not in asked
    await young.tap(answer)
    assert await young.asked() == find_next_after("need", "topics")
    await fill_in(young, "need", YOUNG)
    assert f"Voici ce que lira le ou la volontaire :\n« {read} »" in await young.reads()
    assert f"« {SAYS} »" in await young.reads()


async def test_the_volunteer_reads_what_was_shown(small_town: Town) -> None:
    """The proposal says the same words as the summary."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    young = await _type_need(small_town)
    await young.tap("Le retirer")
    await fill_in(young, "need", YOUNG)
    await young.tap("Tout est bon")
    await small_town.beat()
    assert f"« {REMOVED} »" in await volunteer.reads_about("Quelqu'un cherche de l'aide")


async def test_the_summary_leads_to_other_words_and_they_are_asked_about_anew(small_town: Town) -> None:
    """What was chosen for the old words is over."""
    young = await _type_need(small_town)
    await young.tap("Le laisser")
    await fill_in(young, "need", YOUNG)
    await young.tap("Changer ma phrase")
    await young.write("Moi c'est Karim, aide pour un CV")
    assert "un nom : « Karim »" in await young.reads()
    await young.tap("Le retirer")
    assert "« Moi c'est ▒▒▒, aide pour un CV »" in await young.reads()


async def test_the_question_itself_leads_to_other_words(small_town: Town) -> None:
    """Whoever would rather write it otherwise is asked again, and then not asked about the old words."""
    young = await _type_need(small_town)
    await young.tap("Corriger ma phrase")
    assert await young.asked() == "topics"
    await young.write("Je cherche un stage")
    assert await young.asked() == find_next_after("need", "topics")


async def test_ordinary_words_are_not_asked_about(small_town: Town) -> None:
    """The next question comes at once; the summary shows the words as they are."""
    young = await _type_need(small_town, "Je cherche un stage chez Renault, je suis en lycée pro")
    assert await young.asked() == find_next_after("need", "topics")


async def test_whoever_types_instead_of_tapping_is_understood_or_asked_again(small_town: Town) -> None:
    """A yes is one; of anything else nothing is taken for a choice, or lost, and the question stays."""
    young = await _type_need(small_town)
    await young.write("je sais pas")
    assert "un nom : « Inès Benali »" in await young.reads()
    await young.write("oui")
    assert await young.asked() == find_next_after("need", "topics")


async def test_words_that_are_changed_after_sending_are_asked_about_too(small_town: Town) -> None:
    """Meanwhile they are read without the name."""
    young = await write_need(small_town)
    await young.tap("Tout est bon")
    await young.send_data("need:edit:topics", (await young.messages())[-1]["message_id"])
    await young.write(SAYS)
    assert "un nom : « Inès Benali »" in await young.reads()
    await young.tap("Le laisser")
    assert f"« {LEFT} »" in await young.reads()


async def test_a_volunteers_job_is_asked_about(small_town: Town) -> None:
    """A young person reads it before they have said yes."""
    volunteer = await begin_form(small_town, "offer", "Marc")
    await volunteer.write("Marc")
    await volunteer.write(VOLUNTEER["birth"])
    await volunteer.write("Marc Lefort, comptable")
    assert "un nom : « Marc Lefort »" in await volunteer.reads()
    await volunteer.tap("Le retirer")
    assert await volunteer.asked() == find_next_after("offer", "job")
