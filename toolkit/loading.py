"""Loads the toolkit's first edition from ``data/toolkit``; what staff have changed since is left alone."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date

from boroughs.models import ServiceArea
from toolkit.models import Clause, Page, ProblemPage, ProblemStatement, Stage
from toolkit.texts import Text, read_text


def load_toolkit(reference: Path) -> Mapping[str, int]:
    """Load stages, clauses, pages and problem statements; running it twice changes nothing.

    Args:
        reference: the folder of reference data, beside which the toolkit's is.

    Returns:
        the number of rows by kind; nothing where there is no such folder.
    """
    folder = reference.parent / "toolkit"
    if not folder.is_dir():
        return {}
    stages = {row["slug"]: _kept(Stage, row["slug"], _stage(row)) for row in _rows(folder / "stages.csv")}
    clauses = {text.head["slug"]: _clause(text) for text in _texts(folder / "clauses")}
    pages = {text.head["slug"]: _page(text, stages, clauses) for text in _texts(folder / "pages")}
    problems = [_problem(row, pages) for row in _rows(folder / "problems.csv")]
    return {
        "toolkit pages": len(pages),
        "toolkit clauses": len(clauses),
        "toolkit problem statements": len(problems),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _texts(folder: Path) -> list[Text]:
    return [read_text(path) for path in sorted(folder.glob("*.md"))]


def _kept(model: Any, slug: str, values: dict[str, Any]) -> Any:
    """Make or change a row by its slug, unless staff have changed it or it says so already."""
    found = model.objects.filter(slug=slug).first()
    if found is None:
        return model.objects.create(slug=slug, **values)
    same = all(getattr(found, name) == value for name, value in values.items())
    if not found.keep_mine and not same:
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
    return found


def _stage(row: dict[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "position": int(row["position"]),
        "summary": row["summary"],
        "collaboration_thread": row["collaboration_thread"],
    }


def _clause(text: Text) -> Clause:
    head = text.head
    values = {
        "title": head["title"],
        "kind": head["kind"],
        "version": int(head["version"]),
        "valid_from": parse_date(head["valid_from"]),
        "summary": head["summary"],
        "risk": head["risk"],
        "fallback": head["fallback"],
        "text": text.body,
        "definitions": text.listed("defines"),
        "variables": text.listed("variables"),
        "is_published": True,
    }
    found: Clause = _kept(Clause, head["slug"], values)
    return found


def _page(text: Text, stages: dict[str, Stage], clauses: dict[str, Clause]) -> Page:
    head = text.head
    values = {
        "stage": stages[head["stage"]],
        "title": head["title"],
        "summary": head["summary"],
        "collaboration": head["collaboration"],
        "text": text.body,
        "position": int(head["position"]),
        "roles": text.listed("roles"),
        "state": Page.State.PUBLISHED,
        "reviewed_on": parse_date(head["reviewed"]),
        "review_by": parse_date(head["review_by"]),
    }
    found: Page = _kept(Page, head["slug"], values)
    if not found.keep_mine:
        found.clauses.set([clauses[slug] for slug in text.listed("clauses")])
        found.service_areas.set(ServiceArea.objects.filter(code__in=text.listed("service_areas")))
    return found


def _problem(row: dict[str, str], pages: dict[str, Page]) -> ProblemStatement:
    values = {name: row[name] for name in ("statement", "who_says_it", "short_answer")}
    found: ProblemStatement = _kept(ProblemStatement, row["slug"], values)
    if not found.keep_mine:
        for position, slug in enumerate(row["page_slugs"].split("|"), start=1):
            ProblemPage.objects.get_or_create(
                problem=found, page=pages[slug], defaults={"position": position}
            )
    return found
