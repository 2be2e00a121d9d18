"""What everybody can read of their data, in every state, and what they can refuse there, through HTTP."""

import html
import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from mentoring.privacy import PAGES, PrivacyNotice, PrivacyPage
from mentoring.privacy_contexts import PrivacyContext
from mentoring.views import Reader
from storage.engine.clock import read_real_time
from storage.schema.gate_tables import ConsentWords
from storage.schema.safeguarding_tables import Restriction
from storage.schema.tables import Person
from tests.people import sign_up_young
from tests.texts.samples import PROGRAMME
from tests.town import Town, Visitor
from texts import Texts

SUB_PAGES = [page for page in PAGES if page]
TITLES = {
    "rights": "Mes droits",
    "readers": "Qui lit quoi",
    "kept": "Combien de temps",
    "matching": "Comment le binôme est choisi",
    "worries": "Les mots qui inquiètent",
    "telegram": "Telegram",
    "consent": "accepté",
}


async def _visit(who: Visitor, page: str) -> None:
    """Open a page from the first one, and come back."""
    await who.choose(f"privacy::{page}")
    assert TITLES[page] in await who.reads()
    assert "help::" in await who.list_data()
    await who.tap("Retour")
    assert "Vie privée" in (await who.reads()).split("\n")[0]


async def _list_pages(who: Visitor) -> set[str]:
    """Return the pages that the first one leads to."""
    await who.write("/privacy")
    return {data.rpartition(":")[2] for data in await who.list_data() if data.startswith("privacy::")}


async def _bar(town: Town, who: Visitor) -> None:
    async with town.app.sessions.begin() as session:
        mine = Person.fingerprint == session.vault.fingerprint(who.id)
        person = (await session.scalars(select(Person).where(mine))).one()
        since = read_real_time()
        session.add(Restriction(fingerprint=person.fingerprint, person_id=person.id, kind="barred", since=since))


async def test_everybody_reads_each_page_and_comes_back(small_town: Town) -> None:
    """Somebody who is unknown, in the middle of a question, and barred: each finds the pages, the way back and help."""
    who = await small_town.add_person("Paul")
    await who.write("/start")
    assert await _list_pages(who) == {*SUB_PAGES} - {"consent"}
    for page in sorted({*SUB_PAGES} - {"consent"}):
        await _visit(who, page)
    await who.write("/start")
    await who.tap("je cherche de l'aide")
    asked = await who.reads()
    assert await _list_pages(who) == {*SUB_PAGES}
    await _visit(who, "consent")
    await who.tap("Retour")
    assert await who.reads() == asked
    await _bar(small_town, who)
    await who.write("/menu")
    assert "ne peut pas participer" in await who.reads()
    assert await _list_pages(who) == {*SUB_PAGES}
    await _visit(who, "matching")


async def test_what_was_agreed_to_is_read_with_its_date(small_town: Town) -> None:
    """In the words that were read then, whatever the welcome says since; before anything was agreed to it says so."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    welcome = await young.reads()
    agreed = welcome[welcome.index("Pour cela") :]
    await young.send_data("privacy::consent", (await young.messages())[-1]["message_id"])
    assert "Rien n'a encore été accepté" in await young.reads()
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    await small_town.pass_time(days=1)
    await young.write("/mesdonnees")
    await young.choose("privacy::consent")
    said = await young.reads()
    assert re.search(r"Tu as touché « D'accord » le 23 nov. 2026 \(texte fr-[0-9a-f]{6}\)\.\s+Voici les mots", said)
    assert agreed in said
    async with small_town.app.sessions.begin() as session:
        session.add(ConsentWords(edition="fr-000000", words="Je garde <un> prénom.", since=small_town.app.clock.now()))
        await session.execute(update(Person).values(consent_edition="fr-000000"))
    await young.write("/mesdonnees")
    assert "(texte fr-000000)" in await young.reads()
    await young.choose("privacy::consent")
    said = await young.reads()
    assert "le 23 nov. 2026 (texte fr-000000)" in said
    assert "L'accueil dit autre chose depuis" in said
    assert "Je garde <un> prénom." in html.unescape(said)
    assert agreed not in said
    assert "/effacer" in said
    async with small_town.app.sessions.begin() as session:
        await session.execute(update(Person).values(consent_edition="fr-111111"))
    await young.write("/mesdonnees")
    await young.choose("privacy::consent")
    assert "Ses mots ne sont pas gardés ici" in await young.reads()


async def test_words_are_refused_from_the_answers_and_allowed_from_the_page(small_town: Town) -> None:
    """Each tap shows what holds from now on, with the way to change one's mind; anything else is refused."""
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.tap("Ne pas utiliser mes mots")
    assert "Seuls les sujets" in await young.reads()
    await young.write("/profil")
    assert "words::refuse" not in await young.list_data()
    await young.write("/privacy")
    await young.choose("privacy::matching")
    await young.tap("Utiliser mes mots")
    assert "En ce moment, les mots écrits comptent" in await young.reads()
    toast = await young.send_data("words::maybe", (await young.messages())[-1]["message_id"])
    assert toast == "Ce bouton n'est plus valable."


