"""The outside recipient in the chat: reads what it is, signs by a button, and is named by role in /privacy."""

from tests.people import make_head_with_group
from tests.town import Town, Visitor
from use_cases.team import outside

NAMED = "Une personne extérieure"


async def _read_who_reads(head: Visitor) -> None:
    await head.write("/privacy")
    await head.tap("Qui lit quoi")


async def test_a_stranger_becomes_the_outside_recipient(town: Town) -> None:
    """The link alone makes nobody anything; the signature is told to the head, and /privacy says that there is one."""
    head, _ = await make_head_with_group(town)
    async with town.app.sessions.begin() as session:
        code = await outside.open_link(session, town.app.clock.now())
    awa = await town.add_person("Awa")
    await awa.write(f"/start {code}")
    assert "personne dans l'équipe ne doit le lire" in await awa.reads()
    await _read_who_reads(head)
    assert NAMED not in await head.reads()
    await awa.tap("Je promets la confidentialité")
    assert "C'est signé" in await awa.reads()
    assert "a signé la confidentialité" in await head.reads()
    await _read_who_reads(head)
    assert NAMED in await head.reads()
    assert "Awa" not in await head.reads()
    await awa.send_data("outside::confirm", (await awa.messages())[-1]["message_id"])
    assert "Bien reçu" not in await awa.reads_all()  # no call that was never sent is confirmed
    await town.pass_time(days=92)
    await awa.tap("J'ai lu")
    assert "Bien reçu" in await awa.reads()
