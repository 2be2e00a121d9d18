"""Words that exist nowhere else, typed wherever somebody may type: each field and each flow has its own."""

import re
from collections.abc import Awaitable, Callable

from mentoring.expectations import What
from mentoring.questions import FORMS, Question
from mentoring.states import Form
from tests.bot.carriers import CARRIERS, build_update
from tests.faults.canary_desk_flows import (
    close_with_reason,
    end_quietly,
    give_birth_reason,
    give_silence_reason,
    hold_binome,
    record_act,
    record_check,
    type_absence,
    type_birth,
    type_silence,
    write_letter,
    write_note,
)
from tests.faults.canary_stage import Stage
from tests.people import sign_up_volunteer, sign_up_young
from tests.town import Visitor
from use_cases.team import outside


def list_typed_questions(form: Form) -> list[Question]:
    """Return the questions of a form that are answered by typing, or may be."""
    return [asked for asked in FORMS[form] if asked.kind in ("text", "birth") or asked.typed]


async def change_answers(stage: Stage) -> None:
    """Answer each typed question of both forms anew."""
    young, volunteer, *_ = stage.town.pair
    for form, who in (("need", young), ("offer", volunteer)):
        for asked in list_typed_questions(form):  # type: ignore[arg-type]
            await stage.send(who, f"{form}:edit:{asked.key}")
            await who.write(stage.canaries.plant(f"{form} {asked.key}"))


async def name_place(stage: Stage) -> None:
    """Propose where to meet."""
    volunteer = stage.town.pair[1]
    await stage.send(volunteer, "place:1:")
    await volunteer.write(f"au café {stage.canaries.plant('place')}")
    await volunteer.tap("Envoyer")


async def say_goal(stage: Stage) -> None:
    """Write another goal than one's own sentence, and send it."""
    young = stage.town.pair[0]
    await stage.send(young, "goal:1:")
    await young.write(f"réussir {stage.canaries.plant('goal')}")
    await young.tap("Oui, c'est mon objectif")


async def name_moment(stage: Stage) -> None:
    """Say when another session should be, and leave it there."""
    volunteer = stage.town.pair[1]
    await volunteer.write("/menu")
    for label in ("B-001", "Demander un autre moment", "Un autre moment"):
        await volunteer.tap(label)
    await volunteer.write(f"jeudi à 19 h 30, {stage.canaries.plant('moment')}")


async def write_to_partner(stage: Stage) -> None:
    """Write to the partner: a draft that is sent, and one that is not."""
    young = stage.town.pair[0]
    for where, label in (("talk", "Envoyer à"), ("talk kept back", "Ne pas envoyer")):
        await stage.send(young, "write:1:")
        await young.write(f"Bonjour, {stage.canaries.plant(where)}")
        await young.tap(label)


async def type_day(stage: Stage) -> None:
    """Say until when a pause lasts, and leave it there."""
    volunteer = stage.town.pair[1]
    await stage.send(volunteer, "pause:binome-1:")
    await volunteer.write(f"le 15 décembre {stage.canaries.plant('until')}")


async def answer_letter(stage: Stage) -> None:
    """Answer the team."""
    young = stage.town.pair[0]
    await young.tap("Répondre à l'équipe")
    await young.write(f"Oui, {stage.canaries.plant('answer')}")


async def ask_question(stage: Stage) -> None:
    """Ask the team something, and write one more that is never sent."""
    young = stage.town.pair[0]
    await stage.send(young, "question::")
    await young.write(f"Je peux changer de jour ? {stage.canaries.plant('question')}")
    await young.tap("Envoyer à l'équipe")
    await stage.send(young, "question::")
    await young.write(f"Et sinon, {stage.canaries.plant('unsent question')}")
    await young.write("/menu")


async def report(stage: Stage) -> None:
    """Report the volunteer without anything stopping, and tell a worry about somebody else."""
    young, stranger = stage.town.pair[0], stage.stranger
    await stage.send(young, "report:1:quiet")
    await young.write(f"il me demande {stage.canaries.plant('report')}")
    await young.write("/menu")
    await stranger.write("/aide")
    for label in ("Signaler quelque chose", "Je m'inquiète", "Quelqu'un d'autre"):
        await stranger.tap(label)
    await stranger.write(f"ma voisine ne sort plus, {stage.canaries.plant('concern')}")
    await stranger.write("/menu")


async def give_mail(stage: Stage) -> None:
    """Sign as somebody outside the team, and give an address."""
    async with stage.town.app.sessions.begin() as session:
        code = await outside.open_link(session, stage.town.app.clock.now())
    await stage.outsider.write(f"/start {code}")
    await stage.outsider.tap("Je promets la confidentialité")
    await stage.outsider.write(f"{stage.canaries.plant('mail')}@example.net")


