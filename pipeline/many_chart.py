"""Many procurements and contracts that end on one drawing by month. Pure: no database here.

A procurement is an outlined bar from its first stage to the start of its contract, a contract a solid bar up
to its end with its unused options hatched behind it: as on the pages of each. Each bar is a link with a name
that says everything that is drawn, so that the drawing can be walked with the keyboard. Places along the
time line are shares of the width, heights are pixels.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from dateutil.relativedelta import relativedelta
from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.time_line import TimeLine
from boroughs.words import counted, plain_date

ROW, HEAD, TOP, BOTTOM, BAR = 40, 40, 62, 24, 12
#: Per cent of the width that the number of a year needs on a phone.
ROOM_FOR_YEAR = 18
#: For a range of so many months at most, the months that are marked: every one, every third …
STEPS = ((12, 1), (24, 2), (36, 3), (60, 6), (120, 12))


class What(Enum):
    """What a bar stands for; the value is how a page says it."""

    PROCUREMENT = "procurement"
    CONTRACT = "contract"


@dataclass(frozen=True)
class Gate:
    """A gate to come: the day on which it decides."""

    name: str
    on: dt.date
    assumed: bool = False


@dataclass(frozen=True)
class Bar:
    """A procurement, from its first stage to the start of the contract; or a contract, to its end.

    ``last`` is a contract's end with every unused option used, where that is later. ``begins`` may be
    unknown for a contract.
    """

    what: What
    name: str
    group: str
    address: str
    ends: dt.date
    begins: dt.date | None = None
    last: dt.date | None = None
    decide_by: dt.date | None = None
    decide_by_assumed: bool = False
    gates: tuple[Gate, ...] = ()
    more: str = ""
    is_demonstration: bool = False

    @property
    def title(self) -> str:
        """What is read above the bar: cut off by the drawing where it is too long, never here.

        Whose it is comes first: names are long, and on a phone their end is cut off.
        """
        return f"{self.more}: {self.name}" if self.more else self.name

    @property
    def in_words(self) -> str:
        """Say everything that is drawn of it, what is read above the bar first."""
        if self.what is What.PROCUREMENT:
            said = [f"{self.title}: procurement"]
            said.append(f"from {plain_date(self.begins)}, contract starts {plain_date(self.ends)}")
        else:
            said = [f"{self.title}: contract", f"ends {plain_date(self.ends)}"]
            if self.last and self.last > self.ends:
                said.append(f"with options {plain_date(self.last)}")
        if self.decide_by:
            said.append(f"decide by {plain_date(self.decide_by)}{_assumed(self.decide_by_assumed)}")
        said += [f"{one.name} decides {plain_date(one.on)}{_assumed(one.assumed)}" for one in self.gates]
        return ", ".join([" ".join(said[:2]), *said[2:]])


@dataclass(frozen=True)
class Group:
    """Bars under one heading, in their order."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Range:
    """The days that are drawn: whole months, ``last`` being the first day after them."""

    first: dt.date
    months: int

    @property
    def last(self) -> dt.date:
        """The first day after the range."""
        return self.first + relativedelta(months=self.months)

    def moved(self, share: float) -> dt.date:
        """Return the first day of the range moved by a share of its length, at least a month."""
        months = max(1, round(abs(share) * self.months))
        return self.first + relativedelta(months=months if share > 0 else -months)

    def marked_months(self) -> list[dt.date]:
        """Return the first days of the months that are marked: as many as their names have room."""
        step = next((step for most, step in STEPS if self.months <= most), STEPS[-1][1])
        months = (self.first + relativedelta(months=number) for number in range(self.months + 1))
        return [day for day in months if (day.month - 1) % step == 0]


@dataclass
class _Paper:
    """What has been drawn so far, and how far down."""

    y: int = TOP
    parts: list[SafeString] = field(default_factory=list)


