"""Staff commands and links: only who may, only where it counts, only once."""

from typing import Any

import pytest
from sqlalchemy import delete

from storage.schema.tables import Offer, Setting, Staff
from tests.faults.table_dump import dump, read_rows
from tests.people import enter_team_by_link, make_head_with_group, sign_up_volunteer
from tests.town import Town, Visitor

CODE_REFUSED = "n'est plus valable"


async def _read_group(town: Town) -> str:
    return next((row.value for row in await read_rows(town, Setting) if row.name == "staff_chat"), "")


async def _add_newcomer(town: Town, name: str = "Inès") -> Visitor:
    who = await town.add_person(name)
    await who.write("/start")
    return who


async def test_a_start_link_gives_a_right_once(small_town: Town) -> None:
    """Used, forged, empty-handed or mistyped codes give nothing, and say so."""
    head = await _add_newcomer(small_town, "Claire")
    await head.write(f"/start {small_town.head_code}")
    assert [row.role for row in await read_rows(small_town, Staff)] == ["head"]
    other = await _add_newcomer(small_town)
    for code in (small_town.head_code, "AAAAAAAAAAAA", small_town.head_code.lower(), "x" * 64, "head", "0"):
        await other.write(f"/start {code}")
        assert CODE_REFUSED in await other.reads()
    assert len(await read_rows(small_town, Staff)) == 1


async def test_each_invitation_names_one_coordinator(small_town: Town) -> None:
    """A second link leaves the first valid; each works once, and the head is told of each who joins."""
    head, _ = await make_head_with_group(small_town)
    links = []
    for _ in range(2):
        await head.write("/inviter")
        links.append((await head.reads()).partition("start=")[2].split()[0])
    first, second, third = [await _add_newcomer(small_town, name) for name in ("Karim", "Lou", "Zoé")]
    await second.write(f"/start {links[1]}")
    assert "Lou a rejoint l'équipe" in await head.reads()
    await third.write(f"/start {links[1]}")
    assert CODE_REFUSED in await third.reads()
    await first.write(f"/start {links[0]}")
    assert "Karim a rejoint l'équipe" in await head.reads()
    assert [row.role for row in await read_rows(small_town, Staff)] == ["head", "coordinator", "coordinator"]


async def test_only_the_head_binds_a_group(small_town: Town) -> None:
    """Neither a member, a coordinator, an anonymous administrator, nor a command in private."""
    head, group = await make_head_with_group(small_town)
    bound = await _read_group(small_town)
    coordinator = await _add_newcomer(small_town, "Karim")
    await enter_team_by_link(coordinator, head)
    for who in (coordinator, await _add_newcomer(small_town), await small_town.add_person("Inconnue")):
        theirs = who.enter_chat(await small_town.add_group(who))
        await theirs.write("/relier")
        assert await theirs.messages() == [one for one in await theirs.messages() if one["from"]["id"] != 1]
    other = head.enter_chat(await small_town.add_group(head))
    await small_town.act("send", chat=other.chat, user=head.id, text="/relier", anonymous=True)
    await small_town.settle()
    await head.write("/relier")
    assert await _read_group(small_town) == bound
    await other.write("/relier")
    await head.tap("Oui")
    assert await _read_group(small_town) == str(other.chat)
    assert group.chat != other.chat


async def test_only_the_head_invites(small_town: Town) -> None:
    """Anybody else is shown where they are, and gets no link."""
    await make_head_with_group(small_town)
    who = await _add_newcomer(small_town)
    await who.write("/inviter")
    assert "start=" not in await who.reads_all()
    assert "robot" in await who.reads()


async def test_being_in_the_group_gives_no_right(small_town: Town) -> None:
    """A member who is not staff, known to the bot or not, does nothing with a card."""
    head, group = await make_head_with_group(small_town)
    await sign_up_volunteer(small_town)
    known, unknown = await _add_newcomer(small_town), await small_town.add_person("Inconnue")
    for who in (known, unknown):
        await small_town.act("members", chat=group.chat, user=who.id, status="member")
        before = await dump(small_town)
        for act in ("Approuver", "Refuser", "Détail"):
            assert await who.enter_chat(group.chat).tap(act) == "C'est réservé à l'équipe."
        assert await dump(small_town) == before
    assert head.name not in await known.reads_all()


async def test_a_right_ends_at_once(small_town: Town) -> None:
    """Who is no longer staff can neither act on a card nor give the reason they were asked for."""
    head, group = await make_head_with_group(small_town)
    who = await _add_newcomer(small_town)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Rien d'inquiétant")
    async with small_town.app.sessions.begin() as session:
        await session.execute(delete(Staff))
    before = await dump(small_town)
    await head.write("je me suis trompée")
    after = await dump(small_town)
    for found in (before, after):
        for person in found["person"]:
            person["expecting"] = None
    assert after == before
    assert await group.tap("Je prends") == "C'est réservé à l'équipe."


async def test_a_button_of_a_card_counts_in_the_group_and_others_do_not(active_town: Town) -> None:
    """In the group no private act is done, for nobody."""
    young, _, head, group = active_town.pair
    await active_town.act("members", chat=group.chat, user=young.id, status="member")
    before = await dump(active_town)
    for who in (head, young):
        for data in ("end:1:goal", "erase::yes", "menu::", "help::"):
            sent: Any = await who.enter_chat(group.chat).send_data(data, (await group.messages())[-1]["message_id"])
            assert sent == "Ce bouton n'est plus valable."
    assert await dump(active_town) == before


@pytest.mark.parametrize("act", ["approve", "refuse"])
async def test_a_volunteer_is_judged_once(small_town: Town, act: str) -> None:
    """Two coordinators tap at once, or one twice: the first counts."""
    _, group = await make_head_with_group(small_town)
    await sign_up_volunteer(small_town)
    message = next(one["message_id"] for one in reversed(await group.messages()) if one.get("keyboard"))
    assert await group.send_data(f"card:1:{act}", message) == "C'est noté."
    for again in ("approve", "refuse"):
        assert await group.send_data(f"card:1:{again}", message) == "Ce cas est fermé : il n'y a plus rien à y faire."
    (offer,) = await read_rows(small_town, Offer)
    assert offer.state == {"approve": "to_train", "refuse": "refused"}[act]


async def test_a_report_can_be_closed_when_its_binome_is_gone(active_town: Town) -> None:
    """Who reported erased everything: the team still settles the case, and it calls no more."""
    young, _, head, group = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await young.send_data("erase::keep", (await young.messages())[-1]["message_id"])
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Personne injoignable")
    await head.write("Partie ; je suis seule à décider.")
    before = (await group.reads_all()).count("Urgent : une personne")
    await active_town.pass_time(days=1)
    assert (await group.reads_all()).count("Urgent : une personne") == before
