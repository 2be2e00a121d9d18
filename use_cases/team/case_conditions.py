"""What access to a case depends on, as conditions of a query: whom it accuses, and who is in which circle.

`use_cases.team.case_access` alone asks them: it is the only door to cases.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import case as sql_case
from sqlalchemy.orm import aliased

from mentoring.case_access import (
    CASE_ACCESS,
    FROM_SEVERAL,
    KEPT_OUTSIDE,
    KINDS_CLOSED_TO_WRITER,
    Accused,
    Circle,
    Power,
)
from mentoring.cases import SAFETY_KINDS
from mentoring.roles import Role
from storage.schema.safeguarding_tables import OutsideRecipient, SuspendedStaff, Tie
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Staff
from use_cases.people.audit import Act

Condition = ColumnElement[bool]
Number = ColumnElement[int]
LOOKED_UP: Act = "looked up"
SECONDED: Act = "seconded"


class Facts(NamedTuple):
    """What access to a case depends on: of all cases as columns, or of one as parameters; nobody is 0."""

    kind: ColumnElement[str]
    person: Number
    about: Number
    danger: Number
    binome: Number
    avoids: Number
    """Who of the team is not to read it, as its writer asked."""
    subject: ColumnElement[str]
    """What the audit calls the case."""
    is_erased: Condition
    """Whether whoever it accuses has erased everything, and the group was not shown it."""
    is_from_several: Condition
    """Whether it holds words for whoever no report of its writer accuses."""
    is_kept_outside: Condition
    """Whether it stays with the outside recipient."""

    @classmethod
    def of_any(cls) -> "Facts":
        """Return the facts of whichever case a query looks at."""
        erased = Card.about_id.is_(None) & Card.about_print.is_not(None) & Card.message_id.is_(None)
        columns = (Card.person_id, Card.about_id, Card.danger_id, Card.binome_id, Card.avoids_id)
        who, other, feared_for, pair, but = (func.coalesce(one, 0) for one in columns)
        named, several = literal("card:") + cast(Card.id, String), Card.key.endswith(FROM_SEVERAL)
        stays = Card.key.endswith(KEPT_OUTSIDE)
        return cls(Card.kind.expression, who, other, feared_for, pair, but, named, erased, several, stays)

    @classmethod
    def of_parameters(cls) -> "Facts":
        """Return the facts of one case as parameters of a query, to be given by `list_facts`."""
        kind, subject = (bindparam(name, type_=String) for name in ("kind", "subject"))
        person, about, danger, binome, avoids = (bindparam(name, type_=Integer) for name in cls._fields[1:6])
        erased, several, kept = (bindparam(name, type_=Boolean) for name in cls._fields[7:])
        return cls(kind, person, about, danger, binome, avoids, subject, erased, several, kept)


def list_facts(card: Card) -> dict[str, Any]:
    """Return what `Facts.of_parameters` asks of a case, which need not be kept yet."""
    key = card.key or ""
    return {
        "kind": card.kind,
        "person": card.person_id or 0,
        "about": card.about_id or 0,
        "danger": card.danger_id or 0,
        "binome": card.binome_id or 0,
        "avoids": card.avoids_id or 0,
        "subject": f"card:{card.id}",
        "is_erased": card.about_id is None and card.about_print is not None and card.message_id is None,
        "is_from_several": key.endswith(FROM_SEVERAL),
        "is_kept_outside": key.endswith(KEPT_OUTSIDE),
    }


def is_posted(facts: Facts) -> Condition:
    """Return whether the group may be shown a case: nobody who reads there is kept out of it."""
    posted = [is_so(facts) for accused, is_so in ACCUSED.items() if CASE_ACCESS[accused].is_posted]
    own = facts.kind.in_(KINDS_CLOSED_TO_WRITER) & _is_staff(facts.person)
    kept_out = or_(own, _is_staff(facts.danger), _is_staff(facts.avoids), is_tied(facts), _is_kept_outside(facts))
    return and_(or_(*posted), ~kept_out)


def has_power(facts: Facts, who: Number, power: Power) -> Condition:
    """Return whether a rule of the table lets somebody in whom nothing keeps out.

    Where it lets nobody of the team in to look after somebody's safety, it is for the outside recipient.
    """
    also = _is_outside(who) & _is_left_alone(facts)
    if power != "told":
        also |= _is_asked_for_second(facts, who)
    return _is_let_in(facts, who) & (_is_in_circle(facts, who, power) | also)


def _is_let_in(facts: Facts, who: Number) -> Condition:
    own = (facts.kind.in_(KINDS_CLOSED_TO_WRITER) | (facts.avoids != 0)) & (facts.person == who)
    return and_(facts.about != who, facts.danger != who, facts.avoids != who, ~own, ~is_tied(facts, who))


def _is_in_circle(facts: Facts, who: Number, power: Power) -> Condition:
    by_circle: dict[Circle, list[Condition]] = {}
    for accused, is_so in ACCUSED.items():
        by_circle.setdefault(getattr(CASE_ACCESS[accused], power), []).append(is_so(facts))
    usual = or_(*(or_(*accused) & CIRCLES[circle](facts, who) for circle, accused in by_circle.items()))
    return sql_case((_is_kept_outside(facts), CIRCLES["outside"](facts, who)), else_=usual)


def _is_kept_outside(facts: Facts) -> Condition:
    return facts.is_kept_outside & _is_outside()


def _is_asked_for_second(facts: Facts, who: Number) -> Condition:
    """Return whether somebody heads in the place of an only head and the recipient wants a second yes of theirs."""
    row, asked = aliased(SuspendedStaff), aliased(Audit)
    stands_in = select(row.person_id).where(row.person_id == facts.about, row.acting_id == who)
    said = select(asked.id).where(asked.subject == facts.subject, asked.act == SECONDED)
    return stands_in.correlate_except(row).exists() & said.correlate_except(asked).exists()


def _is_left_alone(facts: Facts) -> Condition:
    """Return whether everybody of the team is kept out who would be told: of an urgent case, or one kept from some."""
    row = aliased(Staff)
    told = _is_let_in(facts, row.person_id.expression) & _is_in_circle(facts, row.person_id.expression, "told")
    found = select(row.person_id).where(told).correlate_except(row)
    return (facts.kind.in_(SAFETY_KINDS) | (facts.avoids != 0)) & ~facts.is_from_several & ~found.exists()


def is_tied(facts: Facts, who: Number | None = None) -> Condition:
    """Return whether a tie binds somebody to the people of a case, those of a binôme that it names included.

    Whichever of the two has declared it. Without a person, whether one binds anybody of the team.
    """
    tie = aliased(Tie)
    ends = tie.staff_id.expression, tie.person_id.expression
    ways = [
        (_is_staff(one) if who is None else one == who) & _is_of_case(facts, other) for one, other in (ends, ends[::-1])
    ]
    return select(tie.staff_id).where(or_(*ways)).correlate_except(tie).exists()


def _is_of_case(facts: Facts, who: Number) -> Condition:
    return who.in_((facts.about, facts.person, facts.danger)) | _is_in_binome(facts.binome, who)


def _is_in_binome(binome: Number, who: Number) -> Condition:
    row, need, offer = aliased(Binome), aliased(Need), aliased(Offer)
    found = select(row.id).join(need, need.id == row.need_id).join(offer, offer.id == row.offer_id)
    found = found.where(row.id == binome, (need.person_id == who) | (offer.person_id == who))
    return found.correlate_except(row, need, offer).exists()


def _is_staff(who: Number, *roles: Role) -> Condition:
    row = aliased(Staff)
    found = select(row.person_id).where(row.person_id == who, row.role.in_(roles or ("head", "coordinator")))
    return found.correlate_except(row).exists()


def _is_outside(who: Number | None = None) -> Condition:
    """Return whether somebody is the outside recipient; without a person, whether there is one."""
    row, team = aliased(OutsideRecipient), aliased(Staff)
    found = select(row.person_id).where(row.signed_at.is_not(None), row.person_id.not_in(select(team.person_id)))
    return (found if who is None else found.where(row.person_id == who)).correlate_except(row).exists()


def _has_need(who: Number) -> Condition:
    return select(Need.id).where(Need.person_id == who).correlate_except(Need).exists()


def _has_other_head(who: Number) -> Condition:
    row = aliased(Staff)
    return select(row.person_id).where(row.role == "head", row.person_id != who).correlate_except(row).exists()


def _has_handled(facts: Facts, who: Number) -> Condition:
    """Return whether somebody has acted on a case while they could read it."""
    row = aliased(Audit)
    acted = (row.subject == facts.subject, row.actor == who, row.act != LOOKED_UP)
    return select(row.id).where(*acted).correlate_except(row).exists()


def _is_unaccused(facts: Facts, who: Number) -> Condition:
    """Return whether no report of a case's writer is about somebody; once the writer is erased nobody can say so."""
    row = aliased(Card)
    accusing = select(row.id).where(row.person_id == facts.person, row.about_id == who).correlate_except(row)
    return (facts.person != 0) & ~accusing.exists()


