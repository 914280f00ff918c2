"""The alignment plan by examples worked out by hand (R5). Today is Thursday 26 November 2026."""

import datetime as dt
from decimal import Decimal

import pytest

from boroughs.schedule import GateRule
from contracts.dates import Option, Term
from pipeline.alignment import make_plan
from pipeline.alignment_plan import Plan, Standing
from pipeline.alignment_words import (
    Duty,
    duties,
    explanation,
    gate_words,
    joining_words,
    sentence,
    what_to_do,
    why_left_out,
)
from pipeline.reach import Allowances, Held, reach_of, way_to
from tests.pipeline.alignment_cases import TODAY, borough, case, held

END = dt.date(2028, 3, 31)


def standings(plan: Plan) -> dict[str, str]:
    return {part.borough.name: part.standing.name for part in plan.parts}


def test_three_boroughs_start_together_on_the_last_day_that_all_share() -> None:
    plan = make_plan(
        case(
            borough("Camden", held("2028-03-31")),
            borough("Hackney", held("2028-05-31")),
            borough("Islington", held("2028-01-31", Option(24, 180))),
        )
    )
    assert plan.start == END
    assert standings(plan) == {"Camden": "TOGETHER", "Hackney": "TOGETHER", "Islington": "TOGETHER"}
    # Islington's option needs 180 days before 31 January 2028: 4 August 2027, a Wednesday.
    # The procurement, 182 days before the start: 1 October 2027.
    assert [(part.borough.name, part.decide_by) for part in plan.together] == [
        ("Islington", dt.date(2027, 8, 4)),
        ("Camden", dt.date(2027, 10, 1)),
        ("Hackney", dt.date(2027, 10, 1)),
    ]
    assert sentence(plan, "housing management systems") == (
        "Camden, Hackney and Islington could replace their housing management systems together on "
        "31 March 2028. Islington must decide by 4 August 2027."
    )
    assert explanation(plan) == [
        "3 boroughs of 3 can start on 31 March 2028, with 3 contracts: £180,000 a year together.",
        "The first decision is due by 4 August 2027, 251 days from 26 November 2026.",
    ]


def test_value_counts_more_than_the_number_of_boroughs_and_boroughs_more_than_slack() -> None:
    rich = borough("Camden", held("2027-12-31", annual_value=Decimal(900_000)))
    early = borough("Hackney", held("2027-12-31"))
    many = [borough(name, held("2029-06-30")) for name in ("Brent", "Ealing", "Sutton")]
    plan = make_plan(case(rich, early, *many))
    assert plan.start == dt.date(2027, 12, 31)
    assert [len(one.together) for one in (plan.outcome, *plan.alternatives) if one] == [2, 3]
    without_value = [
        borough("Camden", held("2027-12-31", annual_value=None)),
        borough("Hackney", held("2027-12-31", annual_value=None)),
        *(borough(name, held("2029-06-30", annual_value=None)) for name in ("Brent", "Ealing", "Sutton")),
    ]
    plan = make_plan(case(*without_value))
    assert plan.start == dt.date(2029, 6, 30)
    assert explanation(plan)[0].endswith("with 3 contracts: the annual value is not known.")


def test_a_borough_alone_is_no_plan_however_much_it_spends() -> None:
    plan = make_plan(
        case(
            borough("Camden", held("2029-12-31", annual_value=Decimal(9_000_000))),
            borough("Hackney", held("2028-03-31")),
            borough("Islington", held("2028-03-31")),
        )
    )
    assert plan.start == END
    assert standings(plan)["Camden"] == "LATER"


def test_who_can_never_start_together_is_told_what_each_could_do() -> None:
    plan = make_plan(case(borough("Camden", held("2027-12-31")), borough("Hackney", held("2030-03-31"))))
    assert plan.start is None
    assert plan.outcome is None
    assert sentence(plan, "systems") == (
        "There is no day until 26 November 2031 on which both Camden and Hackney could replace their "
        "systems together."
    )
    assert [why_left_out(part, plan) for part in plan.left_out] == [
        "It could start by itself until 31 December 2027, deciding by 2 July 2027.",
        "It could start by itself until 31 March 2030, deciding by 28 September 2029.",
    ]