async def ask_birth(stage: Stage) -> None:
    """Say that a birth is wrong in words that name none, then which one is right; the team keeps the first."""
    young, _, _, group = stage.town.pair
    await young.write("/profil")
    await young.tap("Ma date de naissance est fausse")
    await young.write(f"je sais plus {stage.canaries.plant('birth')}")
    await young.write("05/2005")
    await group.tap("Ne rien changer")


async def add_minor(stage: Stage, name: str) -> tuple[Visitor, str]:
    """Let somebody of 17 ask for help; return them, and their need's reference."""
    young = await sign_up_young(stage.town, stage.canaries.plant(name), birth="2009")
    stage.newcomers.append(young)
    return young, re.findall(r"J-\d+", await young.reads())[0]


async def record_paper(stage: Stage) -> None:
    """Write down which paper was signed."""
    _, reference = await add_minor(stage, "minor with a paper")
    head = stage.town.pair[2]
    await head.write(f"/besoin {reference}")
    await head.tap("Noter un papier signé")
    await head.write(f"en main propre, {stage.canaries.plant('paper')}")


async def waive_consent(stage: Stage) -> None:
    """Let a head say why nobody's consent is waited for."""
    _, reference = await add_minor(stage, "minor without a parent")
    head = stage.town.pair[2]
    await head.write(f"/besoin {reference}")
    await head.tap("Dispenser de l'accord")
    await head.write(f"injoignables, {stage.canaries.plant('waiver')}")


async def speak_as_parent(stage: Stage) -> None:
    """Open the link of somebody under 18 as their parent, agree, write what nobody asked for, and cry for help."""
    young, _ = await add_minor(stage, "minor with a parent")
    parent = await stage.town.add_person(stage.canaries.plant("name of a parent"))
    stage.newcomers.append(parent)
    code = re.findall(r"start=(p-\w+)", await young.reads_about("Envoie-lui ce lien"))[-1]
    await parent.write(f"/start {code}")
    await parent.tap("Je suis d'accord")
    await parent.write(f"ma fille s'appelle {stage.canaries.plant('said by a parent')}")
    await parent.write(f"je vais me tuer ce soir {stage.canaries.plant('distress of a parent')}")


PLAYERS: dict[What, Callable[[Stage], Awaitable[None]]] = {
    "change": change_answers,
    "place": name_place,
    "goal": say_goal,
    "move": name_moment,
    "talk": write_to_partner,
    "until": type_day,
    "letter": write_letter,
    "answer": answer_letter,
    "question": ask_question,
    "note": write_note,
    "away": type_absence,
    "hold": hold_binome,
    "silence_until": type_silence,
    "silence": give_silence_reason,
    "record": record_act,
    "reason": close_with_reason,
    "mail": give_mail,
    "report": report,
    "quiet_end": end_quietly,
    "check": record_check,
    "birth": ask_birth,
    "birth_new": type_birth,
    "birth_why": give_birth_reason,
    "paper": record_paper,
    "waiver": waive_consent,
}
"""What may be typed -> how it is played, in an order in which each is possible."""


async def sign_up(stage: Stage) -> None:
    """Let a volunteer come whom the team is asked to approve, and a young person for whom a round looks."""
    plant = stage.canaries.plant
    volunteer = await sign_up_volunteer(stage.town, plant("new volunteer"), job=plant("new job"))
    young = await sign_up_young(stage.town, plant("new young person"), words=f"mon CV, {plant('new words').lower()}")
    stage.newcomers.extend((volunteer, young))
    await stage.town.beat()


async def type_elsewhere(stage: Stage) -> None:
    """Say what nobody asked for, by every carrier; search, chat in the group, tap what does not exist."""
    _, _, head, group = stage.town.pair
    for number, carrier in enumerate(CARRIERS):
        words = stage.canaries.plant(f"carried as {carrier}")
        await stage.town.act("update", update=build_update(stage.stranger, carrier, words, message_id=900_000 + number))
    await stage.town.settle()
    await stage.stranger.write(f"/start {stage.canaries.plant('start link')}")
    await stage.send(stage.stranger, stage.canaries.plant("forged button"))
    await stage.send(stage.stranger, f"need:edit:{stage.canaries.plant('forged choice')}")
    for command in ("chercher", "besoin", "binome", "proposer", "inconnu"):
        await head.write(f"/{command} {stage.canaries.plant(f'/{command}')}")
    await group.write(stage.canaries.plant("said in the group"))
    await group.write(f"/chercher {stage.canaries.plant('sought in the group')}")
