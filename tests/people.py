"""Typical people of the programme, signed up by typing and tapping as anybody would."""

from cli import settings
from tests.town import Pair, Town, Visitor

PROGRAMME = settings.read({}).programme


MOST_QUESTIONS = 20
"""More than a form asks: whoever taps in circles is stopped."""
WORDS = "Je cherche une alternance en comptabilité, aide pour mon CV"


async def sign_up_young(town: Town, name: str = "Inès", *, words: str = WORDS) -> Visitor:
    """Let a young person of 20 sign up: free on Tuesday and Thursday evenings, at a distance."""
    young = await write_need(town, name, words=words)
    await send_form(young)
    return young


async def write_need(town: Town, name: str = "Inès", *, words: str = WORDS) -> Visitor:
    """Let the same young person answer every question, and send nothing yet."""
    young = await town.add_person(name)
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    await young.tap(name)
    await young.tap("2006")
    await young.tap("Bac +2")
    await young.tap("Commerce")
    await young.tap("Bretagne")
    await young.tap("CV et lettre")
    await young.write(words)
    await young.send_data("need:slots:tue-evening", (await young.messages())[-1]["message_id"])
    await young.send_data("need:slots:thu-evening", (await young.messages())[-1]["message_id"])
    await young.tap("à distance")
    return young


async def send_form(visitor: Visitor) -> None:
    """Answer whatever else is asked, then send."""
    for _question in range(MOST_QUESTIONS):
        offered = await buttons(visitor)
        if any("Tout est bon" in label for label, _data in offered):
            break
        await answer_anyhow(visitor, offered)
    await visitor.tap("Tout est bon")


async def answer_anyhow(visitor: Visitor, offered: list[tuple[str, str]]) -> None:
    """Tap the first choice, the last one once something is ticked, or write a word where nothing can be chosen."""
    choices = [(label, data) for label, data in offered if not data.endswith((":back", "::"))]
    if not choices:
        await visitor.write("un mot")
        return
    ticked = any(label.startswith("✅") for label, _data in choices)
    await visitor.send_data(choices[-1 if ticked else 0][1], (await visitor.messages())[-1]["message_id"])


async def buttons(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the buttons of the newest message, as (label, data)."""
    keyboard = (await visitor.messages())[-1].get("keyboard") or ()
    return [(button["text"], button["callback_data"]) for row in keyboard for button in row]


async def sign_up_volunteer(town: Town, name: str = "Marc", *, job: str = "comptable en cabinet") -> Visitor:
    """Let a volunteer sign up: free on Tuesday evenings, at a distance, one young person."""
    volunteer = await town.add_person(name)
    await volunteer.write("/start")
    await volunteer.tap("je veux aider")
    await volunteer.tap(name)
    await volunteer.write(job)
    await volunteer.tap("Commerce")
    await volunteer.tap("Bretagne")
    await volunteer.tap("CV et lettre")
    await volunteer.write("relire un CV, préparer une candidature en alternance en comptabilité")
    await volunteer.send_data("offer:slots:tue-evening", (await volunteer.messages())[-1]["message_id"])
    await volunteer.tap("à distance")
    await volunteer.tap("1 jeune")
    await volunteer.tap("J'accepte la charte")
    await send_form(volunteer)
    return volunteer


async def make_head_with_group(town: Town, name: str = "Claire") -> tuple[Visitor, Visitor]:
    """Let the first head come and bind the staff group; return her in private and in the group."""
    head = await town.add_person(name)
    await head.write(f"/start {town.head_code}")
    group = head.enter_chat(await town.add_group(head))
    await group.write("/relier")
    return head, group


async def make_trained_volunteer(town: Town, group: Visitor, name: str = "Marc") -> Visitor:
    """Let a volunteer sign up, be approved and read the training."""
    volunteer = await sign_up_volunteer(town, name)
    await group.tap("Approuver")
    await read_training(volunteer)
    return volunteer


async def read_training(volunteer: Visitor) -> None:
    """Let a volunteer read every screen of the training and answer every question right."""
    for screen in PROGRAMME.screens_in("fr"):
        right = [answer.words for answer in screen.answers if answer.right]
        await volunteer.tap(right[0] if right else "J'ai lu")


async def proposed_pair(town: Town) -> Pair:
    """Let a head come, a volunteer who is trained and a young person; the volunteer has been asked."""
    head, group = await make_head_with_group(town)
    volunteer = await make_trained_volunteer(town, group)
    young = await sign_up_young(town)
    await town.beat()
    return young, volunteer, head, group


async def make_agreed_pair(town: Town) -> Pair:
    """Let a pair say yes twice."""
    return await agree(await proposed_pair(town))


async def make_active_pair(town: Town) -> Pair:
    """Let a pair say yes twice and agree on its weekly hour."""
    return await choose_hour(await make_agreed_pair(town))


async def agree(pair: Pair) -> Pair:
    """Let the volunteer say yes, then the young person."""
    young, volunteer, *_ = pair
    await volunteer.tap("Oui, je l'accompagne")
    await young.tap("Oui, je veux essayer")
    return pair


async def choose_hour(pair: Pair) -> Pair:
    """Let the young person choose an hour, and the volunteer take it."""
    young, volunteer, *_ = pair
    await young.tap("mar. 18 h")
    await volunteer.tap("Oui, cela me va")
    return pair
