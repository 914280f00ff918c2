"""The toolkit's own words in `data/toolkit`: every file parses, and what refers to something finds it."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "toolkit"
REFERENCE = FOLDER.parent / "reference"
PAGE_KEYS = (
    "slug title stage position summary roles problems clauses service_areas reviewed review_by collaboration"
)
CLAUSE_KEYS = "slug title kind version valid_from summary risk fallback defines variables"
SECTIONS = ["What", "Why", "Who", "How", "What goes wrong", "On Monday", "Sources"]
ROLES = {"procurement", "contract-management", "digital", "service", "legal", "finance"}
KINDS = "exit data-access sla service-credits continuous-improvement apis pricing security mobilisation other"
TYPES = {"text", "number", "date", "money", "days", "percent"}
#: Pages of the hub that texts may link to.
HUB = (
    "/register/ /collaborate/ /opportunities/ /opportunities/events/ /landscape/ /reviews/ /documents/ "
    "/pilots/ /boroughs/ /suppliers/ /pipeline/ /pipeline/notices/ /thresholds/"
)
SOURCE = re.compile(r"- \[[^\]]+\]\(https://[^\s)]+\), \S.*\d{4}.*")


def listed(value: str) -> list[str]:
    return [part for part in value.split(" | ") if part]


def parsed(path: Path) -> tuple[dict[str, str], str]:
    """Return a file's front matter and its body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    lines = [line.partition(":") for line in head.splitlines()]
    assert len({key for key, _, _ in lines}) == len(lines), f"{path.name} says something twice"
    return {key: value.strip() for key, _, value in lines}, body


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


STAGES, PROBLEMS = rows("stages.csv"), rows("problems.csv")
PAGES = {path: parsed(path) for path in sorted((FOLDER / "pages").glob("*.md"))}
CLAUSES = {path: parsed(path) for path in sorted((FOLDER / "clauses").glob("*.md"))}
STAGE_OF = {head["slug"]: head["stage"] for head, _ in PAGES.values()}
SLUGS = {
    "stages": [row["slug"] for row in STAGES],
    "problems": [row["slug"] for row in PROBLEMS],
    "pages": [head["slug"] for head, _ in PAGES.values()],
    "clauses": [head["slug"] for head, _ in CLAUSES.values()],
}
SAID = {tuple(term.split(" = ", 1)) for head, _ in CLAUSES.values() for term in listed(head["defines"])}
TERMS = re.compile("|".join(sorted((term for term, _ in SAID), key=len, reverse=True)))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
each_clause = pytest.mark.parametrize("path", CLAUSES, ids=lambda path: path.stem)


@pytest.mark.parametrize(("what", "least"), [("stages", 5), ("pages", 25), ("problems", 25), ("clauses", 20)])
def test_there_is_enough_and_no_slug_twice(what: str, least: int) -> None:
    assert len(SLUGS[what]) == len(set(SLUGS[what])) >= least


def test_every_stage_has_pages_in_an_order_of_their_own() -> None:
    for stage in SLUGS["stages"]:
        positions = [int(head["position"]) for head, _ in PAGES.values() if head["stage"] == stage]
        assert sorted(positions) == list(range(1, len(positions) + 1)) != []
    assert all(row["collaboration_thread"] and row["summary"] for row in STAGES)


def test_problems_and_pages_name_one_another() -> None:
    from_problems = {(row["slug"], page) for row in PROBLEMS for page in row["page_slugs"].split("|")}
    from_pages = {(one, head["slug"]) for head, _ in PAGES.values() for one in listed(head["problems"])}
    assert from_problems == from_pages
    assert all(row["statement"] and row["who_says_it"] and row["short_answer"] for row in PROBLEMS)


@each_page
def test_a_page_is_whole(path: Path) -> None:
    head, body = PAGES[path]
    assert list(head) == PAGE_KEYS.split()
    assert path.stem == f"{path.stem[:2]}-{head['slug']}"
    assert head["stage"] in SLUGS["stages"]
    assert set(listed(head["roles"])) <= ROLES
    assert all(head[key] for key in ("title", "summary", "roles", "problems", "collaboration"))
    assert set(listed(head["clauses"])) <= set(SLUGS["clauses"])
    with (REFERENCE / "service_areas.csv").open(encoding="utf-8", newline="") as lines:
        assert set(listed(head["service_areas"])) <= {row["code"] for row in csv.DictReader(lines)}
    reviewed, again = (dt.date.fromisoformat(head[key]) for key in ("reviewed", "review_by"))
    assert reviewed < again <= reviewed.replace(year=reviewed.year + 1)
    assert re.findall(r"^## (.*)$", body, re.MULTILINE) == SECTIONS
    assert 350 <= len(body.split()) <= 700
    sources = body.partition("## Sources\n")[2].strip().splitlines()
    assert [line for line in sources if not SOURCE.fullmatch(line)] == [] != sources
    for link in re.findall(r"\]\((/[^)]*)\)", body):
        stage, _, page = link.removeprefix("/toolkit/").strip("/").partition("/")
        assert link in HUB.split() or STAGE_OF.get(page) == stage


@each_clause
def test_a_clause_is_whole(path: Path) -> None:
    head, body = CLAUSES[path]
    assert list(head) == CLAUSE_KEYS.split()
    assert path.stem == head["slug"]
    assert head["kind"] in KINDS.split()
    assert "your own lawyers" in head["summary"]
    assert all(head[key] for key in ("title", "risk", "fallback"))
    assert int(head["version"]) >= 1
    assert dt.date.fromisoformat(head["valid_from"]).year == 2026
    declared = [variable.split(":") for variable in listed(head["variables"])]
    assert all(len(parts) == 4 and parts[1] and parts[2] in TYPES for parts in declared)
    assert sorted(parts[0] for parts in declared) == sorted(set(re.findall(r"{{ (\w+) }}", body)))
    terms = dict(definition.split(" = ", 1) for definition in listed(head["defines"]))
    assert set(TERMS.findall(" ".join([body, *terms.values()]))) == set(terms)
    assert len({term for term, _ in SAID}) == len(SAID)
    assert 150 <= len(body.split()) <= 500