def grouped(bars: Iterable[Bar]) -> list[Group]:
    """Return bars by the names of their groups, each in the order of its ends; no group comes last."""
    by_name: dict[str, list[Bar]] = {}
    for bar in bars:
        by_name.setdefault(bar.group, []).append(bar)
    names = sorted(by_name, key=lambda name: (not name, name.casefold()))
    return [Group(name, tuple(sorted(by_name[name], key=_by_end))) for name in names]


def _by_end(bar: Bar) -> tuple[dt.date, str, str]:
    return bar.ends, bar.name, bar.address


def many_chart(groups: Sequence[Group], drawn: Range, today: dt.date, *, label: str) -> SafeString:
    """Draw groups of bars by month, each bar a link.

    Args:
        groups: in their order; see :func:`grouped`.
        drawn: the days from the left edge to the right one; what goes on beyond them is cut there.
        today: a thin line, where it lies within.
        label: the name of the drawing for a screen reader.
    """
    line = TimeLine(drawn.first, drawn.last)
    paper = _Paper()
    for group in groups:
        head = f"{group.name or 'Not said'} ({len(group.bars)})"
        paper.parts.append(fill(_HEAD, paper.y + 26, head))
        paper.y += HEAD
        for bar in group.bars:
            paper.parts.append(_bar(bar, line, paper.y))
            paper.y += ROW
    foot = paper.y + 4
    return fill(
        '<svg class="hub-chart hub-many" width="100%" height="{}" role="group" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg">{}{}{}</svg>',
        foot + BOTTOM,
        label,
        _DEFINITIONS,
        _axis(drawn, line, today, foot),
        SafeString("".join(paper.parts)),
    )


_DEFINITIONS = SafeString(
    '<defs><pattern id="many-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#ffffff"/>'
    '<rect width="3" height="7" fill="#12436d"/></pattern>'
    '<path id="many-gate" d="M0-8l8 8-8 8-8-8z" fill="#f46a25" stroke="#801650" stroke-width="2"/>'
    '<path id="many-gate-assumed" d="M0-8l8 8-8 8-8-8z" fill="#ffffff" stroke="#801650" stroke-width="2"/>'
    '<path id="many-flag" d="M0 14V-6l9 4.5-9 4.5" fill="#f46a25" stroke="#801650" stroke-width="2"/></defs>'
)
_HEAD = (
    '<text class="hub-chart__name" x="0" y="{}" font-size="18" font-weight="bold" fill="#0b0c0c">{}</text>'
)
_TICK = (
    '<line x1="{0}" x2="{0}" y1="52" y2="{1}" stroke="{2}"/>'
    '<text{5} x="{0}" dx="3" y="48" font-size="14" fill="#484949">{3}</text>'
    '<text{5} x="{0}" dx="3" y="{4}" font-size="14" fill="#484949">{3}</text>'
)
_YEAR = '<text x="{0}" dx="3" y="32" font-size="14" font-weight="bold" fill="#0b0c0c">{1}</text>'
_TODAY = (
    '<line x1="{0}" x2="{0}" y1="2" y2="{1}" stroke="#3d3d3d" stroke-width="2"/>'
    '<text x="{0}" dx="{2}" y="13" text-anchor="{3}" font-size="14" fill="#3d3d3d">today</text>'
)
_LINK = (
    '<a href="{}" aria-label="{}"><rect class="hub-many__row" x="0" y="{}" width="100%" height="38" '
    'fill="#ffffff" fill-opacity="0"/>{}'
    '<svg class="hub-chart__place" y="{}" width="75%" height="20"><text class="hub-chart__name" x="0" y="14" '
    'font-size="15" fill="#12436d">{}</text></svg>{}</a>'
)