def test_why_boroughs_are_left_out_or_join_later() -> None:
    lost = held("2027-03-31", Option(24, 180))
    plan = make_plan(
        case(
            borough("Barnet", held("2028-03-31")),
            borough("Brent", held("2028-03-31")),
            borough("Camden", held("2027-12-31")),
            borough("Croydon", held("2029-06-30", Option(12, 90))),
            borough("Ealing", held()),
            borough("Enfield"),
            borough("Hackney", lost),
            borough("Lambeth", held("2034-06-30")),
            framework_months=48,
        ),
        END,
    )
    assert standings(plan) == {
        "Barnet": "TOGETHER",
        "Brent": "TOGETHER",
        "Camden": "ENDED",
        "Croydon": "LATER",
        "Ealing": "UNDATED",
        "Enfield": "NOTHING",
        "Hackney": "ENDED",
        "Lambeth": "BEYOND",
    }
    said = {part.borough.name: why_left_out(part, plan) for part in plan.left_out}
    assert said == {
        "Camden": "Its contract ends on 31 December 2027, before the start.",
        "Ealing": "The end date of its contract is not known: ask the borough for it.",
        "Enfield": "None of its contracts here can be looked at.",
        "Hackney": (
            "Its contract ends on 31 March 2027; option 1 had to be used by 2 October 2026, and nobody has "
            "recorded that it was."
        ),
        "Lambeth": (
            "Its window opens on 1 April 2034, later than 48 months after the start, when the framework ends."
        ),
    }
    assert joining_words(plan.later[0]) == (
        "Its window opens on 1 April 2029. It can join from then until 30 June 2030, and must decide by "
        "29 March 2029 for that last day."
    )


def test_who_would_have_had_to_decide_earlier_is_told_when_it_could_start() -> None:
    start = dt.date(2027, 2, 26)
    slow = borough("Camden", held("2027-01-31", Option(24)))
    plan = make_plan(case(slow, borough("Hackney", held("2027-01-31", Option(24)))), start)
    assert [part.standing for part in plan.parts] == [Standing.LATE, Standing.LATE]
    assert why_left_out(plan.left_out[0], plan) == (
        "To start on 26 February 2027 it would have had to decide by 28 August 2026. Begun today, it could "
        "start on 27 May 2027."
    )
    assert sentence(plan, "systems") == "None of these boroughs can start on 26 February 2027."


def test_of_two_contracts_for_one_product_the_larger_counts_and_each_contract_stands_for_itself() -> None:
    large = held("2028-03-31", annual_value=Decimal(100_000), product="Civic")
    small = held("2028-03-31", annual_value=Decimal(20_000), product="Civic")
    other = held("2028-03-31", annual_value=Decimal(5_000))
    ended = held("2027-06-30")
    plan = make_plan(
        case(borough("Camden", small, large, other, ended), borough("Hackney", held("2028-03-31")))
    )
    camden = plan.parts[0]
    assert {turn.held.key for turn in camden.turns} == {large.key, other.key}
    assert {turn.held.key for turn in camden.listed} == {small.key, ended.key}
    assert plan.outcome
    assert plan.outcome.value == Decimal(165_000)


def test_a_joint_contract_is_worth_what_it_is_worth_once() -> None:
    joint = held("2028-03-31", annual_value=Decimal(100_000))
    plan = make_plan(case(borough("Camden", joint), borough("Hackney", joint)))
    assert plan.outcome
    assert (plan.outcome.value, plan.outcome.contracts) == (Decimal(100_000), 1)


def test_what_is_not_known_is_left_out_of_the_sum_and_said() -> None:
    plan = make_plan(
        case(borough("Camden", held("2028-03-31")), borough("Hackney", held("2028-03-31", annual_value=None)))
    )
    assert explanation(plan)[0].endswith("£60,000 a year together, 1 contract of unknown value left out.")


def test_the_gate_that_holds_up_the_longest_is_named_with_its_meeting() -> None:
    board = GateRule("Procurement board", "tender_period", 14)
    cabinet = GateRule(
        "Cabinet", "start", 21, key_decision=True, meetings=(dt.date(2028, 1, 12), dt.date(2028, 4, 5))
    )
    plan = make_plan(
        case(
            borough("Camden", held("2028-03-31"), gates=[board, cabinet]),
            borough("Hackney", held("2028-03-31")),
        )
    )
    (turn,) = plan.parts[0].turns
    assert turn.tightest_gate
    assert turn.tightest_gate.name == "Cabinet"
    assert gate_words(turn) == (
        "Tightest gate: Cabinet, 108 days: on the forward plan by 14 December 2027, decides at the "
        "meeting of 12 January 2028."
    )
    assert gate_words(plan.parts[1].turns[0]) == ""


def test_a_borough_without_gates_of_its_own_is_assumed() -> None:
    plan = make_plan(
        case(borough("Camden", held("2028-03-31"), assumed=True), borough("Hackney", held("2028-05-31")))
    )
    assert sentence(plan, "systems").endswith("Camden and Hackney must decide by 1 October 2027 (assumed).")


def test_a_notice_is_not_assumed_whatever_the_gates() -> None:
    early = borough("Camden", held("2027-12-31", Option(12, 150)), assumed=True)
    plan = make_plan(case(early, borough("Hackney", held("2028-03-31"))))
    assert sentence(plan, "systems").endswith("Camden must decide by 3 August 2027.")


def test_a_start_that_is_past_or_too_far_off_is_refused() -> None:
    one = case(borough("Camden", held("2028-03-31")))
    for day in (TODAY - dt.timedelta(1), dt.date(2031, 11, 27)):
        with pytest.raises(ValueError, match="A start must be from"):
            make_plan(one, day)


