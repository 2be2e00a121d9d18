"""The bot was away for longer than Telegram keeps what people write."""

from dataclasses import replace
from datetime import timedelta

from mentoring.expectations import expect_words
from storage import installation
from tests.faults.conftest import OpenTown
from tests.people import make_head_with_group, sign_up_young
from tests.town import Town, Visitor
from use_cases.people import people


async def _gather_cast(town: Town, hours: int) -> tuple[Visitor, Visitor, Visitor]:
    """Return (head, somebody with a need sent, somebody in the middle of a form), last heard so many hours ago."""
    head, _ = await make_head_with_group(town)
    settled_one = await sign_up_young(town)
    writing = await town.add_person("Lou")
    await writing.write("/start")
    await writing.tap("je cherche de l'aide")
    await town.settle()
    async with town.app.sessions.begin() as session:
        long_ago = town.app.clock.real_now() - timedelta(hours=hours)
        assert await installation.read_moment(session, installation.LAST_CONTACT_AT) is not None
        await installation.write(session, installation.LAST_CONTACT_AT, long_ago.isoformat())
    return head, settled_one, writing


async def _count_asked(town: Town, *who: Visitor) -> list[int]:
    await who[0].write("/menu")  # something to hear
    await town.pass_time(minutes=1)
    return [await town.count_sent(one, "après plus d'un jour d'absence") for one in who]


async def test_after_more_than_a_day_who_was_in_a_conversation_is_asked_to_write_again(restart: OpenTown) -> None:
    """Their words may be lost; whoever only waits is left in peace, and nobody is asked twice."""
    async with restart() as town:
        cast = await _gather_cast(town, hours=25)
    async with restart() as town:
        assert await _count_asked(town, *[replace(one, town=town) for one in cast]) == [0, 0, 1]
    async with restart() as town:
        assert await _count_asked(town, replace(cast[2], town=town)) == [0]


async def test_after_less_nobody_is_disturbed(restart: OpenTown) -> None:
    """Telegram has kept what was written: it is heard now."""
    async with restart() as town:
        cast = await _gather_cast(town, hours=23)
    async with restart() as town:
        assert await _count_asked(town, *[replace(one, town=town) for one in cast]) == [0, 0, 0]


async def test_whoever_was_asked_to_type_when_we_fell_silent_is_asked_to_write_again(restart: OpenTown) -> None:
    """Their words may be lost; what had lapsed long before is no conversation any more."""
    async with restart() as town:
        head, in_time, late = (
            await make_head_with_group(town),
            *[await sign_up_young(town, name) for name in ("Inès", "Lou")],
        )
        async with town.app.sessions.begin() as session:
            heard_at = town.app.clock.real_now() - timedelta(hours=25)
            await installation.write(session, installation.LAST_CONTACT_AT, heard_at.isoformat())
            then = town.app.clock.now() - timedelta(hours=25)
            for who, minutes in ((in_time, 1), (late, 11)):
                person = await people.find_person(session, who.id)
                assert person is not None
                person.expecting = expect_words("place", 1, then - timedelta(minutes=minutes))
    async with restart() as town:
        assert await _count_asked(town, *[replace(one, town=town) for one in (head[0], in_time, late)]) == [0, 1, 0]