@pytest.mark.parametrize(
    ("language", "named", "erases"),
    [("fr", "Un parent, une tutrice", "/effacer"), ("en", "A parent, a guardian", "/erase")],
)
def test_a_legal_representative_reads_what_is_kept_of_them(language: str, named: str, erases: str) -> None:
    """An account's number, an answer and its date, how long, their rights; nothing where the programme asks nobody."""
    reader = Reader(language)
    kept = PrivacyContext(
        me=reader,
        page="kept",
        has_outside=False,
        consented_at=None,
        consent_edition="",
        consent_words="",
        uses_words=True,
    )
    asks = replace(PROGRAMME, safeguarding=replace(PROGRAMME.safeguarding, parents="agree"))
    said = Texts(asks).render("privacy", kept).text
    assert all(words in said for words in (named, "Telegram", "18", erases, "/menu"))
    assert named not in Texts(PROGRAMME).render("privacy", kept).text


OWN = PrivacyNotice(
    controller="Association Exemple",
    address="1 rue des Lilas",
    officer="dpo@example.org",
    authority="Garante",
    authority_address="piazza Venezia 11",
    authority_site="garanteprivacy.it",
)
"""What an association writes of itself, each where the law wants it read."""
WHOM_TO_ASK = (OWN.officer, OWN.authority, OWN.authority_address, OWN.authority_site)
TOLD: dict[str, dict[PrivacyPage, tuple[str, ...]]] = {
    "fr": {
        "": (OWN.controller, OWN.address, "Pourquoi", "Base légale", "chiffrées", PROGRAMME.contact),
        "rights": ("/mesdonnees", "/exporter", "/profil", "/effacer", "/pause", *WHOM_TO_ASK),
        "readers": ("L'équipe", "Une personne extérieure", "Le serveur", "L'autre du binôme"),
        "kept": (f"{PROGRAMME.retention_days // 30} mois", f"{PROGRAMME.safeguarding.keep_case_months} mois", "jours"),
        "matching": ("Un programme compare", "Puis deux personnes décident"),
        "worries": ("Un programme cherche", "signes de détresse", "santé", "s'y opposer"),
        "telegram": ("hors de l'Union européenne", "pas chiffrés de bout en bout"),
    },
    "en": {
        "": (OWN.controller, OWN.address, "Why", "Legal basis", "encrypted", PROGRAMME.contact),
        "rights": ("/mydata", "/export", "/profile", "/erase", "/pause", *WHOM_TO_ASK),
        "readers": ("The team", "outside", "The server", "The other"),
        "kept": (f"{PROGRAMME.retention_days // 30} months", f"{PROGRAMME.safeguarding.keep_case_months} months"),
        "matching": ("A program compares", "two people decide"),
        "worries": ("A program looks", "signs of distress", "health", "to object"),
        "telegram": ("outside the European Union", "not end-to-end encrypted"),
    },
}
"""Language -> page -> what the law wants told there: who, why, on what ground, to whom, how long, which rights."""


@pytest.mark.parametrize("language", TOLD)
def test_the_pages_tell_what_the_law_wants_told(language: str) -> None:
    """Controller, ground, readers, terms, rights, authority, the choice by a program, the screening, Telegram."""
    texts = Texts(replace(PROGRAMME, privacy=OWN))
    assert set(TOLD[language]) == {*PAGES} - {"consent"}
    for page, told in TOLD[language].items():
        context = PrivacyContext(
            me=Reader(language),
            page=page,
            has_outside=True,
            consented_at=None,
            consent_edition="",
            consent_words="",
            uses_words=True,
        )
        said = texts.render("privacy", context).text.replace("’", "'").replace("\u00a0", " ")
        assert [words for words in told if words not in said] == [], page
