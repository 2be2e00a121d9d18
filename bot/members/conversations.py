"""What each of the two chooses for their talk: whether to write, what to read, whether to show a Telegram name."""

from collections.abc import Awaitable, Callable

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from storage.schema.tables import Binome
from use_cases.binomes import binomes
from use_cases.talk import conversation_sides, drafts

Choice = Callable[[Turn, Binome], Awaitable[None]]


async def choose(turn: Turn, action: Action) -> None:
    """Show what was chosen, or change it."""
    binome = await binomes.lock_arranging(turn.session, action.number, turn.person)
    if action.choice not in CHOICES:
        raise NotPossible
    await CHOICES[action.choice](turn, binome)


async def _show(turn: Turn, binome: Binome) -> None:
    await turn.reply("conversation", binome=binome.id)


async def _read_terms(turn: Turn, binome: Binome) -> None:
    await turn.reply("talk_terms", binome=binome.id)


async def _accept(turn: Turn, binome: Binome) -> None:
    conversation_sides.accept(turn.person, turn.now)
    await turn.redraw("conversation", binome=binome.id)
    if waiting := await drafts.list_current(turn.session, turn.person):
        await turn.reply("talk_draft", passed=waiting[0].id)  # what was written before the question


async def _take_back(turn: Turn, binome: Binome) -> None:
    conversation_sides.take_back(turn.person)
    await turn.redraw("conversation", binome=binome.id)


def _build_muting(*, is_on: bool) -> Choice:
    async def mute(turn: Turn, binome: Binome) -> None:
        await conversation_sides.set_muted(turn.session, binome, turn.person, turn.now, is_on=is_on)
        await turn.redraw("conversation", binome=binome.id)

    return mute


async def _share_name(turn: Turn, binome: Binome) -> None:
    await conversation_sides.share_name(turn.session, binome, turn.person, turn.now)
    await turn.redraw("conversation", binome=binome.id)


async def _keep_name(turn: Turn, binome: Binome) -> None:
    await conversation_sides.keep_name(turn.session, binome, turn.person)
    await turn.redraw("conversation", binome=binome.id)


CHOICES: dict[str, Choice] = {
    "": _show,
    "terms": _read_terms,
    "yes": _accept,
    "no": _take_back,
    "mute": _build_muting(is_on=True),
    "unmute": _build_muting(is_on=False),
    "share": _share_name,
    "keep": _keep_name,
}
