"""On which side of a binôme somebody stands, and what they are in the team."""

from typing import Literal

from mentoring.states import Form

Side = Literal["young", "volunteer"]
YOUNG: Literal["young"] = "young"
VOLUNTEER: Literal["volunteer"] = "volunteer"
MaybeSide = Side | Literal[""]
"""A side, or an empty string for somebody who is on neither."""
ReaderSide = MaybeSide | Literal["staff"]
SIDES: tuple[Side, Side] = (YOUNG, VOLUNTEER)
SIDE_BY_FORM: dict[Form, Side] = {"need": YOUNG, "offer": VOLUNTEER}
FORM_BY_SIDE: dict[Side, Form] = {side: form for form, side in SIDE_BY_FORM.items()}
Role = Literal["coordinator", "head"]
InvitedRole = Role | Literal["outside"]
"""What a link into the team makes of somebody; whoever is outside is told of what nobody inside may read."""
MaybeRole = Role | Literal[""]
"""A role, or an empty string for somebody who is not of the team."""
