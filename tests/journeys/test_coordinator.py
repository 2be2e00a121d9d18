"""A coordinator who does not like computers: the first minutes of the programme, and of the day."""

from tests.browsers import NEEDS_BROWSER
from tests.journeys.conftest import OpenPage
from tests.journeys.page_driver import LAPTOP, Telephone, ready_volunteer
from tests.people import sign_up_volunteer, sign_up_young
from tests.town import Town, Visitor

pytestmark = NEEDS_BROWSER


async def test_a_coordinator_is_led_through_the_first_minutes(
    journey_town: Town, open_page: OpenPage, language: str
) -> None:
    """The code makes her head, one command binds the group, a card asks her to approve, names stay in private."""
    page = await open_page(f"/#start={journey_town.head_code}", **LAPTOP)
    claire = Telephone(page, journey_town, "staff", language)
    await claire.play(
        ("sees", "Ce que vous lisez ici reste ici.", "What you read here stays here."),
        ("taps", "Je m'engage", "I pledge this"),
        ("sees", "Bienvenue ! Vous êtes responsable du programme.", "Welcome! You are the head of the programme."),
        ("sees", "2. Écrivez /relier dans ce groupe", "2. Write /bind in that group"),
        ("turns_to", "group", "group"),
        ("writes", "/relier", "/bind"),
        ("sees", "seulement des références, comme V-031", "references only, such as V-031"),
    )
    await sign_up_volunteer(journey_town, "Karim")
    await claire.play(
        ("sees", "C-001 · Volontaire à approuver", "C-001 · Volunteer to approve"),
        ("sees", "Lisez le détail, puis approuvez ou refusez.", "Read the detail, then approve or refuse."),
    )
    assert "Karim" not in await claire.pane.get_by_test_id("history").inner_text()
    await claire.play(
        ("taps", "Détail en privé", "Detail in private"),
        ("notices", "Je vous ai écrit en privé.", "I wrote to you in private."),
    )
    await claire.is_pictured(f"coordinator-{language}-1")
    await claire.play(
        ("turns_to", "private", "private"),
        ("sees", "Pour lui écrire, touchez ✉️.", "To write to them, tap ✉️."),
        ("sees", "Métier : comptable en cabinet", "Job: comptable en cabinet"),
        ("taps", "Approuver", "Approve"),
        ("turns_to", "group", "group"),
        ("sees", "Fermé : approuvé (Claire)", "Closed: approved (Claire)"),
    )
    card = claire.pane.get_by_test_id("message").last
    assert not await card.get_by_test_id("key").count()


async def test_a_coordinator_is_led_to_the_case_that_needs_her(
    journey_town: Town, open_page: OpenPage, language: str
) -> None:
    """A call for help is taken and closed in the group; the queue, a binôme and a person are looked up in private."""
    page = await open_page(f"/#start={journey_town.head_code}", **LAPTOP)
    claire = Telephone(page, journey_town, "staff", language)
    await claire.play(
        ("taps", "Je m'engage", "I pledge this"),
        ("sees", "responsable du programme", "head of the programme"),
        ("turns_to", "group", "group"),
        ("writes", "/relier", "/bind"),
    )
    chats = (await journey_town.read_state())["chats"]
    group_chat = next(chat for chat in chats if chat["type"] != "private")
    head = next(one["id"] for one in group_chat["members"] if one["id"] != journey_town.bot_id)
    group = Visitor(journey_town, head, "Claire", group_chat["id"])
    karim = await ready_volunteer(journey_town, group, "Karim")
    ines = await sign_up_young(journey_town, "Inès")
    await journey_town.beat()
    await karim.tap("Oui, je l'accompagne")
    await ines.tap("Oui, je veux essayer")
    await ines.write("/aide")
    await ines.tap("C'est urgent")

    await claire.play(
        ("sees", "Urgent : une personne", "Urgent: a person"),
        ("writes", "/file", "/queue"),
        ("sees", "Je vous ai écrit en privé", "I have written to you in private"),
        ("turns_to", "private", "private"),
        ("sees", "Les cas ouverts : 1", "Open cases: 1"),
        ("taps", " · Demande d'aide", " · Help asked for"),
        ("sees", "18 ans ou plus", "18 or over"),
        ("sees", "Texte d'aide : reçu", "Help text: received"),
        ("sees", "Inès · lui écrire", "Inès · write to them"),
        ("taps", "Je prends", "I'll take it"),
        ("turns_to", "group", "group"),
        ("has_seen", "Claire s'en occupe.", "Claire is on it."),
        ("turns_to", "private", "private"),
        ("taps", "Fermer le cas", "Close the case"),
        ("sees", "Comment ce cas se termine-t-il ?", "How does this case end?"),
        ("taps", "Réglé avec les personnes", "Settled with the people"),
        ("turns_to", "group", "group"),
        ("has_seen", "Fermé (Claire)", "Closed (Claire)"),
        ("turns_to", "private", "private"),
        ("writes", "/file", "/queue"),
        ("sees", "Rien à voir ici. ☕", "Nothing to see here. ☕"),
        ("writes", "/binome B-001", "/binome B-001"),
        ("sees", "Inès (J-001) et Karim (V-001)", "Inès (J-001) and Karim (V-001)"),
        ("sees", "Sessions : 0 tenue, 0 manquée", "Sessions: 0 held, 0 missed"),
    )
    await claire.is_pictured(f"coordinator-{language}-2")
    await claire.play(
        ("writes", "/chercher ines", "/find ines"),
        ("sees", "Inès : J-001 · B-001", "Inès: J-001 · B-001"),
        ("writes", "/chercher Zoé", "/find Zoé"),
        ("sees", "Je ne trouve personne de ce prénom.", "I find nobody of that first name."),
    )
    await claire.fits()
