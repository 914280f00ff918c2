"""The writes of terms that may be products: what the hub finds is offered, what staff say is remembered."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from boroughs.background import ask_for
from boroughs.models import Person, ServiceArea
from boroughs.refusals import Refused
from suppliers.models import Product, ProductName, ProductOwner, ProductTerm
from suppliers.product_terms import FoundTerm
from suppliers.product_words import normalise_product

#: The task that looks for products in contracts; it lives in a layer above.
MATCH_TASK = "contracts.match_products"
Status = ProductTerm.Status


@transaction.atomic
def offer_terms(*, found: Iterable[FoundTerm]) -> int:
    """Offer terms that were found; those already offered get new figures, those not found any more go.

    What somebody accepted or dismissed stays as it is and is not offered again.

    Returns:
        the number of terms that wait for a decision.
    """
    by_normalised = {term.normalised: term for term in found}
    held = {row.normalised: row for row in ProductTerm.objects.select_for_update()}
    for row in held.values():
        term = by_normalised.get(row.normalised)
        if row.status != Status.OFFERED:
            continue
        if term is None:
            row.delete()
            continue
        values = _values(term)
        if any(getattr(row, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            row.save(update_fields=list(values))
    ProductTerm.objects.bulk_create(
        ProductTerm(normalised=term.normalised, **_values(term))
        for term in by_normalised.values()
        if term.normalised not in held
    )
    return ProductTerm.objects.filter(status=Status.OFFERED).count()


def _values(term: FoundTerm) -> dict[str, object]:
    return {
        "term": term.term,
        "contracts": term.contracts,
        "borough_ids": list(term.boroughs),
        "examples": list(term.examples),
    }


@transaction.atomic
def accept_as_product(
    *,
    term: ProductTerm,
    by: Person,
    name: str,
    owner: str = "",
    area: ServiceArea | None = None,
    is_word: bool = False,
) -> Product:
    """Make a term a product of its own, found in contracts by its name from now on.

    Args:
        term: one that was not accepted yet.
        by: who decides.
        name: the product's name; where it is spelt otherwise, the term becomes another name of it.
        owner: who owns it, as text; empty where that is not known.
        area: its service area.
        is_word: whether the name is also an ordinary word.

    Raises:
        Refused: if somebody accepted the term before, or a product has this name.
    """
    _still_open(term)
    if ProductName.objects.filter(normalised=_normalised(name), product__is_demonstration=False).exists():
        raise Refused(f"There is a product called “{name}”: accept the term as another name of it.")
    product = Product.objects.create(name=name, slug=_free_slug(name), service_area=area)
    ProductName.objects.create(product=product, name=name, is_word=is_word)
    if _normalised(name) != term.normalised:
        ProductName.objects.create(
            product=product, name=term.term, kind=ProductName.Kind.ALIAS, is_word=is_word
        )
    if owner:
        ProductOwner.objects.create(product=product, owner_name=owner, is_present=True)
    _decide(term, Status.ACCEPTED, by, product)
    return product


@transaction.atomic
def accept_as_name(*, term: ProductTerm, by: Person, product: Product, is_word: bool = False) -> None:
    """Make a term another name of a product that is known.

    Raises:
        Refused: if somebody accepted the term before.
    """
    _still_open(term)
    ProductName.objects.get_or_create(
        product=product,
        normalised=term.normalised,
        defaults={"name": term.term, "kind": ProductName.Kind.ALIAS, "is_word": is_word},
    )
    _decide(term, Status.ACCEPTED, by, product)


@transaction.atomic
def dismiss_term(*, term: ProductTerm, by: Person) -> None:
    """Say that a term is no product; it is not offered again.

    Raises:
        Refused: if somebody accepted it before.
    """
    _still_open(term)
    _decide(term, Status.DISMISSED, by, None)


def _still_open(term: ProductTerm) -> None:
    """Lock a term, and refuse one that was accepted in the meantime."""
    if ProductTerm.objects.select_for_update().get(pk=term.pk).status == Status.ACCEPTED:
        raise Refused("Somebody has accepted this term in the meantime.")


def _decide(term: ProductTerm, status: Status, by: Person, product: Product | None) -> None:
    term.status, term.decided_by, term.decided_at, term.product = status, by, timezone.now(), product
    term.save(update_fields=["status", "decided_by", "decided_at", "product"])
    if product is not None:
        ask_for(MATCH_TASK, queue="default")


def _normalised(name: str) -> str:
    return normalise_product(name)


def _free_slug(name: str) -> str:
    base = slugify(name)[:110].strip("-") or "product"
    taken = {"terms", *Product.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
