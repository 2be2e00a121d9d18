"""Small random markets without words, whose best round can be found by trying everything."""

from collections.abc import Sequence
from functools import cache
from math import sqrt

from hypothesis import strategies as st

from matching import Need, Offer
from tests.matching.people import make_need, make_offer

TOPICS = st.frozensets(st.sampled_from(("cv_letter", "exams", "orals")), max_size=3)
MODES = st.frozensets(st.sampled_from(("remote", "in_person")), min_size=1)
REGIONS = st.sampled_from(("", "bretagne", "corse"))
FIELDS = st.sampled_from(("", "health", "computing"))
HOURS = st.integers(0, 7)
LANGUAGES = st.frozensets(st.sampled_from(("fr", "en")), min_size=1)
IDS = st.integers(1, 6)


@st.composite
def draw_need(draw: st.DrawFn, id: int) -> Need:
    """Draw a need, with any conditions."""
    return make_need(
        id,
        "",
        *draw(TOPICS),
        field=draw(FIELDS),
        region=draw(REGIONS),
        hours=draw(HOURS),
        modes=draw(MODES),
        languages=draw(LANGUAGES),
        waiting_days=draw(st.integers(0, 60)),
        priority=draw(st.booleans()),
        minor=draw(st.booleans()),
        refused=draw(st.frozensets(IDS, max_size=2)),
    )


@st.composite
def draw_offer(draw: st.DrawFn, id: int) -> Offer:
    """Draw an offer, with any conditions."""
    return make_offer(
        id,
        "",
        *draw(TOPICS),
        fields=draw(st.frozensets(FIELDS, max_size=2)),
        region=draw(REGIONS),
        hours=draw(HOURS),
        modes=draw(MODES),
        languages=draw(LANGUAGES),
        capacity=draw(st.integers(0, 2)),
        taken=draw(st.integers(0, 7)),
        minors=draw(st.booleans()),
    )


MARKETS = st.tuples(
    st.integers(0, 5).flatmap(lambda size: st.tuples(*(draw_need(id) for id in range(1, size + 1)))),
    st.integers(0, 5).flatmap(lambda size: st.tuples(*(draw_offer(id) for id in range(1, size + 1)))),
)


def may_meet(young: Need, volunteer: Offer) -> bool:
    """Return, in plain Python, whether a pair meets every condition."""
    together = young.modes & volunteer.modes
    return (
        young.hours & volunteer.hours != 0
        and ("remote" in together or ("in_person" in together and young.region == volunteer.region != ""))
        and bool(young.languages & volunteer.languages)
        and volunteer.capacity > 0
        and (volunteer.minors or not young.minor)
        and volunteer.id not in young.refused
        and bool(young.topics & volunteer.topics)
    )


def compute_pair_worth(young: Need, volunteer: Offer) -> float:
    """Return by hand what a possible binôme is worth: 1 + score + waiting."""
    alike = len(young.topics & volunteer.topics) / sqrt(len(young.topics) * len(volunteer.topics))
    field = young.field != "" and young.field in volunteer.fields
    waited = young.waiting_days + (14 if young.priority else 0)
    return 1.0 + 0.3 * alike + 0.1 * field + waited / 28


def compute_best_worth(young: Sequence[Need], volunteers: Sequence[Offer]) -> float:
    """Return what the best round is worth, by trying every round."""

    @cache
    def compute_rest(place: int, free: tuple[int, ...]) -> float:
        if place == len(young):
            return 0.0
        best = compute_rest(place + 1, free)
        for column, volunteer in enumerate(volunteers):
            if free[column] and may_meet(young[place], volunteer):
                taken = (*free[:column], free[column] - 1, *free[column + 1 :])
                already = min(5, volunteer.taken + volunteer.capacity - free[column])
                worth = compute_pair_worth(young[place], volunteer) - 0.02 * already
                best = max(best, worth + compute_rest(place + 1, taken))
        return best

    return compute_rest(0, tuple(volunteer.capacity for volunteer in volunteers))
