"""A story in which nobody taps but to confirm what is shown: from the first sentence to the third session."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from storage.schema.tables import MentoringSession
from tests.faults.table_dump import read_rows
from tests.people import PROGRAMME, make_head_with_group
from tests.stories.typed_sentences import SENTENCES, Said
from tests.town import Town, Visitor

CONFIRMING = {
    "begin": "agrees to what the welcome says",
    "need:send": "sends the answers that are shown",
    "offer:send": "sends the answers that are shown",
    "accept": "accompanies the young person of the proposal",
    "agree": "tries with the volunteer who is shown",
    "slot": "asks for the weekly hour that was read",
    "slot_ok": "takes the weekly hour that is shown",
    "question::send": "sends the question that is shown",
    "move_ask": "asks for the moment that was read",
    "move_ok": "takes the moment that is shown",
    "ready": "sends the ready words that are shown",
    "rate": "gives the number that was read",
}
"""Data of the buttons that may be tapped, or the beginning of it, and what each confirms."""


@dataclass(frozen=True, slots=True)
class Typist:
    """Somebody who types all that they say, and taps where something that is shown is to be confirmed."""

    who: Visitor
    said: Mapping[str, Said]
    taps: list[str] = field(default_factory=list)

    async def say(self, *keys: str) -> None:
        """Type sentences; each is answered as it should be."""
        for key in keys:
            typed, answered = self.said[key]
            await self.who.write(typed)
            assert answered in await self.who.reads(), (typed, await self.who.reads())

    async def confirm(self, what: str, choice: str = "") -> None:
        """Tap the first button under the newest message that confirms something, or the one of a choice."""
        shown = (await self.who.messages())[-1]
        data = [button["callback_data"] for row in shown["keyboard"] for button in row]
        fitting = [one for one in data if one.startswith((f"{what}:", f"{what}-")) and one.endswith(choice)]
        tapped = next(iter(fitting), None)
        assert tapped, (what, shown["text"], data)
        self.taps.append(what)
        await self.who.send_data(tapped, shown["message_id"])


@pytest.mark.parametrize("language", SENTENCES)
async def test_from_the_first_sentence_to_the_third_session_by_typing(small_town: Town, language: str) -> None:
    """What is typed is taken, asked back or shown; a tap confirms it and does nothing else."""
    head, group = await make_head_with_group(small_town)
    said = SENTENCES[language]
    young = Typist(await small_town.add_person("Inès", language), said)
    volunteer = Typist(await small_town.add_person("Marc", language), said)
    await _sign_up(young, volunteer, group, language)
    await _find_each_other(young, volunteer)
    await _ask_the_team(young, head, group)
    await _hold_first_session(young, volunteer)
    await _move_the_second(young, volunteer)
    await small_town.pass_time(days=6)
    await _tell_of_session(young, volunteer)
    await young.say("y_next")
    await small_town.pass_time(days=5)
    await _tell_of_session(young, volunteer)
    met = [one for one in await read_rows(small_town, MentoringSession) if one.state == "held"]
    assert [(one.young_held, one.volunteer_held, one.young_rating, one.volunteer_rating) for one in met] == [
        (True, True, 3, 2)
    ] * 3
    assert {*young.taps, *volunteer.taps} == {*CONFIRMING}


async def _sign_up(young: Typist, volunteer: Typist, group: Visitor, language: str) -> None:
    """Let both come and send their answers; the training is read by its buttons, which is reading and no answer."""
    await young.who.write("/start")
    await young.say("y_first", "y_yes")
    await young.confirm("begin")
    await young.say("y_name", "y_age", "y_year", "y_level", "y_field", "y_region", "y_that_is_it", "y_hours", "y_mode")
    await young.confirm("need:send")
    await volunteer.who.write("/start")
    await volunteer.say("v_first", "v_yes")
    await volunteer.confirm("begin")
    await volunteer.say("v_name", "v_birth", "v_job", "v_field", "v_region", "v_topics", "v_hours", "v_mode")
    await volunteer.say("v_capacity", "v_charter")
    await volunteer.confirm("offer:send")
    await group.tap("Approuver")
    await volunteer.say("v_training")
    for screen in PROGRAMME.find_screens(language):
        right = [answer.words for answer in screen.answers if answer.right]
        await volunteer.who.tap(right[0] if right else "👍")
    await volunteer.who.town.beat()


async def _find_each_other(young: Typist, volunteer: Typist) -> None:
    await volunteer.say("v_would_like")
    await volunteer.confirm("accept")
    await young.say("y_would_like")
    await young.confirm("agree")
    await young.say("y_weekly")
    await young.confirm("slot")
    await volunteer.say("v_perfect")
    await volunteer.confirm("slot_ok")
    await young.say("y_thanks")


async def _ask_the_team(young: Typist, head: Visitor, group: Visitor) -> None:
    await young.say("y_question", "y_asked")
    await young.confirm("question::send")
    await group.tap("Détail")
    await head.tap("Répondre")
    await head.write("Viens comme tu es.")
    await head.tap("Envoyer")
    assert "Viens comme tu es." in await young.who.reads()
    await young.say("y_thanks")


async def _hold_first_session(young: Typist, volunteer: Typist) -> None:
    """Let both read the reminder of the day before, answer it, and tell how it was."""
    await young.who.town.pass_time(hours=10)
    await young.say("y_ok")
    await volunteer.say("v_late")
    await volunteer.confirm("ready")
    assert volunteer.said["late"][1] in await young.who.reads()
    await young.who.town.pass_time(hours=38)
    await _tell_of_session(young, volunteer)


async def _move_the_second(young: Typist, volunteer: Typist) -> None:
    await young.who.town.pass_time(days=3)
    await volunteer.say("v_cannot")
    await volunteer.confirm("move_ask")
    await young.say("y_move")
    await young.confirm("move_ok")
    assert volunteer.said["moved"][1] in await volunteer.who.reads()


async def _tell_of_session(young: Typist, volunteer: Typist) -> None:
    await young.say("y_held", "y_rating")
    await young.confirm("rate", ":3")
    await volunteer.say("v_held", "v_rating")
    await volunteer.confirm("rate", ":2")
