"""The flag page's chart keeps every mark inside the drawing and every borough on a line of its own."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import Window
from pipeline.charts import BoroughDates, window_chart

TODAY = dt.date(2026, 11, 22)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2070, 1, 1))
MAYBE = st.none() | DAYS


@st.composite
def boroughs(draw: st.DrawFn) -> BoroughDates:
    """Dates of a borough in any order, some unknown."""
    opens, closes = sorted([draw(DAYS), draw(DAYS)])
    ends = draw(MAYBE)
    options = ((ends, ends + dt.timedelta(days=700)),) if ends and draw(st.booleans()) else ()
    window = Window(opens, closes) if draw(st.booleans()) else None
    return BoroughDates("Camden", draw(MAYBE), ends, options, window, draw(MAYBE))


def share(place: str) -> float:
    return float(place.removesuffix("%"))


@given(st.lists(boroughs(), min_size=1, max_size=40), MAYBE)
def test_every_mark_is_inside(rows: list[BoroughDates], start_on: dt.date | None) -> None:
    chart = window_chart(rows, start_on=start_on, today=TODAY)
    assert len(chart.rows) == len(rows)
    spans = [span for row in chart.rows for span in (row.term, row.window, *row.options) if span is not None]
    places = [span.x for span in spans] + [tick.x for tick in chart.ticks] + [chart.today.x]
    assert all(0 <= share(place) <= 100 for place in places)
    assert all(share(span.x) + share(span.width) <= 100.5 for span in spans)
    assert len(chart.ticks) <= 7
    assert all(row.bracket_y < chart.foot < chart.height for row in chart.rows)


def test_dates_lie_in_their_order() -> None:
    one = BoroughDates(
        "Camden",
        dt.date(2023, 4, 1),
        dt.date(2028, 3, 31),
        ((dt.date(2028, 3, 31), dt.date(2030, 3, 31)),),
        Window(dt.date(2028, 1, 1), dt.date(2030, 3, 31)),
        dt.date(2027, 2, 1),
    )
    chart = window_chart([one], start_on=dt.date(2028, 4, 1), today=TODAY)
    row = chart.rows[0]
    assert row.term is not None
    assert row.window is not None
    assert row.decide is not None
    assert chart.start_on is not None
    in_order = [chart.today.x, row.decide.x, row.window.x, row.options[0].x, chart.start_on.x]
    assert [share(place) for place in in_order] == sorted(share(place) for place in in_order)
    assert row.options[0].x == row.term.end
    assert row.decide_label == "by 1 Feb 2027"
