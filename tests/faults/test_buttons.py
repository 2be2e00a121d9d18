"""Old, forged and other people's buttons: nothing changes, one is told, and the refusal is logged."""

import asyncio
import itertools
import logging

import pytest

from bot.buttons import VERBS
from storage.schema.tables import Binome, Outgoing, Person
from tests.faults.table_dump import dump, list_outgoing, read_rows
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.texts.plain_text import list_buttons
from tests.texts.samples import Sample, list_samples
from tests.texts.test_files import LANGUAGES
from tests.town import Town, Visitor

REFUSED = "Ce bouton n'est plus valable."
ONES_OWN = {
    *("help", "contact", "privacy", "words", "data", "erase", "menu", "begin", "profile", "language", "where"),
    *("birth", "parents", "pledge", "question", "want"),
    "kit",
}
"""Verbs that speak of whoever taps, or, as a kit, of nobody: no data makes them somebody else's."""
FORGED = {
    "need": ["need:name:suggested", "need:send:", "need:edit:name"],
    "offer": ["offer:charter:yes", "offer:send:"],
    "train": ["train:1:1", "train:1:show"],
    "resume": ["resume:1:"],
    "pause_why": ["pause_why:1:busy"],
    "again": ["again:1:", "again:1:same", "again:1:change"],
    "feeling": ["feeling:1:low", "feeling:1:talk"],
    "proposal": ["proposal:1:"],
    "accept": ["accept:1:"],
    "decline": ["decline:1:", "decline:1:busy"],
    "consent": ["consent:1:"],
    "agree": ["agree:1:"],
    "pass": ["pass:1:"],
    "binome": ["binome:1:"],
    "kits": ["kits:1:"],
    "hours": ["hours:1:"],
    "slot": ["slot:1:1-18"],
    "slot_ok": ["slot_ok:1:1-18"],
    "place": ["place:1:", "place:1:send-0123456789ab"],
    "move": ["move:1:0-1", "move:1:0", "move:1:0-type"],
    "move_ask": ["move_ask:1:0-202612011830"],
    "move_ok": ["move_ok:1:0-202612011830"],
    "move_keep": ["move_keep:1:0-202612011830"],
    "move_undo": ["move_undo:1:0"],
    "coming": ["coming:1:0"],
    "skip": ["skip:1:0"],
    "which": ["which:1:skip", "which:1:move-202612011830", "which:1:hours-3-18_4-1830"],
    "held": ["held:1:yes"],
    "rate": ["rate:1:1"],
    "end": ["end:1:", "end:1:goal"],
    "goal": ["goal:1:", "goal:1:keep", "goal:1:send-0123456789ab"],
    "length": ["length:1:", "length:1:8"],
    "go_on": ["go_on:1:yes", "go_on:1:no"],
    "write": ["write:1:"],
    "ready": ["ready:1:late"],
    "draft": ["draft:1:1", "draft:1:team", "draft:1:none", "draft:1:neither"],
    "resend": ["resend:1:yes", "resend:1:leave"],
    "conversation": [f"conversation:1:{choice}" for choice in ("", "terms", "yes", "no", "mute", "share")],
    "report": ["report:1:", "report:1:yes", "report:1:quiet", "report:1:partner"],
    "concern": ["concern:1:", "concern:1:partner"],
    "stuck": ["stuck:1:"],
    "my_report": ["my_report:1:", "my_report:1:yes", "my_report:1:ended", "my_report:1:attach"],
    "pause": ["pause:need-1:", "pause:need-1:week", "pause:binome-1:week"],
    "wake": ["wake:need-1:", "wake:binome-1:"],
    "stop": ["stop:need-1:", "stop:need-1:yes", "stop:binome-1:"],
    "card": [
        *("card:1:approve", "card:1:detail", "card:1:take", "card:1:note", "card:1:pass", "card:1:to-1"),
        *(
            "card:1:record",
            "card:1:did-called-bare",
            "card:1:said-reason",
            "card:1:file",
            "card:1:write",
            "card:1:attached",
        ),
        *("card:1:outcome", "card:1:as_measure", "card:1:confirm"),
    ],
    "represent": ["represent:1:yes", "represent:1:no", "represent:1:withdraw", "represent:1:read"],
    "letter": ["letter:1:need-0123456789ab", "letter:1:need-again"],
    "answer": ["answer:1:"],
    "team": ["team::", *(f"team:1:{act}" for act in ("remove_yes", "lead_yes", "name_yes", "step_down_yes", "cancel"))],
    "outside": ["outside::sign", "outside::confirm", "outside::", "outside:1:name"],
    "audit": ["audit:0:", "audit:0:1"],
    "duty": ["duty:0:", "duty:20261124-day:take", "duty:20261124-day:assign-1", "duty:0:all-4", "duty:1:accept-"],
    "group": ["group:-1001:0", "group:-1001:7", "group:1:0", "group::"],
    "desk": ["desk::queue", "desk::approve", "desk::send", "desk::duty", "desk::team"],
    "queue": ["queue:0:ours"],
    "doubtful": ["doubtful:0:"],
    "see": ["see:1:binome", "see:1:need"],
    "sheet": ["sheet:1:note-binome", "sheet:1:ended-binome", "sheet:1:write-need"],
    "check": ["check:1:", "check:1:identity", "check:1:identity-today", "check:1:identity-undo", "check:1:passport"],
    "pick": ["pick:1:"],
    "approve": ["approve::1"],
    "glance": ["glance:1:"],
    "leave": ["leave::1"],
    "aside": ["aside::1"],
    "rank": ["rank:1:1"],
    "tie": ["tie:need-1:", "tie:need-1:relative", "tie:person-1:gone-1", "tie:person-1:colleague", "tie::back-"],
    "danger": ["danger:need-1:yes", "danger:card-1:yes"],
    "widen": ["widen:need-1:remote", "widen:need-1:sat-morning", "widen:offer-1:=evening", "widen:binome-1:remote"],
}
NONSENSE = ["agree", "agree:1", "agree:0:", "agree:-1:", "agree:999999999999999:", "agree:1:x:y", "éé:1:", "rm -rf:1:"]
NONSENSE += [
    "move:1:",
    "move:1:a-b",
    "move_ask:1:0-999999999",
    "move_ask:1:0-202613011830",
    "coming:1:x",
    "slot:1:9-99",
    "slot:1:-",
    "unknown:1:",
    "x" * 64,
]


