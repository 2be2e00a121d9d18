"""A volunteer between two meetings: signed up, approved, trained, asked, and after the first session."""

from tests.browsers import NEEDS_BROWSER
from tests.journeys.conftest import OpenPage
from tests.journeys.page_driver import PHONE, Telephone, approve, asked
from tests.people import PROGRAMME, make_head_with_group, sign_up_young
from tests.town import Town

pytestmark = NEEDS_BROWSER


async def test_a_volunteer_is_led_from_the_offer_to_the_first_session(
    journey_town: Town, open_page: OpenPage, language: str
) -> None:
    """A form, a wait, a training with one wrong answer, a proposal without a name, an hour, a check-in."""
    page = await open_page(**PHONE)
    marc = Telephone(page, journey_town, "volunteer", language)
    await page.get_by_test_id("tab-pane-volunteer").click()
    _, group = await make_head_with_group(journey_town)

    await marc.starts()
    await marc.play(
        ("sees", "Personne ne voit le numéro de téléphone.", "Nobody sees your phone number."),
        ("taps", "je veux aider", "I want to help"),
        asked("offer:name"),
        ("sees", "Merci d'offrir votre aide !", "Thank you for offering to help!"),
        ("taps", "Marc", "Marc"),
        asked("offer:birth"),
        ("sees", "Quelle est votre année de naissance ?", "Which year were you born?"),
        ("writes", "1984", "1984"),
        asked("offer:job"),
        ("sees", "par exemple : « comptable dans une PME »", "for example: “accountant in a small company”"),
        ("writes", "comptable en cabinet", "accountant in a small firm"),
        asked("offer:field"),
        ("sees", "Quel domaine d'études connaissez-vous le mieux ?", "Which field of study do you know best?"),
        ("writes", "gestoin", "managment"),
        asked("offer:region"),
        ("sees", "Commerce, gestion ✓", "Business, management ✓"),
        ("taps", "Bretagne", "Brittany"),
        asked("offer:topics"),
        ("sees", "Que savez-vous apporter ?", "What can you bring?"),
        ("taps", "CV et lettre", "CV and letter"),
        ("writes", "relire un CV, une candidature en alternance", "reading a CV, an apprenticeship application"),
        asked("offer:slots"),
        ("sees", "Quand êtes-vous libre, en général ?", "When are you usually free?"),
        ("taps", "Soir", "Even."),
        ("taps", "à distance", "online"),
        asked("offer:capacity"),
        ("sees", "Comptez environ une heure par semaine et par jeune.", "Allow about an hour a week for each."),
        ("taps", "1 jeune", "1 person"),
        asked("offer:charter"),
        ("sees", "Ne promettez jamais de garder un secret", "Never promise to keep a secret"),
        ("taps", "J'accepte la charte", "I accept the charter"),
        asked("offer:"),
        ("sees", "Métier : comptable en cabinet", "Job: accountant in a small firm"),
        ("taps", "Tout est bon, j'envoie", "All right, send it"),
        ("sees", "Votre offre d'aide est envoyée, sous le numéro V-001.", "Your offer is sent as number V-001."),
        ("writes", "/menu", "/menu"),
        ("sees", "V-001 : l'équipe regarde", "V-001: the team is looking at your offer."),
    )
    await approve(group)
    await marc.play(("sees", "1. Votre rôle", "1. Your role"))
    await is_trained(marc)
    await marc.play(("sees", "C'est fait, Marc : vous êtes disponible.", "Done, Marc: you are available."))

    ines = await sign_up_young(journey_town, "Inès")
    await journey_town.beat()
    await marc.play(
        ("sees", "Bonjour Marc ! Quelqu'un cherche de l'aide", "Hello Marc! Someone is looking for help"),
        ("sees", "Son besoin : CV et lettre", "Their need: CV and letter"),
        ("sees", "même région", "same region"),
        ("sees", "Vous pouvez répondre jusqu'au jeudi 26 novembre", "You can answer until Thursday 26 November"),
    )
    assert "Inès" not in await marc.pane.get_by_test_id("message").last.inner_text()
    await marc.is_pictured(f"volunteer-{language}-2")
    await marc.play(
        ("taps", "Oui, je l'accompagne", "Yes, I'll help"),
        ("sees", "Je demande à la personne si elle est d'accord.", "I'm asking the young person."),
    )
    await ines.tap("Oui, je veux essayer")
    await marc.play(("has_seen", "C'est un binôme, avec Inès, pour 16", "You are a binôme, with Inès, for 16"))
    await ines.tap("mar. 18 h")
    await marc.play(
        ("sees", "Inès propose cet horaire : le mardi à 18 h.", "Inès suggests this time: Tuesdays at 6 pm."),
        ("taps", "Oui, cela me va", "Yes, it suits me"),
        ("sees", "Prochaine session : mardi 24 novembre à 18 h", "Next session: Tuesday 24 November at 6 pm"),
    )
    await marc.lets_pass("day", {"fr": "24 nov.", "en": "24 Nov"}[language])
    await marc.play(("sees", "C'est demain : votre session avec Inès", "It's tomorrow: your session with Inès"))
    await marc.lets_pass("day", {"fr": "25 nov.", "en": "25 Nov"}[language])
    await marc.play(
        ("sees", "La session avec Inès a-t-elle eu lieu ?", "Did your session with Inès take place?"),
        ("taps", "Non", "No"),
        ("sees", "Prochaine session : mardi 1er décembre à 18 h", "Next session: Tuesday 1 December at 6 pm"),
    )
    await marc.fits()


async def is_trained(volunteer: Telephone) -> None:
    """Read every screen; the first question is answered wrong, explained, and asked again."""
    screens = PROGRAMME.find_screens(volunteer.language)
    first = next(number for number, screen in enumerate(screens, 1) if screen.answers)
    for number, screen in enumerate(screens, 1):
        await volunteer.sees(f"({number}/{len(screens)})")
        if number == first:
            await volunteer.taps(next(answer.words for answer in screen.answers if not answer.right))
            await volunteer.play(
                ("sees", "Pas tout à fait. La lettre serait bonne", "Not quite. The letter would be good")
            )
            await volunteer.is_pictured(f"volunteer-{volunteer.language}-1")
        right = next((answer.words for answer in screen.answers if answer.right), None)
        await volunteer.taps(right or {"fr": "J'ai lu", "en": "I have read it"}[volunteer.language])