def _is_stood_down(who: Number, role: Role, *, was_alone: bool | None = None) -> Condition:
    """Return whether somebody is suspended who was of the team: a case about them stays with whoever judges it."""
    row = aliased(SuspendedStaff)
    found = select(row.person_id).where(row.person_id == who, row.role == role)
    found = found if was_alone is None else found.where(row.was_alone.is_(was_alone))
    return found.correlate_except(row).exists()


def _is_member(about: Number) -> Condition:
    of_team = _is_staff(about) | _is_stood_down(about, "head") | _is_stood_down(about, "coordinator")
    return (about != 0) & ~of_team & ~_is_outside(about)


def _is_only_head(about: Number) -> Condition:
    return (_is_staff(about, "head") & ~_has_other_head(about)) | _is_stood_down(about, "head", was_alone=True)


def _is_one_of_heads(about: Number) -> Condition:
    return (_is_staff(about, "head") & _has_other_head(about)) | _is_stood_down(about, "head", was_alone=False)


ACCUSED: dict[Accused, Callable[[Facts], Condition]] = {
    "nobody": lambda case: (case.about == 0) & ~case.is_erased & ~case.is_from_several,
    "several": lambda case: (case.about == 0) & ~case.is_erased & case.is_from_several,
    "erased": lambda case: case.is_erased,
    "young": lambda case: _is_member(case.about) & _has_need(case.about),
    "volunteer": lambda case: _is_member(case.about) & ~_has_need(case.about),
    "coordinator": lambda case: _is_staff(case.about, "coordinator") | _is_stood_down(case.about, "coordinator"),
    "one_of_heads": lambda case: _is_one_of_heads(case.about),
    "only_head": lambda case: _is_only_head(case.about) & _is_outside(),
    "unwatched_head": lambda case: _is_only_head(case.about) & ~_is_outside(),
    "outside": lambda case: _is_outside(case.about) & ~_is_staff(case.about),
}
"""Whom a case accuses, by what the person is now: exactly one of them is so."""
CIRCLES: dict[Circle, Callable[[Facts, Number], Condition]] = {
    "team": lambda _case, who: _is_staff(who),
    "heads": lambda _case, who: _is_staff(who, "head"),
    "other_heads": lambda _case, who: _is_staff(who, "head"),
    "outside": lambda _case, who: _is_outside(who),
    "handlers": lambda case, who: (
        _is_staff(who, "head") | ((_is_staff(who) | _is_outside(who)) & _has_handled(case, who))
    ),
    "unaccused": lambda case, who: (
        (_is_staff(who, "head") | _is_outside(who) | (_is_staff(who) & ~_is_outside())) & _is_unaccused(case, who)
    ),
    "nobody": lambda _case, _who: false(),
}
