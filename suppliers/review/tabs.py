"""The three lists of the review, one beside the other."""

from django.urls import reverse

from suppliers.models import IdentifierConflict, SupplierPair

MOST_COUNTED = 999

#: A list of the review: its label with how many wait, its address, whether it is the one that is shown.
Tab = tuple[str, str, bool]


def tabs(name: str) -> list[Tab]:
    """Return the lists of the review; ``name`` is the shown one's URL name. Two queries."""
    pairs = SupplierPair.objects.waiting().order_by()[: MOST_COUNTED + 1].count()
    conflicts = IdentifierConflict.objects.open().order_by()[: MOST_COUNTED + 1].count()
    lists = [
        (f"To decide ({_number(pairs)})", "review"),
        ("Decided", "review_decided"),
        (f"Numbers that disagree ({_number(conflicts)})", "review_conflicts"),
    ]
    return [(label, reverse(url), url == name) for label, url in lists]


def _number(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
