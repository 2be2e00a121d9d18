"""Monday's picture: the last weeks in three small panels, readable on a telephone.

Drawn in the worker process: the plotting library (the extra `figures`) is loaded there, at the first picture,
and nowhere else.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE, DOTS = (5.4, 6.4), 200
"""Inches, and dots an inch: 1080 by 1280, which Telegram shows on a telephone without making it smaller."""
BLUE, ORANGE, PALE = "#0072B2", "#E69F00", "#BCD9EA"
"""Told apart by whoever sees few colours, and in grey."""
INK, SOFT, RULE = "#1F2933", "#52606D", "#DDE4EA"
TITLE, BODY, SMALL = 14, 11.5, 10
WEEKS_PER_DATE = 3
WIDE, NARROW = 0.74, 0.37
HEADROOM_FACTOR = 1.2
"""Of the highest value: the last one is written above its bar."""
Row = Sequence[int]

WORDS = {
    "fr": {
        "active": "Binômes en cours",
        "moves": "Nouveaux et terminés, par semaine",
        "formed": "nouveaux",
        "ended": "terminés",
        "sessions": "Sessions, par semaine",
        "held": "ont eu lieu",
        "missed": "pas eu lieu, ou sans réponse",
        "answers": "réponses après : {rate}\N{NO-BREAK SPACE}%",
        "week": "semaine commencée le",
    },
    "en": {
        "active": "Binômes under way",
        "moves": "New and ended, each week",
        "formed": "new",
        "ended": "ended",
        "sessions": "Sessions, each week",
        "held": "held",
        "missed": "not held, or no answer",
        "answers": "answers after: {rate}%",
        "week": "week begun on",
    },
}


def draw(weeks: Mapping[str, Sequence[Any]], language: str, zone: str) -> bytes:
    """Return a PNG of some weeks of figures, in a language; `zone` says on which day a week began."""
    from matplotlib.figure import Figure  # drawn by itself: no window system is asked
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    language = language if language in WORDS else next(iter(WORDS))  # words and dates in the same
    words = WORDS[language]
    figure = Figure(figsize=SIZE, dpi=DOTS, layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.13), facecolor="white")
    active, moves, sessions = figure.subplots(3)
    _draw_active(active, weeks["active"], words)
    _draw_moves(moves, weeks["formed"], weeks["ended"], words)
    _draw_sessions(sessions, weeks, words)
    for panel in (active, moves, sessions):
        _tidy(panel, len(weeks["begins"]))
    _write_dates(sessions, _format_dates(weeks["begins"], language, zone), words["week"])
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def _draw_active(panel: "Axes", active: Row, words: Mapping[str, str]) -> None:
    places = range(len(active))
    panel.fill_between(places, active, color=PALE)
    panel.plot(places, active, color=BLUE, linewidth=2.5)
    panel.plot(places[-1], active[-1], "o", color=BLUE, markersize=7)
    _write_value(panel, places[-1], active[-1])
    _write_heading(panel, words["active"])


def _draw_moves(panel: "Axes", formed: Row, ended: Row, words: Mapping[str, str]) -> None:
    for row, colour, name, side in ((formed, BLUE, "formed", -1), (ended, ORANGE, "ended", 1)):
        places = [at + side * NARROW / 2 for at in range(len(row))]
        panel.bar(places, row, NARROW, color=colour, label=words[name])
        _write_value(panel, places[-1], row[-1])
    _write_heading(panel, words["moves"])


def _draw_sessions(panel: "Axes", weeks: Mapping[str, Row], words: Mapping[str, str]) -> None:
    places, held = range(len(weeks["held"])), weeks["held"]
    missed = [planned - met for planned, met in zip(weeks["sessions"], held, strict=True)]
    panel.bar(places, held, WIDE, color=BLUE, label=words["held"])
    panel.bar(places, missed, WIDE, bottom=held, color=PALE, label=words["missed"])
    _write_value(panel, places[-1] + WIDE / 2, weeks["sessions"][-1], f"{held[-1]}/{weeks['sessions'][-1]}", "right")
    rate = _compute_rate(weeks["answered"][-1], 2 * weeks["sessions"][-1])
    _write_heading(panel, words["sessions"], words["answers"].format(rate=rate) if rate is not None else "")


def _compute_rate(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _write_heading(panel: "Axes", title: str, beside: str = "") -> None:
    """Write what a panel shows, and what its colours mean."""
    named = bool(panel.get_legend_handles_labels()[0])
    panel.set_title(title, loc="left", fontsize=TITLE, fontweight="bold", color=INK, pad=24 if named else 8)
    panel.set_title(beside, loc="right", fontsize=BODY, color=SOFT, pad=25)
    if named:
        panel.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 0.98), borderaxespad=0.2, ncols=2, frameon=False,
            fontsize=BODY, labelcolor=SOFT, handlelength=1, handletextpad=0.5,
        )  # fmt: skip


def _write_value(panel: "Axes", place: float, value: int, words: str = "", side: str = "center") -> None:
    """Write the newest value where it ends."""
    panel.annotate(
        words or str(value), (place, value), (0, 5), textcoords="offset points", ha=side, fontsize=BODY, color=INK
    )


def _tidy(panel: "Axes", weeks: int) -> None:
    """Leave of the frame what helps to read."""
    from matplotlib.ticker import MaxNLocator

    panel.set_ylim(0, max(panel.dataLim.y1, 1) * HEADROOM_FACTOR)
    panel.set_xlim(-0.6, weeks - 0.4)
    panel.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    panel.set_xticks([])
    panel.tick_params(length=0, labelsize=BODY, labelcolor=SOFT)
    panel.grid(axis="y", color=RULE)
    panel.set_axisbelow(True)
    for edge, spine in panel.spines.items():
        spine.set_visible(edge == "bottom")
        spine.set_color(SOFT)


def _write_dates(panel: "Axes", dates: Sequence[str], words: str) -> None:
    """Write some dates under the last panel, the newest among them; they hold for all three."""
    written = range(len(dates) - 1, -1, -WEEKS_PER_DATE)
    panel.set_xticks([*written], [dates[at] for at in written])
    panel.set_xlabel(words, fontsize=SMALL, color=SOFT)


def _format_dates(moments: Sequence[datetime], language: str, zone: str) -> list[str]:
    local = (moment.astimezone(ZoneInfo(zone)).date() for moment in moments)
    return [format_date(day, "d MMM", locale=language) for day in local]
