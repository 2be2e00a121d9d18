"""Several volunteers approved together, and a volunteer chosen by hand for a need."""

import pytest
from sqlalchemy import select

from mentoring.references import format_reference
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Audit, Binome, Card, Offer, Person, Staff
from tests.cast import ABOUT, add_person, find_person
from tests.faults.table_dump import read_rows
from tests.mentoring.examples import complete_form
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_volunteer, sign_up_young
from tests.town import Town
from use_cases.binomes import departures, holds
from use_cases.needs_offers import forms, offers
from use_cases.team import cards


async def _read_states(town: Town) -> list[str]:
    return [row.state for row in await read_rows(town, Offer)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_several_volunteers_are_approved_together(town: Town) -> None:
    """Those that were chosen, and no other; their cards are closed and say by whom."""
    head, group = await make_head_with_group(town)
    volunteers = [await sign_up_volunteer(town, name) for name in ("Marc", "Zoé", "Paul")]
    await head.write("/a_approuver")
    assert "Volontaires à approuver : 3" in await head.reads()
    for name in ("Marc", "Zoé", "Paul", "Zoé"):
        await head.tap(f"· {name}")
    await head.tap("Approuver la sélection")
    assert await _read_states(town) == ["to_train", "to_check", "to_train"]
    assert [row.state for row in await read_rows(town, Card)] == ["closed", "open", "closed"]
    assert "approuvé (Claire)" in await group.reads_all()
    assert "Volontaires à approuver : 1" in await head.reads()
    assert "Merci" in await volunteers[1].reads_all()


async def test_twenty_approvals_are_one_screen_that_is_drawn_again(small_town: Town) -> None:
    """The group was told of all in one list, and reads nothing more; each volunteer is told, and each case closed."""
    head, group = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        now = small_town.app.clock.now()
        for number in range(20):
            offer = await forms.begin(session, "offer", await add_person(session, f"Marc{number}"), now)
            assert isinstance(offer, Offer)
            await forms.save(session, "offer", offer, complete_form("offer", {"job": "comptable", **ABOUT}))
            await offers.send(session, offer, await find_person(session, offer), now, 1)
    await small_town.settle()
    assert "20 cas à voir" in await group.reads()
    await head.write("/a_approuver")
    before, mine = [len(await who.messages()) for who in (group, head)]
    shown = (await head.messages())[-1]["message_id"]
    for some in (range(1, 13), range(13, 21)):  # as many as a button carries
        await head.send_data(f"approve::{'-'.join(map(str, some))}", shown)
    assert await _read_states(small_town) == ["to_train"] * 20
    assert {row.state for row in await read_rows(small_town, Card)} == {"closed"}
    assert [len(await who.messages()) for who in (group, head)] == [before, mine]
    assert "Approuvé : V-013, V-014" in await head.reads()


async def test_only_what_still_waits_is_approved(small_town: Town) -> None:
    """An offer that was refused meanwhile stays refused; nobody else's tap counts."""
    head, group = await make_head_with_group(small_town)
    volunteer = await sign_up_volunteer(small_town)
    await head.write("/a_approuver")
    await head.tap("· Marc")
    last = (await volunteer.messages())[-1]["message_id"]
    await volunteer.send_data("approve::1", last)
    assert await _read_states(small_town) == ["to_check"]
    await group.tap("Refuser")
    assert await head.tap("Approuver la sélection") == "Ce bouton n'est plus valable."
    for choice in ("", "x", "99", "1-1-x"):
        await head.send_data(f"approve::{choice}", (await head.messages())[-1]["message_id"])
    assert await _read_states(small_town) == ["refused"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_coordinator_chooses_the_volunteer(town: Town) -> None:
    """The ranking names nobody and gives its reasons; one tap proposes, as a round would."""
    head, group = await make_head_with_group(town)
    young = await sign_up_young(town)
    await town.beat()
    volunteer = await make_trained_volunteer(town, group)
    await head.write("/proposer J-001")
    text = await head.reads()
    assert "V-001" in text
    assert "même domaine" in text
    assert "Marc" not in text
    await head.tap("Proposer à V-001")
    (binome,) = await read_rows(town, Binome)
    assert binome.state == "proposed"
    assert "J-001 est proposé à V-001" in await head.reads()
    await volunteer.tap("Oui, je l'accompagne")
    await young.tap("Oui, je veux essayer")
    assert [row.act for row in await read_rows(town, Audit) if row.subject == "need:1"] == ["ranks", "proposes"]


async def test_what_was_asked_is_answered_without_waiting_for_the_heartbeat(small_town: Town) -> None:
    """The answer follows in a moment, even when nobody suits; a need that does not wait is said at once."""
    head, _ = await make_head_with_group(small_town)
    await sign_up_young(small_town)
    await head.write("/proposer J-001")
    assert "Je compare" in await head.reads_all()
    assert "personne ne convient" in await head.reads()
    for typed in ("", "J-099", "Inès"):
        await head.write(f"/proposer {typed}")
        assert "n'attend pas de proposition" in await head.reads()


async def test_a_choice_that_is_no_longer_possible_is_said(small_town: Town) -> None:
    """The matcher looks again before anything is proposed: what changed meanwhile counts."""
    head, group = await make_head_with_group(small_town)
    await sign_up_young(small_town)
    await small_town.beat()
    await make_trained_volunteer(small_town, group)
    await head.write("/proposer 1")
    ranking = (await head.messages())[-1]["message_id"]
    assert await head.send_data("rank:1:99", ranking) == "Ce bouton n'est plus valable."
    async with small_town.app.sessions.begin() as session:
        (await session.get_one(Offer, 1)).state = "paused"
    await head.send_data("rank:1:1", ranking)
    assert "n'est plus possible" in await head.reads_all()
    assert await read_rows(small_town, Binome) == []


async def test_who_approves_sees_the_cases_about_the_volunteer(small_town: Town) -> None:
    """On the list, on the card's detail and on the sheet; somebody with a tie to the volunteer sees none of it."""
    head, group = await make_head_with_group(small_town)
    await sign_up_volunteer(small_town)
    async with small_town.app.sessions.begin() as session:
        offer = (await session.scalars(select(Offer))).one()
        now = small_town.app.clock.now()
        reported = await cards.open_case(session, now, "report", "test", about_id=offer.person_id)
        ref = format_reference("card", reported.id)
    await head.write("/a_approuver")
    assert f"⚠️ {ref} Problème signalé (ouvert)" in await head.reads()
    await group.choose("card:1:detail")
    assert f"Autres cas de cette personne :\n{ref}" in await head.reads()
    await head.write("/offre V-001")
    assert ref in await head.reads()
    async with small_town.app.sessions.begin() as session:
        (reader,) = await session.scalars(select(Staff.person_id))
        session.add(Tie(staff_id=reader, person_id=offer.person_id, kind="relative", since=now))
    for command in ("/a_approuver", "/offre V-001", "/file"):
        await head.write(command)
        assert ref not in await head.reads()


async def test_what_a_hold_left_is_seen_at_the_approval_and_lifted_on_the_sheet(active_town: Town) -> None:
    """Its binôme is gone with the young person's account: the volunteer is held until a hand lifts it."""
    _, _, head, _ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        now, binome = active_town.app.clock.now(), await session.get_one(Binome, 1)
        await holds.place(session, binome, now, by=None, reason="un papier manque")
        await departures.erase(session, await session.get_one(Person, binome.need.person_id), now)
    (card,) = [row for row in await read_rows(active_town, Card) if row.kind == "new_volunteer"]
    await head.send_data(f"card:{card.id}:detail", (await head.messages())[-1]["message_id"])
    assert "aucune proposition" in await head.reads()
    await head.write("/offre V-001")
    assert "aucune proposition" in await head.reads()
    assert await head.tap("Permettre de nouveau les propositions") == "C'est noté."
    assert "aucune proposition" not in await head.reads()