NONE = Allowances(bridging_days=0)
BRIDGING = Allowances(bridging_days=30)


@pytest.mark.parametrize(
    ("contract", "start", "allowances", "text", "said"),
    [
        (held("2028-03-31"), "2028-03-31", NONE, "Let it run out on 31 March 2028", []),
        (
            held("2028-03-31"),
            "2028-03-01",
            NONE,
            "Let it run out on 31 March 2028; both run side by side for 30 days",
            [],
        ),
        (
            held("2028-03-31", Option(24, 180), Option(24, 90)),
            "2030-03-31",
            NONE,
            "Use option 1 of 2 until 31 March 2030",
            [("Give notice that you use option 1", "2027-10-01", True)],
        ),
        (
            held("2028-03-31", Option(24), Option(24, 90)),
            "2031-10-31",
            NONE,
            "Use options 1 and 2 of 2 until 31 March 2032; both run side by side for 152 days",
            [
                ("Give notice that you use option 1", "2028-03-31", False),
                ("Give notice that you use option 2", "2029-12-31", True),
            ],
        ),
        (
            held("2028-03-31", Option(24, used=True), Option(12, 30)),
            "2029-03-31",
            NONE,
            "Use option 2 of 2 until 31 March 2029",
            [("Give notice that you use option 2", "2028-03-01", True)],
        ),
        (
            held("2028-03-31", Option(12)),
            "2029-04-11",
            BRIDGING,
            "Use option 1 of 1 until 31 March 2029, then bridge for 10 days",
            [("Give notice that you use option 1", "2028-03-31", False)],
        ),
        (
            held("2028-03-31", Option(12)),
            "2028-04-02",
            BRIDGING,
            "Let it run out on 31 March 2028, then bridge for 1 day",
            [],
        ),
        (
            held("2028-03-31", break_date=dt.date(2027, 4, 1), notice_days=90),
            "2027-06-01",
            NONE,
            "Use the break on 1 June 2027",
            [("Give notice of the break", "2027-03-03", True)],
        ),
        (
            held("2028-03-31", break_date=dt.date(2027, 4, 1), notice_days=90),
            "2027-03-01",
            NONE,
            "Use the break on 1 April 2027; both run side by side for 31 days",
            [("Give notice of the break", "2026-12-31", True)],
        ),
        # 200 days of notice from 26 November 2026: 14 June 2027, although the break is in April.
        (
            held("2028-03-31", break_date=dt.date(2027, 4, 1), notice_days=200),
            "2027-06-01",
            NONE,
            "Use the break on 14 June 2027; both run side by side for 13 days",
            [("Give notice of the break", "2026-11-26", True)],
        ),
        (
            held("2028-03-31", break_date=dt.date(2027, 4, 1)),
            "2027-12-01",
            NONE,
            "Use the break on 1 December 2027",
            [("Give notice of the break", "2027-12-01", False)],
        ),
        # Within 90 days of its end it can run out beside its replacement: no break is needed.
        (
            held("2028-03-31", break_date=dt.date(2027, 4, 1)),
            "2028-01-01",
            NONE,
            "Let it run out on 31 March 2028; both run side by side for 90 days",
            [],
        ),
    ],
)
def test_how_a_contract_holds_out_until_a_start(
    contract: Held, start: str, allowances: Allowances, text: str, said: list[tuple[str, str, bool]]
) -> None:
    one = case(borough("Camden", contract), bridging_days=allowances.bridging_days)
    (turn,) = make_plan(one, dt.date.fromisoformat(start)).parts[0].turns or ()
    assert what_to_do(turn) == text
    notices = [duty for duty in duties(turn) if "notice" in duty.text]
    assert notices == [Duty(words, dt.date.fromisoformat(day), known) for words, day, known in said]


def test_an_option_whose_notice_has_passed_stops_those_behind_it() -> None:
    contract = held("2027-03-31", Option(12, 300), Option(12, 0))
    reach = reach_of(contract, Allowances(), TODAY)
    assert reach
    assert reach.options == ()
    assert reach.lost
    assert (reach.lost.number, reach.lost.notice_by) == (1, dt.date(2026, 6, 4))
    assert reach.window.closes == dt.date(2027, 3, 31)
    with pytest.raises(ValueError, match="not in the window"):
        way_to(reach, dt.date(2027, 4, 1), Allowances())


def test_of_contracts_worth_the_same_for_one_product_the_one_counts_that_could_start_first() -> None:
    first = Held("b", term=Term(end=dt.date(2028, 3, 31)), annual_value=Decimal(1), product="Civic")
    second = Held("a", term=Term(end=dt.date(2028, 5, 31)), annual_value=Decimal(1), product="Civic")
    plan = make_plan(case(borough("Camden", second, first), borough("Hackney", held("2028-03-31"))))
    assert plan.start == END
    assert [turn.held.key for turn in plan.parts[0].turns] == ["b"]
