"""What the outside recipient does: sign confidentiality, and confirm the quarterly test call."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.mail import is_address
from use_cases.people import outsiders
from use_cases.team import outside

ACTS = {"sign": (outside.sign, "outside_signed"), "confirm": (outside.confirm, "outside_confirmed")}
"""Choice -> what is recorded, and what is answered."""


async def act(turn: Turn, action: Action) -> str | None:
    """Do what a button of the outside recipient says."""
    if action.choice == "name":
        await outside.name_head(turn.session, turn.person, action.number, turn.now)
        await turn.redraw("outside_no_head")
        return "toast_saved"
    if action.choice in MAIL_ACTS:
        await MAIL_ACTS[action.choice](turn)
        return None
    if action.choice not in ACTS:
        raise NotPossible("(outside)")
    record, answer = ACTS[action.choice]
    await record(turn.session, turn.person, turn.now)
    await turn.redraw(answer)
    if action.choice == "sign" and turn.programme.has_mail:
        turn.expect("mail", "outside")
    return "toast_saved"


async def read_mail(turn: Turn, _expected: Expected, words: str) -> None:
    """Keep a mail address that was asked for; what is none is asked for again."""
    if not is_address(words):
        turn.expect("mail", "outside")
        await turn.reply("outside_mail_ask", problem="mail")
        return
    await outside.save_mail(turn.session, turn.person, words, turn.now)
    await turn.reply("outside_mail_saved")


async def _ask_mail(turn: Turn) -> None:
    if not turn.programme.has_mail or not await outsiders.is_recipient(turn.session, turn.person):
        raise NotPossible("(mail)")
    turn.expect("mail", "outside")
    await turn.reply("outside_mail_ask")


async def _forget_mail(turn: Turn) -> None:
    turn.person.expecting = None
    await outside.save_mail(turn.session, turn.person, "", turn.now)
    await turn.redraw("outside_home")


MAIL_ACTS = {"mail": _ask_mail, "no_mail": _forget_mail}