async def _find_newest(visitor: Visitor) -> int:
    return int((await visitor.messages())[-1]["message_id"])


async def _list_others(town: Town) -> list[Visitor]:
    """Return people whom a binôme does not concern: a stranger, a young person, a volunteer; three of the first."""
    strangers = [await town.add_person(name) for name in ("Paul", "Zoé", "Léa")]
    for one in strangers:
        await one.write("/start")
    return [*strangers, await sign_up_young(town, "Karim"), await sign_up_young(town, "Lou")]


def test_every_verb_is_forged_or_is_ones_own() -> None:
    """A new verb must say here what somebody else's tap does."""
    assert set(FORGED) | ONES_OWN == set(VERBS)
    assert not set(FORGED) & ONES_OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_somewhere_and_every_verb_is_on_some_button(language: str) -> None:
    """A verb under a message has its row in the table, where it is looked up, and no row is there for nothing."""
    verbs = {
        data.partition(":")[0]
        for kind, _, context in list_samples(Sample(), language)
        for _, data in list_buttons(kind, context)
    }
    assert verbs == set(VERBS)


async def test_anothers_button_changes_nothing(active_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is sent, nothing changes in any table, nobody else is told anything, and it is logged."""
    await active_town.pass_time(days=2)
    others = await _list_others(active_town)
    before, told = await dump(active_town), len(await read_rows(active_town, Outgoing))
    caplog.set_level(logging.INFO, logger="bot.refusals")
    forged = [data for several in FORGED.values() for data in several]
    for data, who in zip(forged, itertools.cycle(others), strict=False):
        assert await who.send_data(data, await _find_newest(who)) == REFUSED, data
    assert await dump(active_town) == before
    answered = {row.person_id for row in (await read_rows(active_town, Outgoing))[told:]}
    assert answered <= {row.id for row in (await read_rows(active_town, Person))[-len(others) :]}
    assert sum(record.getMessage() == "refused" for record in caplog.records) == len(forged)


async def test_nonsense_is_refused_kindly(agreed_town: Town) -> None:
    """Data of no button of ours is answered like an old button."""
    young, volunteer, *_ = agreed_town.pair
    before = await dump(agreed_town)
    for data, who in zip(NONSENSE, itertools.cycle([young, volunteer]), strict=False):
        assert await who.send_data(data, await _find_newest(who)) == REFUSED, data
    assert await dump(agreed_town) == before


async def test_ones_own_old_button_changes_nothing(active_town: Town) -> None:
    """Every button that was right once is refused when its moment has gone, and shows where things are."""
    young, volunteer, *_ = active_town.pair
    before = await dump(active_town)
    for data in (
        "agree:1:",
        "pass:1:",
        "consent:1:",
        "need:send:",
        "need:name:suggested",
        "again:1:",
        "slot_ok:1:1-18",
    ):
        assert await young.send_data(data, await _find_newest(young)) == REFUSED, data
    assert "Où on en est" in await young.reads()
    for data in ("accept:1:", "decline:1:busy", "proposal:1:", "train:1:3", "resume:1:", "pause_why:1:busy"):
        assert await volunteer.send_data(data, await _find_newest(volunteer)) == REFUSED, data
    for data in ("rate:1:3", "held:1:yes", "move:1:5-1", "skip:1:7"):
        assert await volunteer.send_data(data, await _find_newest(volunteer)) == REFUSED, data
    assert await dump(active_town) == before


async def test_the_other_side_cannot_see_what_was_not_for_them(proposed_town: Town) -> None:
    """The young person hears of no proposal before the volunteer's yes, even by a forged button."""
    young, *_ = proposed_town.pair
    for data in ("proposal:1:", "binome:1:", "place:1:", "end:1:", "report:1:"):
        assert await young.send_data(data, await _find_newest(young)) == REFUSED, data
    assert "Pourquoi vous" not in await young.reads_all()


async def test_a_double_tap_has_one_effect(proposed_town: Town) -> None:
    """Two taps on yes, by either side, are one yes; everybody is told once."""
    young, volunteer, *_ = proposed_town.pair
    for who, data in ((volunteer, "accept:1:"), (young, "agree:1:")):
        message = await _find_newest(who)
        await asyncio.gather(who.send_data(data, message), who.send_data(data, message))
    assert [one.state for one in await read_rows(proposed_town, Binome)] == ["agreed"]
    sent = await list_outgoing(proposed_town, "sent")
    assert [sent.count(kind) for kind in ("consent", "agreed")] == [1, 2]


async def test_the_second_of_two_volunteers_is_never_asked_for_a_need_that_is_taken(small_town: Town) -> None:
    """Two are free and one young person waits: one is asked, and only after their no the other."""
    _, group = await make_head_with_group(small_town)
    both = [await make_trained_volunteer(small_town, group, name) for name in ("Marc", "Awa")]
    await sign_up_young(small_town)
    await small_town.beat()
    await small_town.beat()
    asked = [await small_town.count_sent(one, "Quelqu'un cherche de l'aide") for one in both]
    assert sorted(asked) == [0, 1]
    first, second = sorted(both, key=lambda one: asked[both.index(one)], reverse=True)
    await first.tap("Non, pas cette fois")
    await first.tap("Pas le temps")
    await small_town.beat()
    assert await small_town.count_sent(second, "Quelqu'un cherche de l'aide") == 1
    assert await first.send_data("accept:1:", await _find_newest(first)) == REFUSED
