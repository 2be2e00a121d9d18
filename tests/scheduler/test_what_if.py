"""What stands in somebody's way is named, with what it would open: to who waits, and to who looks for them."""

from dataclasses import replace
from typing import Any

import pytest

from matching.conditions import CONDITION_ORDER
from mentoring.contexts import NeedWaitContext
from mentoring.desk_contexts import RankingContext
from mentoring.what_if import Blocked
from storage.schema.tables import Need
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import Sample
from tests.texts.test_files import LANGUAGES
from tests.town import Town
from use_cases.needs_offers import forms

MARK = "🚧"


@pytest.mark.parametrize(
    ("given", "blocked"),
    [
        ({"slots": ["mon-morning"]}, "les horaires. Avec d'autres moments"),
        ({"modes": ["in_person"], "region": "corse"}, "la façon de se voir. Avec une autre façon de se voir"),
        ({"topics": ["exams"], "words": ""}, "le sujet. Sur un autre sujet"),
    ],
)
async def test_both_read_what_stands_in_the_way(small_town: Town, given: dict[str, Any], blocked: str) -> None:
    """The young person who asks, and the coordinator who looks for somebody: which condition, what it would open."""
    head, group = await make_head_with_group(small_town)
    await make_trained_volunteer(small_town, group)
    young = await sign_up_young(small_town)
    async with small_town.app.sessions.begin() as session:
        need = await session.get_one(Need, 1)
        await forms.save(session, "need", need, {**await forms.read_answers(session, need), **given})
    await young.write("/ou_en_est_on")
    assert f"Ce qui bloque : {blocked}, 1 personne pourrait t'aider." in await young.reads()
    await head.write("/proposer J-001")
    assert f"Ce qui bloque : {blocked} : 1 volontaire." in await head.reads()


def build_unsuited(language: str) -> RankingContext:
    """Return what a coordinator reads when nobody suits a need."""
    found = Sample().context("ranked", "staff", language)
    assert isinstance(found, RankingContext)
    return replace(found, best=[])


def build_unfound(language: str) -> NeedWaitContext:
    """Return what a young person reads for whom there is nobody."""
    sample = Sample()
    return replace(sample.need_wait(sample.me("need_standing", "young", language)), able=0, full=0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("condition", sorted(set(CONDITION_ORDER) - {"refused"}))
def test_every_condition_has_its_words(condition: str, language: str) -> None:
    """With the number that would open; with none, only what stands in the way."""
    blocked, alone = Blocked(condition, 12), Blocked(condition, 0)
    for kind, context in (("ranked", build_unsuited(language)), ("need_standing", build_unfound(language))):
        text = make_plain(TEXTS.render(kind, replace(context, blocked=blocked, ways=[("remote", 5)])).text)
        assert MARK in text
        assert "12" in text
        assert "12" not in make_plain(TEXTS.render(kind, replace(context, blocked=alone, ways=[])).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_told_to_the_team_alone(language: str) -> None:
    """Who looks for somebody should know that all were asked; who waits should not hear of each no."""
    desk, mine = build_unsuited(language), build_unfound(language)
    nobody, asked = (
        TEXTS.render("ranked", replace(desk, blocked=Blocked(condition, 0))).text for condition in ("offers", "refused")
    )
    assert asked != nobody
    refused = replace(mine, blocked=Blocked("refused", 3))
    assert TEXTS.render("need_standing", refused).text == TEXTS.render("need_standing", mine).text
