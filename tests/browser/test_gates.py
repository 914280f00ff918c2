"""The picture of a schedule in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from boroughs.models import Borough
from tests.browser.check import WIDTHS
from tests.factories import GateFactory

NAMES = (
    "Procurement board: strategy",
    "Cabinet or lead member: award",
    "Overview and scrutiny committee for resources, performance and the corporate plan of the borough",
)

#: How far each name reaches into the day on its line, in pixels; what is cut off takes no room.
OVERLAPS = """() => {
  const places = [...document.querySelectorAll(".hub-chart__place")];
  const days = [...document.querySelectorAll(".hub-chart__day")];
  return places.map((place, number) => {
    const name = place.querySelector("text").getBoundingClientRect();
    const whole = place.ownerSVGElement.getBoundingClientRect();
    const width = getComputedStyle(place).width;
    const room = width.endsWith("%") ? whole.width * parseFloat(width) / 100 : parseFloat(width);
    return Math.min(name.right, whole.left + room) - days[number].getBoundingClientRect().left;
  });
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_runs_into_the_day_on_its_line(
    width: str, hub: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    for name in NAMES:
        GateFactory(borough=Borough.objects.get(slug=hub["empty_borough"]), body=name)
    page = opened_as(None, width=WIDTHS[width])
    page.goto(f"/boroughs/{hub['empty_borough']}/gates/?value=1.2m&route=open&start=2040-04-02")
    overlaps = page.evaluate(OVERLAPS)
    assert len(overlaps) > len(NAMES)
    assert max(overlaps) <= 0
