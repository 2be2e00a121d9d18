"""Reading a kit: which one, and its pages."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.kits import find_kit
from use_cases.binomes import binomes, kit_topics


async def choose_kit(turn: Turn, action: Action) -> None:
    """Read the kit of one's binôme, need or offer; where there are several topics, choose one first."""
    if action.number:
        await binomes.lock_binome(turn.session, action.number, turn.person)
    topics = await kit_topics.list_topics(turn.session, turn.person, action.number)
    if len(topics) == 1:
        await turn.reply("kit", topic=topics[0], page="")
    else:
        await turn.reply("kits", binome=action.number)


async def show_page(turn: Turn, action: Action) -> None:
    """Turn to a page of a kit, in the message that was tapped."""
    if find_kit(turn.programme.kits, action.choice, "") is None:
        raise NotPossible
    await turn.redraw("kit", topic=action.choice, page=action.subject)
