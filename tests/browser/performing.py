"""The performance of contracts for the pages that are looked at in a browser."""

from decimal import Decimal
from typing import Any

from boroughs.models import Borough, Person
from suppliers.models import Supplier
from tests.factories import ContractFactory, make_issue, make_kpi, make_performance, make_reading
from tests.factories.performance import days_ago


def performing(boroughs: list[Borough], officer: Person) -> dict[str, Any]:
    """Return the names of contracts with a performance, with none, and of a supplier with a roll-up.

    Args:
        boroughs: seven at least, the officer's first.
        officer: who records.
    """
    supplier = Supplier.objects.create(name="Fernhollow Systems Ltd", slug="fernhollow-systems")
    contracts = [
        ContractFactory(title="Parking permits and enforcement", boroughs=[borough], suppliers=[supplier])
        for borough in boroughs[:6]
    ]
    made = make_performance(contracts[0], officer)
    _readings(made["kpi"])
    make_issue(contracts[0], kind="outage", closed_on=days_ago(2), outcome="Mended.", is_shared=True)
    for contract in contracts[1:5]:
        make_issue(contract, kind="late", is_shared=contract == contracts[1])
        make_reading(make_kpi(contract), rating="improve")
    return {
        "performed": contracts[0].pk,
        "peers_performed": contracts[1].pk,
        "not_performed": contracts[5].pk,
        "peers_not_performed": ContractFactory(boroughs=[boroughs[6]], suppliers=[supplier]).pk,
        "performing_supplier": supplier.slug,
        **{f"performed_{kind}": row.pk for kind, row in made.items()},
    }


def _readings(kpi: Any) -> None:
    """Add earlier readings with every rating."""
    for number, (rating, value) in enumerate(
        (
            ("good", "97.6"),
            ("approaching", "96.9"),
            ("improve", "93"),
            ("inadequate", "81.25"),
            ("other", None),
        )
    ):
        ends = days_ago(91 + 90 * number)
        make_reading(
            kpi,
            begins=days_ago(180 + 90 * number),
            ends=ends,
            rating=rating,
            value=Decimal(value) if value else None,
            reason="The depot was closed." if rating == "other" else "",
        )
