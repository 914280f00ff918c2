"""Pages and clauses of the toolkit for tests."""

import datetime as dt
import io
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from boroughs.models import Person
from contracts.models import Contract
from toolkit.actions import adopt_clause
from toolkit.models import Adoption, Clause, Consultation, Page, Picture, ProblemStatement, Stage
from toolkit.pictures import drawn_anew

_numbers = count(1)
TEXT = "## What\n\nA true list.\n\n## How\n\n1. Ask finance.\n2. Compare with the [register](/register/)."
WORDING = (
    "1. The Supplier gives the Borough all of its data within {{ days }} days.\n"
    "2. On failure it:\n    1. pays {{ sum }};\n    2. mends the export."
)


def make_page(**fields: Any) -> Page:
    """Make a published page: ``make_page(title="Know what you have")``."""
    number = next(_numbers)
    stage = (
        fields.pop("stage", None)
        or Stage.objects.get_or_create(
            slug="plan",
            defaults={
                "name": "Plan",
                "position": 1,
                "summary": "Know what you have.",
                "collaboration_thread": "Publish your dates.",
            },
        )[0]
    )
    usual = {
        "slug": f"page-{number}",
        "title": f"Page {number}",
        "summary": "What to do on Monday.",
        "text": TEXT,
        "position": number,
        "roles": ["procurement"],
        "state": "published",
    }
    return Page.objects.create(stage=stage, **{**usual, **fields})


def picture_file(size: tuple[int, int] = (400, 120), kind: str = "PNG") -> bytes:
    """Return a file with a picture of two colours."""
    image = Image.new("RGB", size, "white")
    image.paste("navy", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def make_picture(slug: str = "five-stages", **fields: Any) -> Picture:
    """Make a picture, which no page shows: ``make_picture("five-stages")``."""
    drawn = drawn_anew(picture_file())
    usual = {
        "alternative": "Five stages, one after the other.",
        "caption": "The five stages",
        "source": "LOTI",
    }
    return Picture.objects.create(slug=slug, **{**usual, **fields}, digest=drawn.digest, **drawn._asdict())


def make_clause(**fields: Any) -> Clause:
    """Make a published clause with two gaps: ``make_clause(kind="exit")``."""
    number = next(_numbers)
    usual = {
        "slug": f"clause-{number}",
        "title": f"Clause {number}",
        "kind": "data-access",
        "valid_from": dt.date(2026, 11, 1),
        "summary": "The Borough gets its data.",
        "risk": "A bill for one’s own data.",
        "fallback": "Two exports a year.",
        "text": WORDING,
        "definitions": [
            "Borough = the council that signs, with its schools",
            "Supplier = who sells",
        ],
        "variables": ["days:Days to export:days:20", "sum:Sum for each day:money:500"],
        "is_published": True,
    }
    return Clause.objects.create(**{**usual, **fields})


def make_problem(page: Page, **fields: Any) -> ProblemStatement:
    """Make a problem statement that a page helps with."""
    usual = {
        "slug": f"problem-{next(_numbers)}",
        "statement": "The renewal quote was the first we heard of it.",
        "who_says_it": "Contract manager",
        "short_answer": "Find the notice date today.",
    }
    found = ProblemStatement.objects.create(**{**usual, **fields})
    found.page_links.create(page=page)
    return found


def make_adoption(contract: Contract, by: Person, clause: Clause | None = None) -> Adoption:
    """Say that a contract has a clause."""
    assert by.borough is not None
    return adopt_clause(
        clause=clause or make_clause(), contract=contract, borough=by.borough, deviations="30 days.", by=by
    )


def make_consultation(page: Page | None = None, **fields: Any) -> Consultation:
    """Ask members about a draft, from a week ago to a week from now."""
    today = timezone.localdate()
    usual = {
        "question": "What is missing?",
        "opens_on": today - dt.timedelta(days=7),
        "closes_on": today + dt.timedelta(days=7),
    }
    return Consultation.objects.create(page=page or make_page(state="draft"), **{**usual, **fields})
