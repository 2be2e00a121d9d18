"""Who gets which place: an auction (Bertsekas). Needs bid for places; a place costs what the next one would pay.

Each need bids for the place that leaves it most, and raises its price by as much as it can and still prefer it. Whoever
is outbid bids again. Then the places that stayed empty at a price look for the need that gains most by them, so that in
the end no empty place costs more than its least. Every place held leaves its need within `step` of the best it could
have: with steps smaller than one part in (needs + 1) of a unit, no round is worth more. Large steps first, smaller ones
then: the prices found at one step are where the next begins.
"""

from typing import Any

import numpy as np

from matching.compiled import compile_loop

STEP_SHRINK_FACTOR = 5
NO_SEAT = -1


@compile_loop
def run_auction(
    row_start: Any, columns: Any, gains: Any, column_start: Any, rows: Any, back_gains: Any, seat_start: Any,
    least: Any, prices: Any, first_step: int, last_step: int,
) -> Any:  # fmt: skip
    """Return (the seat of each need or `NO_SEAT`); `prices`, one a seat, are where it begins and are left as they end.

    No seat is had for less than its `least`.
    The pairs are given twice: by need (`row_start`, `columns`, `gains`) and by offer.
    """
    needs, seats = len(row_start) - 1, len(prices)
    seat_of = np.full(needs, NO_SEAT, dtype=np.int32)
    holder = np.full(seats, NO_SEAT, dtype=np.int32)
    left = np.zeros(needs, dtype=np.int64)
    offer_of = np.zeros(seats, dtype=np.int32)
    for offer in range(len(seat_start) - 1):
        for seat in range(seat_start[offer], seat_start[offer + 1]):
            offer_of[seat] = offer
    queue = np.zeros(needs + 1, dtype=np.int32)
    stack = np.zeros(seats + 1, dtype=np.int32)
    step = first_step
    while True:
        seat_of[:] = NO_SEAT
        holder[:] = NO_SEAT
        for need in range(needs):
            queue[need] = need
        head, waiting = 0, needs
        while waiting:
            need = queue[head]
            head = head + 1 if head < needs else 0
            waiting -= 1
            best, second, chosen, gain = np.int64(0), np.int64(0), NO_SEAT, np.int64(0)
            for at in range(row_start[need], row_start[need + 1]):
                offer, worth = columns[at], gains[at]
                for seat in range(seat_start[offer], seat_start[offer + 1]):
                    value = worth - prices[seat]
                    if value > best:
                        best, second, chosen, gain = value, best, seat, worth
                    elif value > second:
                        second = value
            if chosen == NO_SEAT:
                left[need] = 0
                continue
            left[need] = second - step if second > step else 0
            prices[chosen] = gain - left[need]
            loser = holder[chosen]
            holder[chosen], seat_of[need] = need, chosen
            if loser != NO_SEAT:
                seat_of[loser] = NO_SEAT
                tail = head + waiting
                queue[tail if tail <= needs else tail - needs - 1] = loser
                waiting += 1
        count = 0
        for seat in range(seats):
            if holder[seat] == NO_SEAT and prices[seat] > least[seat]:
                stack[count] = seat
                count += 1
        while count:
            count -= 1
            seat = stack[count]
            offer = offer_of[seat]
            best, second, chosen, gain = least[seat], least[seat], NO_SEAT, np.int64(0)
            for at in range(column_start[offer], column_start[offer + 1]):
                value = back_gains[at] - left[rows[at]]
                if value > best:
                    best, second, chosen, gain = value, best, rows[at], back_gains[at]
                elif value > second:
                    second = value
            if chosen == NO_SEAT:
                prices[seat] = least[seat]
                continue
            prices[seat] = max(second - step, least[seat])
            left[chosen] = gain - prices[seat]
            former = seat_of[chosen]
            holder[seat], seat_of[chosen] = chosen, seat
            if former != NO_SEAT:
                holder[former] = NO_SEAT
                if prices[former] > least[former]:
                    stack[count] = former
                    count += 1
        if step <= last_step:
            return seat_of
        step = max(step // STEP_SHRINK_FACTOR, last_step)
