"""The head reads what the team read and did: in sentences, newest first, and that is in the audit too."""

from typing import get_args

import pytest

from mentoring.desk_contexts import AuditContext
from mentoring.desk_views import AuditLine
from mentoring.views import Reader
from storage.schema.tables import Audit, Card
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, sign_up_volunteer
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.test_files import LANGUAGES
from tests.town import BEGINNING, Town
from use_cases.people.audit import PEOPLE_ACTS, Act, Place


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_head_reads_in_sentences_what_the_team_did(town: Town) -> None:
    """Newest first, of everybody or of one member; each page that is read is an entry of its own."""
    head, group = await make_head_with_group(town)
    karim, in_group = await invite_coordinator(town, head, group)
    await sign_up_volunteer(town)
    await in_group.tap("Détail")
    await karim.write("/offre V-001")
    await in_group.tap("Approuver")
    await head.write("/audit")
    lines = [line.partition(" : ")[2] for line in (await head.reads()).splitlines() if line.startswith("•")]
    assert lines == [
        "Claire a lu ce journal", "Karim a approuvé C-001", "Karim a lu V-001", "Karim a lu C-001",
        "Karim s'est engagé·e à la confidentialité", "Karim a rejoint l'équipe", "Claire a ouvert une invitation",
        "Claire a relié le groupe des alertes", "Claire s'est engagé·e à la confidentialité",
        "Claire a rejoint l'équipe (responsable)",
    ]  # fmt: skip
    await head.tap("👤 Karim")
    text = await head.reads()
    assert "Karim a lu V-001" in text
    assert "Claire" not in text
    assert [(row.act, row.subject) for row in await read_rows(town, Audit)][-2:] == [("read", "audit")] * 2


async def test_it_is_read_a_page_at_a_time_and_by_a_head_alone(small_town: Town) -> None:
    """Older pages follow by a tap; a coordinator is shown none, whatever they send."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    for _ in range(12):
        await karim.write("/file")
    await head.write("/audit")
    assert "page 1 sur 2" in await head.reads()
    await head.tap("Plus ancien")
    assert "Claire a relié le groupe des alertes" in await head.reads()
    await karim.write("/audit")
    await karim.send_data("audit:0:", (await karim.messages())[-1]["message_id"])
    assert "Ce que l'équipe a lu" not in await karim.reads_all()


async def test_a_head_reads_nothing_of_a_case_about_themselves(small_town: Town) -> None:
    """What others do on it is in the audit, and not on the head's page."""
    head, _ = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        session.add(Card(kind="report", key="report:1", about_id=1, opened_at=BEGINNING))
        await session.flush()
        session.add(Audit(at=BEGINNING, actor=1, act="read", subject="card:1"))
        session.add(Audit(at=BEGINNING, actor=1, act="read", subject="card:2"))
    await head.write("/audit")
    assert "C-002" in await head.reads()
    assert "C-001" not in await head.reads()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_and_every_list_is_said_in_words(language: str) -> None:
    """Those of the team, in each language: a new one without words is no sentence."""
    acts = [(act, "card", "C-001") for act in get_args(Act) if act not in PEOPLE_ACTS]
    lists = [("read", place, "") for place in get_args(Place) if place != "staff"]
    for act, noun, about in (*acts, *lists):
        line = AuditLine(BEGINNING, "Claire", is_program=False, act=act, detail="", noun=noun, about=about)
        me = Reader(language=language, side="staff", zone="Europe/Paris", role="head")
        context = AuditContext(me=me, lines=[line], page=0, pages=1, member=0, team=[])
        said = make_plain(TEXTS.render("audit", context).text).partition("Claire ")[2].partition("\n")[0]
        assert len(said) > 3, (act, noun)
        assert "no longer here" not in said
        assert "n'est plus là" not in said
