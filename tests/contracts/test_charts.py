"""The drawing of a contract's dates: true to the dates, inside its frame, without styles."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.charts import Dates, dates_chart

TODAY = dt.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31))


def _draw(dates: Dates, width: int = 860) -> ElementTree.Element:
    return ElementTree.fromstring(dates_chart(dates, TODAY, width=width, label="A <label>"))  # noqa: S314


def _texts(drawing: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


FIVE_TWO_TWO = Dates(
    end=dt.date(2027, 3, 31),
    start=dt.date(2022, 4, 1),
    option_months=[24, 24],
    opens=dt.date(2026, 12, 31),
    closes=dt.date(2031, 3, 31),
    decide_by=dt.date(2026, 8, 3),
)


def test_what_matters_is_written_on_the_marks() -> None:
    texts = _texts(_draw(FIVE_TWO_TWO))
    assert {"Decide by 3 August 2026", "Ends 31 March 2027", "Option 1", "Option 2", "Today"} <= set(texts)
    assert "Replacement could start" in texts


def test_options_are_hatched_and_follow_the_term() -> None:
    drawing = _draw(FIVE_TWO_TWO)
    bars = [r for r in drawing.iter(f"{SVG}rect") if r.get("height") == "26"]
    term, first, second = bars
    assert "url(#hatch" in str(first.get("fill"))
    end_of_term = float(str(term.get("x"))) + float(str(term.get("width")))
    assert end_of_term == pytest.approx(float(str(first.get("x"))), abs=0.3)
    assert float(str(first.get("width"))) == pytest.approx(float(str(second.get("width"))), rel=0.02)


def test_the_label_is_escaped_and_nothing_is_styled() -> None:
    text = dates_chart(FIVE_TWO_TWO, TODAY, width=340, label='<script>"x"')
    assert "<script>" not in text
    assert "style" not in text


@given(
    start=st.none() | DAYS,
    end=DAYS,
    months=st.lists(st.integers(1, 240), max_size=6),
    decide_by=st.none() | DAYS,
    width=st.sampled_from([340, 860]),
)
def test_every_mark_is_inside_the_frame(
    start: dt.date | None, end: dt.date, months: list[int], decide_by: dt.date | None, width: int
) -> None:
    dates = Dates(
        end=end,
        start=start if start and start <= end else None,
        option_months=months,
        opens=end - dt.timedelta(days=90),
        closes=end,
        decide_by=decide_by,
    )
    drawing = _draw(dates, width)
    for element in drawing.iter():
        for name in ("x", "x1", "x2"):
            if name in element.attrib:
                assert 0 <= float(element.attrib[name]) <= width
        if element.tag == f"{SVG}rect" and element.get("height") == "26":
            assert float(element.attrib["x"]) + float(element.attrib["width"]) <= width
    assert not re.search(r"\d{5,}", " ".join(_texts(drawing)))
