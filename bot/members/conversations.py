"""What each of the two chooses for their talk: whether to write, what to read, whether to show a Telegram name."""

from collections.abc import Awaitable, Callable

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from storage.schema.tables import Binome
from use_cases.binomes import binomes
from use_cases.talk import conversation_sides, drafts, passing

Choice = Callable[[Turn, Binome], Awaitable[None]]


async def choose(turn: Turn, action: Action) -> None:
    """Show what was chosen, or change it: the screen is then drawn again."""
    binome = await binomes.lock_arranging(turn.session, action.number, turn.person)
    if action.choice in SHOWN:
        await turn.reply(SHOWN[action.choice], binome=binome.id)
        return
    if action.choice not in CHOICES:
        raise NotPossible
    await CHOICES[action.choice](turn, binome)
    await turn.redraw("conversation", binome=binome.id)
    if action.choice == "yes" and (waiting := await drafts.list_current(turn.session, turn.person)):
        await turn.reply("talk_draft", passed=waiting[0].id)  # what was written before the question


async def _accept(turn: Turn, _binome: Binome) -> None:
    conversation_sides.accept(turn.person, turn.now)


async def _take_back(turn: Turn, _binome: Binome) -> None:
    conversation_sides.take_back(turn.person)


def _build_muting(*, is_on: bool) -> Choice:
    async def mute(turn: Turn, binome: Binome) -> None:
        await conversation_sides.set_muted(turn.session, binome, turn.person, turn.now, is_on=is_on)

    return mute


async def _share_name(turn: Turn, binome: Binome) -> None:
    await conversation_sides.share_name(turn.session, binome, turn.person, turn.now)


async def _keep_name(turn: Turn, binome: Binome) -> None:
    await conversation_sides.keep_name(turn.session, binome, turn.person)


SHOWN = {"": "conversation", "terms": "talk_terms"}
"""Choice that changes nothing -> the message that it shows."""
CHOICES: dict[str, Choice] = {
    "yes": _accept,
    "no": _take_back,
    "mute": _build_muting(is_on=True),
    "unmute": _build_muting(is_on=False),
    "share": _share_name,
    "keep": _keep_name,
}


async def tell_of_edit(turn: Turn) -> bool:
    """Say what a partner keeps of a message that was corrected; return False where none was written lately."""
    binome = await passing.find_lately_written(turn.session, turn.person, turn.now)
    if binome is not None:
        await turn.reply("talk_edited", binome=binome)
    return binome is not None
