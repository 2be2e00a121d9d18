"""The one budget: never above Telegram's limits in any window, and silent when told to be."""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random

import pytest

from scheduler.delivery.rate_limiter import RateLimiter
from scheduler.delivery.transport import MAX_IN_FLIGHT

TELEGRAM_OVERALL = 30
TELEGRAM_GROUP_IN_A_MINUTE = 20


@dataclass
class Watch:
    """A clock that a test moves."""

    now: float = 100.0

    def __call__(self) -> float:
        """Return the time, in seconds."""
        return self.now


@dataclass
class Talk:
    """Many chats with always something to say: who may speak next, as the sender asks it."""

    watch: Watch = field(default_factory=Watch)
    sent_at: list[tuple[float, int | None]] = field(default_factory=list)
    answers: bool = False

    def __post_init__(self) -> None:
        """Begin with a fresh budget."""
        self.limiter = RateLimiter(clock=self.watch)
        self.free_at: dict[int | None, float] = {}

    def go_on(self, chats: list[int | None], seconds: float) -> None:
        """Speak whenever it is allowed, for some time."""
        end = self.watch.now + seconds
        while self.watch.now < end:
            self.watch.now += self.limiter.compute_wait_seconds()
            chat = next((one for one in chats if self.free_at.get(one, 0.0) <= self.watch.now), "nobody")
            if isinstance(chat, str):
                self.watch.now = min(self.free_at[one] for one in chats)
                continue
            chats.append(chats.pop(chats.index(chat)))
            self.free_at[chat] = self.watch.now + self.limiter.acquire(chat, is_answer=self.answers)
            self.limiter.record_answer()
            self.sent_at.append((self.watch.now, chat))

    def most_within(self, seconds: float, chat: object = "all") -> int:
        """Return the most messages (of one chat) in any window of this length."""
        times = [at for at, to in self.sent_at if chat in ("all", to)]
        return max(sum(start <= at < start + seconds for at in times) for start in times)


def test_it_never_says_more_than_telegram_allows_in_a_second() -> None:
    """With a thousand chats waiting, no second of any minute has more than 30 messages, and nothing of it is wasted."""
    talk = Talk()
    talk.go_on(list(range(2000)), 60)
    assert talk.most_within(1.0) <= TELEGRAM_OVERALL
    assert len(talk.sent_at) >= 0.99 * TELEGRAM_OVERALL * 60


@pytest.mark.parametrize("seed", range(5))
def test_it_never_says_more_than_telegram_allows_however_late_messages_arrive(seed: int) -> None:
    """Some requests take long on their way, some answers on theirs: no second at Telegram's has more than 30."""
    watch, random = Watch(), Random(seed)
    pace = RateLimiter(clock=watch)
    answers: list[float] = []
    arrived: list[float] = []
    while watch.now < 160:
        watch.now += 0.001
        while answers and answers[0] <= watch.now:
            heappop(answers)
            pace.record_answer()
        if len(answers) < MAX_IN_FLIGHT and not pace.compute_wait_seconds(len(answers)):
            pace.acquire(len(arrived))
            there = random.choice((0.002, 0.01, 0.2))
            arrived.append(watch.now + there)
            heappush(answers, watch.now + there + random.choice((0.002, 0.01, 0.1)))
    arrived.sort()
    assert all(later - first >= 1 for first, later in zip(arrived, arrived[TELEGRAM_OVERALL:], strict=False))
    assert len(arrived) > 1000


def test_it_never_says_more_than_telegram_allows_in_a_group() -> None:
    """No minute of any hour has more than 20 messages for the staff group."""
    talk = Talk()
    for _ in range(6):
        talk.go_on([None], 300)
        talk.watch.now += 90  # the pause fills what may follow at once
    assert talk.most_within(60.0, None) <= TELEGRAM_GROUP_IN_A_MINUTE
    assert talk.most_within(60.0, None) >= 17


def test_one_chat_gets_a_few_at_once_then_one_a_second() -> None:
    """An answer of three messages does not wait; a flood does."""
    talk = Talk(answers=True)
    talk.go_on([7], 30)
    assert [at - talk.sent_at[0][0] < 0.2 for at, _ in talk.sent_at[:4]] == [True, True, True, False]
    assert talk.most_within(10.0) <= 10 + 3


def test_what_nobody_waits_for_is_one_a_second_in_a_chat() -> None:
    """Reminders and news to one person never come closer than Telegram asks."""
    talk = Talk()
    talk.go_on([7], 30)
    assert all(later - first >= 1 for (first, _), (later, _) in zip(talk.sent_at, talk.sent_at[1:], strict=False))
    assert len(talk.sent_at) >= 29


def test_the_group_does_not_hold_up_private_chats() -> None:
    """While the group must wait, people are answered."""
    talk = Talk()
    talk.go_on([None, *range(500)], 10)
    assert talk.most_within(10.0) > 200


def test_it_is_silent_while_telegram_says_so() -> None:
    """After a hold nothing may leave before its end; a shorter one does not shorten it."""
    talk = Talk()
    talk.limiter.pause_for(30)
    talk.limiter.pause_for(5)
    assert talk.limiter.compute_wait_seconds() == pytest.approx(30)
    talk.watch.now += 29.5
    assert talk.limiter.compute_wait_seconds() > 0
    talk.watch.now += 1
    assert talk.limiter.compute_wait_seconds() == 0


def test_a_hold_long_past_holds_nothing() -> None:
    """What a former run was told matters only while it lasts."""
    talk = Talk()
    talk.limiter.pause_for(-3600)
    assert talk.limiter.compute_wait_seconds() == 0
