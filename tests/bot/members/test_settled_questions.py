"""A question that is settled keeps its words and loses its buttons, by whichever way it was answered."""

from mentoring.messages import MESSAGES
from mentoring.settled_messages import ASK_ONE_THING, MOVES, SETTLED
from tests.town import Town, Visitor

ABOUT_A_SESSION = ("move", "coming", "skip", "held")
SUBJECTS = {"session", "binome"}


async def list_verbs(who: Visitor) -> list[tuple[str, set[str]]]:
    """Return the first words of each message that has buttons, and what those do, oldest first."""
    return [
        (
            str(one["text"])[:40],
            {str(button.get("callback_data", "")).partition(":")[0] for row in rows for button in row},
        )
        for one in await who.messages()
        if (rows := one.get("keyboard"))
    ]


async def count_about_session(who: Visitor) -> int:
    """Return how many messages still have buttons about a session."""
    return sum(any(verb.startswith(ABOUT_A_SESSION) for verb in verbs) for _, verbs in await list_verbs(who))


def test_what_settles_is_about_the_same_thing() -> None:
    """Each message that settles others, and each that is settled, is of one binôme or of one session."""
    for kind, settled in SETTLED.items():
        assert {*settled, kind} <= MESSAGES.keys()
        assert all(MESSAGES[kind].args & MESSAGES[other].args & SUBJECTS for other in settled), kind
    assert MESSAGES.keys() >= ASK_ONE_THING


async def test_a_yes_leaves_no_button_that_asks_for_it(active_town: Town) -> None:
    """Proposal, consent, hours to choose from: once they are answered their words alone stay in the chat."""
    young, volunteer, *_ = active_town.pair
    assert "Bonne nouvelle Inès" in await young.reads_all()
    for who in (young, volunteer):
        verbs = set().union(*(verbs for _, verbs in await list_verbs(who)))
        assert not verbs & {"accept", "decline", "agree", "pass", "slot", "slot_ok"}


async def test_of_what_was_said_about_a_session_the_newest_alone_has_buttons(active_town: Town) -> None:
    """Asked, confirmed by typing, moved, taken back: both find what they may do under the last message."""
    young, volunteer, *_ = active_town.pair
    await young.write("on peut déplacer à jeudi 19h ?")
    await young.tap("Oui, demander")
    await volunteer.write("oui")
    await volunteer.tap("Oui, d'accord")
    await young.tap("Revenir au moment d'avant")
    for who in (young, volunteer):
        assert await count_about_session(who) == 1, await list_verbs(who)
        assert "move" in (await list_verbs(who))[-1][1]
        assert "jeudi 26 novembre" in await who.reads_all()


async def test_a_session_that_was_spoken_of_leaves_no_reminder_with_buttons(active_town: Town) -> None:
    """A reminder keeps what may be needed until the session; whoever has told how it was needs none of it."""
    young, *_ = active_town.pair
    await active_town.pass_time(hours=31)
    await young.tap("Je serai là")
    assert any("ready" in verbs for words, verbs in await list_verbs(young) if words.startswith("⏰ Dans"))
    await active_town.pass_time(hours=3)
    await young.write("oui c'était super")
    assert await count_about_session(young) == 1  # « Elle n'a pas eu lieu »
    assert not any(words.startswith("⏰") for words, _ in await list_verbs(young))


def test_what_is_said_of_a_move_is_settled_by_the_next_word_of_it() -> None:
    """No kind that speaks of another moment is left out when the session has one."""
    spoken = {kind for kind in MESSAGES if kind.startswith(("move_", "session_"))}
    assert spoken <= {*MOVES}
