"""Typical people of the programme: they come, choose and send as anybody would, and answer at once unless told."""

from itertools import dropwhile
from typing import Any

from cli import settings
from mentoring import form_rules
from mentoring.example_answers import list_acts
from mentoring.questions import FORMS
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, TODAY, complete_form
from tests.town import Pair, Town, Visitor
from use_cases.needs_offers import forms
from use_cases.people import people

PROGRAMME = settings.read({}).programme
ROLES = {"need": "je cherche de l'aide", "offer": "je veux aider"}
WORDS = "Je cherche une alternance en comptabilité, aide pour mon CV"
ABOUT: dict[str, Any] = {"field": "business", "region": "bretagne", "topics": ["cv_letter"], "modes": ["remote"]}
YOUNG = {**ABOUT, "birth": "2006", "level": "bac2", "slots": ["tue-evening", "thu-evening"]}
VOLUNTEER = {**ABOUT, "birth": "2003", "slots": ["tue-evening"], "capacity": "1", "charter": "yes"}
VOLUNTEER["words"] = "relire un CV, préparer une candidature en alternance en comptabilité"


async def sign_up_young(town: Town, name: str = "Inès", *, words: str = WORDS, birth: str = "2006") -> Visitor:
    """Let a young person, of 20 if nothing is said, sign up: free on Tuesday and Thursday evenings, at a distance."""
    young = await begin_form(town, "need", name)
    await _answer_at_once(young, "need", {**YOUNG, "words": words, "birth": birth})
    await young.tap("Tout est bon")
    return young


async def write_need(town: Town, name: str = "Inès", *, words: str = WORDS, until: str = "") -> Visitor:
    """Let the same young person answer every question, or those before one, and send nothing yet."""
    young = await begin_form(town, "need", name)
    await fill_in(young, "need", {**YOUNG, "words": words}, until=until)
    return young


async def sign_up_volunteer(town: Town, name: str = "Marc", *, job: str = "comptable en cabinet") -> Visitor:
    """Let a volunteer sign up: free on Tuesday evenings, at a distance, one young person."""
    volunteer = await begin_form(town, "offer", name)
    await _answer_at_once(volunteer, "offer", {**VOLUNTEER, "job": job})
    await volunteer.tap("Tout est bon")
    return volunteer


async def begin_form(town: Town, form: Form, name: str) -> Visitor:
    """Let somebody new come and choose a role."""
    who = await town.add_person(name)
    await who.write("/start")
    await who.tap(ROLES[form])
    return who


async def fill_in(who: Visitor, form: Form, answers: dict[str, Any], *, until: str = "") -> None:
    """Answer the question that is asked and each after it, or those before one; nothing that is asked is left out."""
    given = complete_form(form, {"name": who.name, "called": who.name, **answers})
    key = await who.asked()
    for asked, acts in dropwhile(lambda item: item[0].key != key, list_acts(form, given, TODAY)):
        if asked.key == until:
            return
        for act, what in acts:
            await (who.choose(what) if act == "tap" else who.write(what))


async def _answer_at_once(who: Visitor, form: Form, answers: dict[str, Any]) -> None:
    """Answer every question as `fill_in` does, in one transaction: a whole form is typed in stories and journeys."""
    given = complete_form(form, {"name": who.name, "called": who.name, **answers})
    async with who.town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert person is not None
        row = await forms.begin(session, form, person, who.town.app.clock.now())
        written = await forms.read_answers(session, row)
        for asked, acts in list_acts(form, given, TODAY):
            for act, what in acts:
                step = (
                    form_rules.answer_by_tap(form, asked.key, what.split(":")[2], written, PROGRAMME, TODAY)
                    if act == "tap"
                    else form_rules.answer_by_text(form, what, written, PROGRAMME, TODAY)
                )
                assert step is not None, (asked.key, what)
                assert not step.problem, (asked.key, what)
                written = step.answers
        await forms.save(session, form, row, written)
    await who.send_data(f"{form}:ask:", (await who.messages())[-1]["message_id"])


def find_next_after(form: Form, key: str) -> str:
    """Return the key of the question that an adult is asked after another."""
    keys = [asked.key for asked in FORMS[form] if asked.applies(COMPLETE[form], TODAY)]
    return keys[keys.index(key) + 1]


async def make_head_with_group(town: Town, name: str = "Claire") -> tuple[Visitor, Visitor]:
    """Let the first head come and bind the staff group; return her in private and in the group."""
    head = await town.add_person(name)
    await enter_team(head, town.head_code)
    group = head.enter_chat(await town.add_group(head))
    await group.write("/relier")
    return head, group


async def enter_team(who: Visitor, code: str) -> None:
    """Let somebody use a code that leads into the team, and pledge."""
    await who.write(f"/start {code}")
    await who.tap("Je m'engage")


async def enter_team_by_link(who: Visitor, head: Visitor) -> None:
    """Let a head invite somebody, who comes and pledges."""
    await head.write("/inviter")
    await enter_team(who, (await head.reads()).partition("start=")[2].split()[0])


async def make_trained_volunteer(town: Town, group: Visitor, name: str = "Marc") -> Visitor:
    """Let a volunteer sign up, be approved and read the training."""
    volunteer = await sign_up_volunteer(town, name)
    await group.tap("Approuver")
    await read_training(volunteer)
    return volunteer


async def read_training(volunteer: Visitor) -> None:
    """Let a volunteer read every screen of the training and answer every question right."""
    for screen in PROGRAMME.find_screens("fr"):
        right = [answer.words for answer in screen.answers if answer.right]
        await volunteer.tap(right[0] if right else "J'ai lu")


async def make_proposed_pair(town: Town) -> Pair:
    """Let a head come, a volunteer who is trained and a young person; the volunteer has been asked."""
    head, group = await make_head_with_group(town)
    volunteer = await make_trained_volunteer(town, group)
    young = await sign_up_young(town)
    await town.beat()
    return young, volunteer, head, group


async def make_agreed_pair(town: Town) -> Pair:
    """Let a pair say yes twice."""
    return await agree(await make_proposed_pair(town))


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
