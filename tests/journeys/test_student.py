"""A student of 21 on an old phone: from the first word to the first week, with typos, and back from a pause."""

from tests.browsers import NEEDS_BROWSER
from tests.journeys.conftest import OpenPage
from tests.journeys.page_driver import OLD_PHONE, Telephone, asked, ready_volunteer
from tests.people import make_head_with_group
from tests.town import Town

pytestmark = NEEDS_BROWSER


async def test_a_student_is_led_from_the_first_word_to_the_first_week(
    journey_town: Town, open_page: OpenPage, language: str
) -> None:
    """Typed answers with typos, help and back, waiting, yes, an hour, reminders, check-in, a pause and its end."""
    page = await open_page(**OLD_PHONE)
    student = Telephone(page, journey_town, "young", language)
    await student.fits()
    _, group = await make_head_with_group(journey_town)
    karim = await ready_volunteer(journey_town, group, "Karim")

    await student.starts()
    await student.play(
        ("sees", "Je suis un robot. Je mets en contact des jeunes", "I am a robot. I bring together young people"),
        ("taps", "je cherche de l'aide", "I'm looking for help"),
        ("sees", "Comment veux-tu qu'on t'appelle ?", "What shall I call you?"),
        ("writes", "Inès", "Inès"),
        asked("need:birth"),
        ("sees", "Quelle est ton année de naissance ?", "Which year were you born?"),
        ("writes", "il y a longtemps", "a long time ago"),
        ("sees", "Cette date n'est pas claire pour moi.", "I did not understand the date."),
        ("writes", "2004", "2004"),
        asked("need:level"),
        ("sees", "Où en es-tu dans tes études ?", "Where are you in your studies?"),
        ("taps", "🆘 Ça ne va pas", "🆘 I'm not OK"),
        ("sees", "Idées noires, envie de mourir : 3114", "Suicidal thoughts, wanting to die: 3114"),
        ("taps", "⬅️ Retour", "⬅️ Back"),
        ("sees", "Où en es-tu dans tes études ?", "Where are you in your studies?"),
        ("writes", "bac+2 bts", "2nd year"),
        asked("need:field"),
        ("sees", "Bac +2 (BTS, BUT, L2…) ✓", "2nd year of studies ✓"),
        ("sees", "Dans quel domaine ?", "In which field?"),
        ("writes", "comerce", "busness"),
        asked("need:region"),
        ("sees", "Commerce, gestion ✓", "Business, management ✓"),
        ("sees", "Dans quelle région", "Which region do you live in?"),
        ("writes", "bretange", "britany"),
        asked("need:topics"),
        ("sees", "Bretagne ✓", "Brittany ✓"),
    )
    await student.is_pictured(f"student-{language}-1")
    await student.play(
        ("sees", "De quoi as-tu besoin ?", "What do you need?"),
        ("taps", "CV et lettre", "CV and letter"),
        ("writes", "une alternance en compta, mon cv est vide", "an apprenticeship in accounting, my CV is empty"),
        asked("need:slots"),
        ("sees", "Quand es-tu libre, en général ?", "When are you usually free?"),
        ("taps", "Soir", "Even."),
        ("taps", "à distance", "online"),
        asked("need:"),
        ("sees", "Naissance : 2004", "Born: 2004"),
        ("sees", "Région : Bretagne", "Region: Brittany"),
        ("taps", "Tout est bon, j'envoie", "All right, send it"),
        ("sees", "Ton besoin est noté, sous le numéro J-001.", "Your need is noted as number J-001."),
        ("writes", "/menu", "/menu"),
        ("sees", "je cherche une personne pour t'aider", "I'm looking for someone to help you"),
    )
    await journey_town.beat()
    await karim.tap("Oui, je l'accompagne")
    await student.play(
        ("sees", "Bonne nouvelle Inès 🎉", "Good news Inès 🎉"),
        ("sees", "Son métier : comptable en cabinet", "Their job: comptable en cabinet"),
    )
    await student.is_pictured(f"student-{language}-2")
    await student.play(
        ("taps", "Oui, je veux essayer", "Yes, I'd like to try"),
        (
            "has_seen",
            "C'est un binôme, avec Karim (comptable en cabinet)",
            "You are a binôme, with Karim (comptable en cab",
        ),
        ("has_seen", "Son numéro, pour en parler à l'équipe : B-001", "Its number, if you talk to the team: B-001"),
        ("taps", "Oui, c'est mon objectif", "Yes, that's my goal"),
        ("sees", "C'est noté, et Karim le lit aussi", "Noted, and Karim can read it too"),
        ("taps", "Choisir l'horaire", "Choose the time"),
        ("taps", "mar. 18 h", "Tue 6 pm"),
        ("sees", "Je demande à Karim si cet horaire lui va.", "I'm asking Karim whether this time suits them."),
    )
    await karim.tap("Oui, cela me va")
    await student.play(
        ("sees", "Prochaine session : mardi 24 novembre à 18 h", "Next session: Tuesday 24 November at 6 pm"),
    )
    await student.lets_pass("week", {"fr": "30 nov.", "en": "30 Nov"}[language])
    await student.play(
        ("has_seen", "C'est demain : ta session avec Karim", "It's tomorrow: your session with Karim"),
        ("has_seen", "Dans une heure : ta session avec Karim, à 18 h", "In an hour: your session with Karim, at 6 pm"),
        ("sees", "La session avec Karim a-t-elle eu lieu ?", "Did your session with Karim take place?"),
    )
    await student.is_pictured(f"student-{language}-3")
    await student.play(
        ("taps", "✅ Oui", "✅ Yes"),
        ("sees", "Comment", "How was it?"),
        ("taps", "Très bien", "Very good"),
        ("sees", "Prochaine session : mardi 1er décembre à 18 h", "Next session: Tuesday 1 December at 6 pm"),
        ("writes", "/menu", "/menu"),
        ("sees", "B-001 avec Karim : mardi 1er décembre à 18 h", "B-001 with Karim: Tuesday 1 December at 6 pm"),
        ("taps", "⏸ Pause", "⏸ Pause"),
        ("sees", "une pause jusqu'à quand ?", "a break until when?"),
        ("taps", "1 semaine", "1 week"),
        ("sees", "Aucun rappel d'ici là.", "No reminder until then."),
        ("writes", "/reprendre", "/resume"),
        ("sees", "Prochaine session : mardi 1er décembre à 18 h", "Next session: Tuesday 1 December at 6 pm"),
    )
    await student.fits()
