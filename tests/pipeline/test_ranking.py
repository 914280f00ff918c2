"""What ranks higher (R4)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pipeline.flags import Finding, shared_supplier
from pipeline.ranking import WEIGHTS, nearness_share, rank, score, specificity_share, value_share
from tests.pipeline.stakes import TODAY, stake

SOON, LATER, PAST = dt.date(2026, 7, 1), dt.date(2028, 7, 1), dt.date(2026, 5, 1)


def flag(boroughs: int = 2, **fields: Any) -> Finding:
    (found,) = shared_supplier([stake(number, **fields) for number in range(1, boroughs + 1)], TODAY)
    return found


def points(finding: Finding) -> float:
    return score(finding, on=TODAY, boroughs=33, horizon_months=30).total


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        (flag(decide_by=SOON), flag(decide_by=PAST)),
        (flag(decide_by=SOON), flag(decide_by=LATER)),
        (flag(decide_by=LATER), flag()),
        (flag(annual_value=Decimal(900_000)), flag(annual_value=Decimal(50_000))),
        (flag(annual_value=Decimal(50_000)), flag(annual_value=None)),
        (flag(boroughs=3), flag(boroughs=33)),
    ],
)
def test_what_ranks_higher(higher: Finding, lower: Finding) -> None:
    assert points(higher) > points(lower)


def test_the_parts_explain_the_sum_and_none_gives_more_than_its_weight() -> None:
    ranked = score(flag(boroughs=4, decide_by=SOON), on=TODAY, boroughs=33, horizon_months=30)

    assert ranked.total == pytest.approx(sum(part.points for part in ranked.parts), abs=0.001)
    assert ranked.total == rank(flag(boroughs=4, decide_by=SOON), on=TODAY, boroughs=33, horizon_months=30)
    assert [part.name for part in ranked.parts] == list(WEIGHTS)
    for part in ranked.parts:
        assert 0 <= part.points <= part.most
        assert part.question.endswith("?")


def test_what_all_boroughs_have_says_nothing_and_what_two_have_says_most() -> None:
    assert specificity_share(33, 33) == 0
    assert specificity_share(2, 33) == 1
    assert 0 < specificity_share(10, 33) < specificity_share(5, 33) < 1


def test_shares_stay_between_nothing_and_all() -> None:
    assert value_share(Decimal(10**9)) == 1
    assert value_share(Decimal(1)) == 0
    assert nearness_share(dt.date(2040, 1, 1), TODAY, 30) == 0
    assert nearness_share(TODAY, TODAY, 30) == 1


def test_the_rank_does_not_move_from_day_to_day_within_a_month() -> None:
    finding = flag(decide_by=LATER)

    assert {
        score(finding, on=dt.date(2026, 6, day), boroughs=33, horizon_months=30) for day in (1, 15, 30)
    } == {score(finding, on=TODAY, boroughs=33, horizon_months=30)}
