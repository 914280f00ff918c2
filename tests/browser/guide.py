"""Pages and clauses of the toolkit for the pages that are looked at in a browser."""

from typing import Any

from boroughs.models import Person
from tests.factories import ContractFactory
from tests.factories.toolkit import (
    make_adoption,
    make_clause,
    make_consultation,
    make_page,
    make_picture,
    make_problem,
)
from toolkit.actions import say_outcome
from toolkit.consulting import answer_consultation, comment

TEXT = (
    "## What\n\nA **short**, true list of [contracts](/register/).\n\n"
    "## How\n\n1. Ask finance.\n2. Compare:\n    - by supplier;\n    - by month.\n\n"
    "| What | When |\n| --- | --- |\n| Notice | 90 days |\n\n> Quoted.\n\n### Small\n\n`code`"
)


def toolkit_of(officer: Person) -> dict[str, Any]:
    """Return the names of a page, a draft, two clauses of which one has two versions, and an adoption."""
    make_picture()
    shown = f"{TEXT}\n\n![](picture:five-stages)\n"
    page = make_page(title="Know what you have", text=shown, collaboration="Compare with your neighbours.")
    make_page(title="Read end dates and options")
    clause, other = (
        make_clause(title="Data export"),
        make_clause(title="Exit plan", variables=[], text="1. It ends."),
    )
    clause.text, clause.version = clause.text.replace("all of its data", "all of its data, complete,"), 2
    clause.save()
    page.clauses.add(clause)
    make_problem(page)
    adoption = make_adoption(ContractFactory(boroughs=[officer.borough]), officer, clause)
    say_outcome(adoption=adoption, outcome="helped", text="It saved us a month.", by=officer)
    asked, answered = (
        make_consultation(page=make_page(title="Asked about", state="draft", text=TEXT)),
        make_consultation(),
    )
    comment(consultation=asked, text="It lacks an example.", by=officer)
    answered.answer = "We **added** one."
    answer_consultation(consultation=answered, by=officer)
    return {
        "consultation": asked.pk,
        "answered_consultation": answered.pk,
        "guide_page": page.slug,
        "guide_draft": make_page(title="A draft", state="draft").slug,
        "clause": clause.slug,
        "other_clause": other.slug,
        "adoption": adoption.pk,
    }
