"""LOTI staff go through a queue of ten pairs by keyboard, and take one decision back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from suppliers.models import Merge, Ownership, Supplier, SupplierIdentifier, SupplierPair
from tests.browser.check import axe_findings, problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import ContractFactory, PairFactory, PersonFactory, default_route

pytestmark = pytest.mark.django_db(transaction=True)


def queue_of_ten() -> list[SupplierPair]:
    """Ten pairs, the likeliest first: contracts on some, different numbers on the ninth."""
    pairs: list[SupplierPair] = [PairFactory(score=(95 - number) / 100) for number in range(10)]
    ContractFactory(suppliers=[pairs[0].right])
    for supplier, value in ((pairs[8].left, "04161207"), (pairs[8].right, "07416120")):
        SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value=value, source="test")
    return pairs


def shows(page: Page, pair: SupplierPair) -> None:
    """Wait until a pair is shown."""
    expect(page.get_by_role("link", name=pair.right.name, exact=True)).to_be_visible()


def test_ten_pairs_by_keyboard(opened_as: Callable[..., Page]) -> None:  # noqa: F811
    default_route()  # flags are looked for when suppliers are merged
    pairs = queue_of_ten()
    page = opened_as(PersonFactory(is_staff=True))
    assert problems_of(page, "/suppliers/review/") == []
    page.get_by_role("button", name="Begin with the first").click()
    shows(page, pairs[0])
    assert axe_findings(page) == []

    page.keyboard.press("s")  # the right one has a contract and stays
    shows(page, pairs[1])
    page.keyboard.press("2")
    page.keyboard.press("s")
    shows(page, pairs[2])
    for number in range(2, 7):
        page.keyboard.press("d" if number % 2 else "s")
        shows(page, pairs[number + 1])
    page.keyboard.press("n")
    shows(page, pairs[8])

    expect(page.get_by_text("different Companies House numbers")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert axe_findings(page) == []
    page.keyboard.press("c")
    page.keyboard.press("s")
    shows(page, pairs[9])

    page.keyboard.press("g")
    expect(page.get_by_role("heading", level=1)).to_contain_text("who owns whom")
    assert axe_findings(page) == []
    page.get_by_label(f"{pairs[9].left.name} owns {pairs[9].right.name}").check()
    page.get_by_role("button", name="Record it").click()
    shows(page, pairs[7])  # the one that was skipped
    page.keyboard.press("d")
    expect(page.get_by_text("No pair waits")).to_be_visible()

    assert Merge.objects.count() == 6
    assert Merge.objects.get(gone=pairs[0].left).kept == pairs[0].right
    assert Merge.objects.get(gone=pairs[1].left).kept == pairs[1].right
    assert Ownership.objects.get().owner == pairs[9].left
    assert Supplier.objects.standing().count() == 14

    page.get_by_role("link", name="Decided", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pairs that were decided")
    assert axe_findings(page) == []
    page.get_by_role("row").filter(has_text=str(pairs[0])).get_by_role("button").click()
    expect(page.get_by_text("the decision is taken back")).to_be_visible()
    assert SupplierPair.objects.waiting().get() == pairs[0]


def test_keys_do_nothing_where_somebody_writes_or_turned_them_off(
    opened_as: Callable[..., Page],  # noqa: F811
) -> None:
    pair = PairFactory()
    page = opened_as(PersonFactory(is_staff=True))
    page.goto(f"/suppliers/review/{pair.pk}/")
    page.keyboard.press("Control+d")
    page.get_by_role("button", name="Turn the keys off").click()
    expect(page.get_by_role("button", name="Turn the keys on")).to_be_visible()
    page.keyboard.press("d")
    page.get_by_role("link", name="Show the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suppliers that may be one")
    assert SupplierPair.objects.waiting().get() == pair
