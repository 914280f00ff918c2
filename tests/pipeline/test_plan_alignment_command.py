"""``manage.py plan_alignment``: a plan from a file, without the database."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from pipeline.alignment import make_plan
from pipeline.alignment_answer import written_plan
from pipeline.alignment_file import read_case_file, written_case
from pipeline.alignment_plan import Case
from pipeline.management.commands.plan_alignment import schemas
from tests.pipeline.alignment_cases import cases

DOCS = settings.BASE_DIR / "docs"
EXAMPLE = DOCS / "plan-alignment-example.json"


def schema(name: str) -> Any:
    """Return a schema as docs/ has it."""
    return json.loads((DOCS / f"plan-alignment-{name}.schema.json").read_text("utf-8"))


def planned(case: Any, folder: Path) -> tuple[Any, str]:
    """Return the plan of a case by the command, and what it said."""
    source, target, said = folder / "in.json", folder / "out.json", StringIO()
    source.write_text(json.dumps(case), encoding="utf-8")
    call_command("plan_alignment", str(source), str(target), stdout=said)
    return json.loads(target.read_text("utf-8")), said.getvalue()


@pytest.fixture
def example() -> Any:
    return json.loads(EXAMPLE.read_text("utf-8"))


def test_the_example_of_the_documentation_is_planned(example: Any, tmp_path: Path) -> None:
    jsonschema.validate(example, schema("in"))
    plan, said = planned(example, tmp_path)
    jsonschema.validate(plan, schema("out"))
    assert plan["sentence"] == (
        "First borough and Second borough could replace their contracts together on 31 March 2028. "
        "Second borough must decide by 2 April 2027."
    )
    assert said.splitlines() == [plan["sentence"], *plan["explanation"]]
    first, second, third = plan["boroughs"]
    assert first["contracts"][0]["tightest_gate"]["name"] == "Cabinet"
    assert second["contracts"][0]["what_to_do"].startswith("Use option 1 of 2 until 30 September 2029")
    assert second["contracts"][0]["duties"][0] == {
        "what": "Give notice that you use option 1",
        "by": "2027-04-02",
        "known": True,
    }
    assert third["standing"] == "later"
    assert plan["outcome"]["boroughs"] == ["First borough", "Second borough"]


def test_a_start_can_be_asked_for(example: Any, tmp_path: Path) -> None:
    plan, _ = planned({**example, "start": "2029-09-28"}, tmp_path)
    assert (plan["start"], plan["chosen"]) == ("2029-09-28", True)
    assert [one["standing"] for one in plan["boroughs"]] == ["ended", "together", "together"]


def test_the_schemas_of_the_documentation_are_those_of_the_code() -> None:
    for name, text in schemas().items():
        assert (DOCS / name).read_text("utf-8") == text, (
            f"manage.py plan_alignment --schemas docs writes {name}"
        )


@hypothesis_settings(max_examples=25, deadline=None)
@given(cases())
def test_a_case_that_is_written_and_read_makes_the_same_plan(case: Case) -> None:
    stages = case.boroughs[0].rules.stages
    alike = Case(
        tuple(
            type(one)(one.name, one.name, one.contracts, type(one.rules)(stages, one.rules.gates))
            for one in case.boroughs
        ),
        case.today,
        read_case_file(EXAMPLE.read_text("utf-8"))[0].last_day,
        case.allowances,
    )
    again, _ = read_case_file(written_case(alike))
    text = written_plan(make_plan(again))
    # Annual values that are not known are worked out from value and term, which these cases lack.
    assert json.loads(text) == json.loads(written_plan(make_plan(alike)))
    jsonschema.validate(json.loads(text), schema("out"))


def change(place: str, value: Any) -> Callable[[Any], None]:
    """Return what sets a value at a place such as *boroughs.0.contracts.0.end*."""

    def applied(case: Any) -> None:
        *way, last = place.split(".")
        for part in way:
            case = case[int(part) if part.isdigit() else part]
        case[last] = value

    return applied


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (change("today", "soon"), "today: Input should be a valid date"),
        (
            change("boroughs.0.contracts.0.end", "2028-02-31"),
            "boroughs[0].contracts[0].end: Input should be a",
        ),
        (change("boroughs.0.contracts.0.end", "2020-01-01"), "the contract ends before it starts"),
        (
            change("boroughs.1.contracts.0.options", [{"months": 0}]),
            "boroughs[1].contracts[0].options[0].months",
        ),
        (
            change("boroughs.0.name", "Second borough"),
            "there is more than one borough called “Second borough”",
        ),
        (change("boroughs.0.gates.0.before_stage", "lunch"), "comes before “lunch”, which is no stage"),
        (change("boroughs.0.contracts.0.ends", "2028-01-01"), "boroughs[0].contracts[0].ends: Extra inputs"),
        (change("route", []), "route: List should have at least 1 item"),
        (change("start", "2040-01-01"), "the start must be from 2026-11-26 to 2031-11-26"),
        (change("boroughs.0.contracts.0.value", -1), "boroughs[0].contracts[0].value"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(
    spoilt: Callable[[Any], None], message: str, example: Any, tmp_path: Path
) -> None:
    spoilt(example)
    with pytest.raises(CommandError) as caught:
        planned(example, tmp_path)
    assert message in str(caught.value)
    assert not (tmp_path / "out.json").exists()


def test_files_that_cannot_be_read_or_written_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("plan_alignment", str(tmp_path / "none.json"), str(tmp_path / "out.json"))
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"broken\.json cannot be used:\nthe case: Invalid JSON"):
        call_command("plan_alignment", str(broken), str(tmp_path / "out.json"))
    with pytest.raises(CommandError, match="The two files are the same"):
        call_command("plan_alignment", str(broken), str(broken))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("plan_alignment", str(EXAMPLE), str(tmp_path / "no folder" / "out.json"))
    with pytest.raises(CommandError, match="Name two files"):
        call_command("plan_alignment")
