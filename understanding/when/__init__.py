"""Hours, days and dates out of what people type, in French and in English. Pure: the present day is an argument.

`wording` writes a text in one small language, with `neighbours` for words of two meanings; `clauses` cuts it, `wishes`
weighs what is offered, refused and only told; `clocks` writes the hours; `week`, `dates`, `moments` read what is left.
"""

from understanding.when.dates import read_date
from understanding.when.moments import read_moment
from understanding.when.week import WeeklyHour, read_slots, read_weekly

__all__ = ["WeeklyHour", "read_date", "read_moment", "read_slots", "read_weekly"]
