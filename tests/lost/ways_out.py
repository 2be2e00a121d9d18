"""The ways home: a form can be finished, and everything can be stopped, from wherever one is."""

from mentoring.example_answers import list_acts
from mentoring.form_rules import find_next_question
from mentoring.questions import FORMS, parse_form
from mentoring.states import Form
from storage.schema.tables import Binome, Need, Offer
from tests.lost.invariants import TOO_LATE, list_buttons, messages_to
from tests.mentoring.examples import COMPLETE, TODAY
from tests.town import Visitor
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.people import people

MAX_STEPS = 30
TYPED = {"topics": [], "words": "relire un CV"}
"""Whoever is half-way may have tapped these already, and a second tap would take them back."""
MINOR = {"birth": "2009", "birth_month": "01"}
ACTS = {
    form: {
        asked.key: acts for more in (MINOR, {}) for asked, acts in list_acts(form, COMPLETE[form] | TYPED | more, TODAY)
    }
    for form in FORMS
}
"""Form -> question -> what one taps and types."""


async def tap(who: Visitor, data: str) -> None:
    """Tap a button of the newest message; it must count."""
    last = messages_to(who)[-1]
    assert data in list(list_buttons(last)), f"no button {data} under {last.text!r}"
    assert await who.send_data(data, last.message_id) not in TOO_LATE, f"{data} under {last.text!r}"


async def check_menu(who: Visitor, choice: int) -> str:
    """Each button of a menu that was just asked for counts; return which was tapped."""
    before = messages_to(who)[-1].message_id
    await who.write("/menu")
    last = messages_to(who)[-1]
    assert last.message_id > before, "no answer to /menu"
    offered = list(list_buttons(last))
    assert len(offered) > 2, f"a menu without an act: {last.text!r}"
    chosen = offered[choice % len(offered)]
    await tap(who, chosen)
    return chosen


async def finish_form(who: Visitor) -> None:
    """A form that is half-way is one tap from the menu, and can be answered to its end."""
    await who.write("/menu")
    begun = [data for data in list_buttons(messages_to(who)[-1]) if data in ("need:show:", "offer:show:")]
    if not begun:
        return
    await tap(who, begun[0])
    form = parse_form(begun[0].partition(":")[0])
    for _ in range(MAX_STEPS):
        if (remove := f"{form}:shown:remove") in list(list_buttons(messages_to(who)[-1])):
            await tap(who, remove)
        asked = await _find_question(who, form)
        if asked is None:
            return
        if not asked:
            await tap(who, f"{form}:send:")
            continue
        for act, what in ACTS[form][asked]:
            await (tap(who, what) if act == "tap" else who.write(what))
    raise AssertionError(f"this {form} cannot be finished: {messages_to(who)[-1].text!r}")


async def stop_everything(who: Visitor) -> None:
    """What somebody is in can be stopped by the command and the buttons after it; only a report waits for the team."""
    for _ in range(MAX_STEPS):
        await who.write("/arreter")
        ways = _list_ways_out(who)
        if not ways:
            break
        while ways:
            await tap(who, ways[-1])
            ways = _list_ways_out(who)
    left = await _list_left(who)
    assert not left, f"cannot be stopped: {left}"


def _list_ways_out(who: Visitor) -> list[str]:
    """Return the buttons of the newest message that stop or end something."""
    return [
        data for data in list_buttons(messages_to(who)[-1]) if data.startswith(("stop:", "end:")) and data != "stop::"
    ]


async def _find_question(who: Visitor, form: Form) -> str | None:
    """Return the question that waits in a form being written, nothing before it is sent, None once it is."""
    async with who.town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert person is not None
        row = await forms.find_latest(session, form, person)
        assert row is not None
        if row.state != "drafting":
            return None
        given = await forms.read_answers(session, row)
        asked = find_next_question(form, given, await forms.read_local_date(session, person, who.town.app.clock.now()))
        return asked.key if asked else ""


async def _list_left(who: Visitor) -> list[str]:
    async with who.town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        if person is None:
            return []
        rows: list[Need | Offer | Binome | None] = [
            await forms.find_latest(session, form, person) for form in forms.TABLES
        ]
        frozen = await binomes.list_binomes(session, person, ("frozen",))
        rows += await binomes.list_binomes(session, person, ("agreed", "active", "paused"))
        waiting = {binome.need_id for binome in frozen}
        return [
            f"{row.__tablename__}-{row.id}, {row.state}"
            for row in rows
            if row is not None and not (isinstance(row, Need) and row.id in waiting)
        ]