def _axis(drawn: Range, line: TimeLine, today: dt.date, foot: int) -> SafeString:
    """Draw the marked months above and below, the years above, and today."""
    marked = drawn.marked_months()[: -1 if drawn.marked_months()[-1:] == [drawn.last] else None]
    ticks = join_markup(
        _TICK,
        (
            (
                line.at(day),
                foot,
                "#8a949c" if day.month == 1 else "#dbe2e8",
                f"{day:%b}",
                foot + 16,
                SafeString(' class="hub-many__second"') if place % 2 else "",
            )
            for place, day in enumerate(marked)
        ),
    )
    firsts = [day for place, day in enumerate(marked) if place == 0 or day.year != marked[place - 1].year]
    if len(firsts) > 1 and line.share(firsts[1]) - line.share(firsts[0]) < ROOM_FOR_YEAR:
        firsts = firsts[1:]
    years = join_markup(_YEAR, ((line.at(day), str(day.year)) for day in firsts))
    now = SafeString("")
    if drawn.first <= today < drawn.last:
        mark = line.mark(today, "today")
        now = fill(_TODAY, mark.x, foot, mark.shift, mark.anchor)
    return SafeString(ticks + years + now)


def _bar(bar: Bar, line: TimeLine, y: int) -> SafeString:
    """Draw one bar with its name above it; ``y`` is the top of its row."""
    top = y + 22
    shape = (_procurement if bar.what is What.PROCUREMENT else _contract)(bar, line, top)
    marks = [
        fill('<use href="#many-gate{}" x="{}" y="{}"/>', "-assumed" * one.assumed, line.at(one.on), top + 6)
        for one in bar.gates
        if line.first <= one.on < line.last
    ]
    if bar.decide_by and line.first <= bar.decide_by < line.last:
        marks.append(fill('<use href="#many-flag" x="{}" y="{}"/>', line.at(bar.decide_by), top))
    # Marks come last: a name gives way to them, never the other way round.
    return fill(_LINK, bar.address, bar.in_words, y, shape, y, bar.title, SafeString("".join(marks)))


def _procurement(bar: Bar, line: TimeLine, top: int) -> SafeString:
    span = line.span(bar.begins or line.first, bar.ends)
    return fill(
        '<rect x="{}" width="{}" y="{}" height="{}" fill="#c9d7e6" stroke="#12436d"/>',
        span.x,
        span.width,
        top,
        BAR,
    )


def _contract(bar: Bar, line: TimeLine, top: int) -> SafeString:
    span = line.span(bar.begins or line.first, bar.ends)
    solid = fill('<rect x="{}" width="{}" y="{}" height="{}" fill="#12436d"/>', span.x, span.width, top, BAR)
    if bar.last is None or bar.last <= bar.ends or bar.ends >= line.last:
        return solid
    option = line.span(bar.ends, bar.last)
    hatched = '<rect x="{}" width="{}" y="{}" height="{}" fill="url(#many-hatch)" stroke="#12436d"/>'
    return SafeString(solid + fill(hatched, option.x, option.width, top, BAR))


def _assumed(assumed: bool) -> str:
    return " (assumed)" if assumed else ""


def chart_in_words(groups: Sequence[Group], drawn: Range) -> str:
    """Say what the drawing shows."""
    bars = [bar for group in groups for bar in group.bars]
    buying = sum(bar.what is What.PROCUREMENT for bar in bars)
    span = f"from {plain_date(drawn.first)} to {plain_date(drawn.last - dt.timedelta(days=1))}"
    said = [
        f"{counted(buying, 'procurement')} and {counted(len(bars) - buying, 'contract')} that end, {span}."
    ]
    if bars:
        gates = sum(drawn.first <= gate.on < drawn.last for bar in bars for gate in bar.gates)
        flags = sum(
            bool(bar.decide_by) and drawn.first <= bar.decide_by < drawn.last for bar in bars if bar.decide_by
        )
        said.append(
            f"{counted(gates, 'gate decides', 'gates decide')} and {counted(flags, 'decide-by date')} "
            f"{'falls' if flags == 1 else 'fall'} in that time."
        )
    return " ".join(said)
