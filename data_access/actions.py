"""Writes of facts about data access: a borough says them and takes them back, others answer and hide."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.models import Contract
from contracts.querysets import ContractQuerySet
from data_access.codes import ABOUT_SUPPLIER, HIDDEN, REPLIED, SAID
from data_access.models import DataFact, FactReply
from data_access.questions import BY_CODE, VERSION, unfit
from documents.models import Document
from suppliers.models import Product, Supplier
from suppliers.product_words import normalise_product

Basis = DataFact.Basis


@dataclass(frozen=True)
class Statement:
    """What a borough says on one question: the codes of its answers, a price, a few words.

    ``system`` is the system that is meant, where a question is asked by system. ``amount`` is in GBP
    excluding VAT, ``None`` for not known.
    """

    question: str
    answers: tuple[str, ...]
    system: str = ""
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Ground:
    """The day on which statements were true, and what they rest on."""

    true_on: dt.date
    basis: str
    link: str = ""
    document: Document | None = None
    contract: Contract | None = None


def held(product: Product, borough: Borough) -> ContractQuerySet:
    """Return the contracts for a product that a borough holds or held."""
    found: ContractQuerySet = Contract.objects.filter(product=product)
    return found.of_borough(borough)


@transaction.atomic
def say(
    *,
    product: Product,
    borough: Borough,
    statements: Sequence[Statement],
    ground: Ground,
    by: Person | None,
    today: dt.date | None = None,
) -> list[DataFact]:
    """Say for a borough how a product gives access to its data; each takes the place of its older word.

    Args:
        product: one for which the borough holds or held a contract.
        borough: whose word it is.
        statements: at most one a question, and one a system.
        ground: what all of them rest on.
        by: the officer; ``None`` for the demonstration set.
        today: from which the days are counted; default today.

    Returns:
        the facts that are new: what the borough says already in the same words is left alone.

    Raises:
        Refused: where the borough has no contract for it, an answer is none of its question's, the day lies
            ahead or before the one of the borough's present word, or the evidence is somebody else's.
    """
    if not held(product, borough).exists():
        raise Refused("Only a borough that holds or held a contract for this product can say it.")
    _check(ground, borough, product, today or timezone.localdate())
    Product.objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
    made = [_say_one(product, borough, one, ground, by) for one in statements]
    new = [fact for fact in made if fact]
    if new and by is not None:
        _tell(product, borough, new, by)
    return new


def _check(ground: Ground, borough: Borough, product: Product, today: dt.date) -> None:
    if ground.true_on > today:
        raise Refused("The day lies in the future: give the last day on which you know it was true.")
    if ground.basis == Basis.LINK and not ground.link:
        raise Refused("Give the address of the page.")
    document, contract = ground.document, ground.contract
    if ground.basis == Basis.DOCUMENT and (document is None or document.borough_id != borough.pk):
        raise Refused("Choose a document of your borough.")
    if ground.basis == Basis.CONTRACT and (
        contract is None or not held(product, borough).filter(pk=contract.pk).exists()
    ):
        raise Refused("Choose a contract of your borough for this product.")


def _say_one(
    product: Product, borough: Borough, one: Statement, ground: Ground, by: Person | None
) -> DataFact | None:
    question = BY_CODE[one.question]
    if wrong := unfit(question, one.answers):
        raise Refused(f"{question.name}: {wrong}")
    system = " ".join(one.system.split())
    about = normalise_product(system) if question.named else ""
    if question.named and not about:
        raise Refused(f"{question.name}: name the other system.")
    before = DataFact.objects.filter(product=product, borough=borough, question=question.code, about=about)
    last = before.order_by("-number").first()
    present = last if last and last.replaced_at is None else None
    if present and ground.true_on < present.true_on:
        raise Refused(
            f"{question.name}: your borough has said what was true on {plain_date(present.true_on)}. "
            "Give that day or a later one."
        )
    priced = bool(question.priced.intersection(one.answers))
    values: dict[str, Any] = {
        "answers": list(one.answers),
        "amount": one.amount if priced else None,
        "note": one.note.strip(),
        "true_on": ground.true_on,
        "basis": ground.basis,
        "link": ground.link if ground.basis == Basis.LINK else "",
        "document": ground.document if ground.basis == Basis.DOCUMENT else None,
        "contract": ground.contract if ground.basis == Basis.CONTRACT else None,
    }
    if present and present.same_as(values):
        return None
    if present:
        _replace(present)
    return DataFact.objects.create(
        product=product,
        borough=borough,
        question=question.code,
        system=system if question.named else "",
        about=about,
        other=_named(system, about, product) if about else None,
        number=last.number + 1 if last else 1,
        words=VERSION,
        said_by=by,
        is_demonstration=product.is_demonstration,
        **values,
    )


def _named(system: str, about: str, product: Product) -> Product | None:
    """Return the one product of the hub that has a name, and not only beside its supplier."""
    rows = Product.objects.filter(
        Q(name__iexact=system) | Q(names__normalised=about, names__is_generic=False)
    )
    rows = rows.filter(is_demonstration=product.is_demonstration).exclude(pk=product.pk)
    found = list(rows.distinct()[:2])
    return found[0] if len(found) == 1 else None


def _replace(fact: DataFact) -> None:
    fact.replaced_at = timezone.now()
    fact.save()


def _tell(product: Product, borough: Borough, facts: list[DataFact], by: Person) -> None:
    """Tell followers, and the supplier's people, once for all that was said together; nobody is named."""
    data = {
        "product": product.pk,
        "slug": product.slug,
        "name": product.name,
        "borough": str(borough),
        "facts": [fact.pk for fact in facts],
        "about": sorted({fact.asked.name for fact in facts}),
    }
    first = facts[0].pk
    announce(kind=SAID, key=f"{SAID}:{first}", by=by, data=data)
    if product.supplier:
        seller = product.supplier.standing()
        announce(
            kind=ABOUT_SUPPLIER,
            key=f"{ABOUT_SUPPLIER}:{first}",
            data={**data, "supplier": seller.pk, "supplier_slug": seller.slug},
        )


@transaction.atomic
def take_back(*, fact: DataFact) -> DataFact:
    """Take a borough's word back: nothing of it is shown as current any more; it is kept.

    Raises:
        Refused: where a newer word has replaced it, or it was taken back before.
    """
    found = _current(fact)
    _replace(found)
    return found


@transaction.atomic
def hide(*, fact: DataFact, why: str, by: Person) -> DataFact:
    """Hide a fact: only its borough, which is told why, and LOTI staff see it any more.

    Raises:
        Refused: where it is hidden already.
    """
    found = _locked(fact)
    if found.hidden_at:
        raise Refused("Somebody has hidden it already.")
    found.hidden_at, found.hidden_why, found.hidden_by = timezone.now(), why, by
    found.save()
    if found.said_by_id:
        announce(
            kind=HIDDEN,
            key=f"{HIDDEN}:{found.pk}:{found.hidden_at:%Y%m%d%H%M%S%f}",
            by=by,
            data={**_about(found), "why": why},
        )
    return found


@transaction.atomic
def show_again(*, fact: DataFact) -> DataFact:
    """Show a hidden fact again.

    Raises:
        Refused: where it is not hidden.
    """
    found = _locked(fact)
    if not found.hidden_at:
        raise Refused("It is shown.")
    found.hidden_at, found.hidden_why, found.hidden_by = None, "", None
    found.save()
    return found


@transaction.atomic
def reply(*, fact: DataFact, supplier: Supplier, text: str, by: Person) -> FactReply:
    """Answer a fact for the supplier of its product: once a version, and it stands beside it.

    Raises:
        Refused: where it was answered, replaced or hidden meanwhile, or the product is not the supplier's.
    """
    found = _current(fact)
    owner = found.product.supplier
    if found.hidden_at or owner is None or owner.standing() != supplier:
        raise Refused("This is not shown as said of a product of yours any more.")
    if FactReply.objects.filter(fact=found).exists():
        raise Refused("Your supplier has answered this. A newer word of the borough can be answered anew.")
    made = FactReply.objects.create(fact=found, supplier=supplier, text=text.strip(), by=by)
    if found.said_by_id:
        announce(
            kind=REPLIED,
            key=f"{REPLIED}:{made.pk}",
            by=by,
            data={**_about(found), "supplier": supplier.name},
        )
    return made


def _about(fact: DataFact) -> dict[str, Any]:
    return {
        "fact": fact.pk,
        "person": fact.said_by_id,
        "slug": fact.product.slug,
        "name": fact.product.name,
        "question": fact.asked.name,
    }


def _locked(fact: DataFact) -> DataFact:
    rows = DataFact.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("product__supplier__merged_into").get(pk=fact.pk)


def _current(fact: DataFact) -> DataFact:
    found = _locked(fact)
    if found.replaced_at:
        raise Refused("This is not the borough’s present word any more.")
    return found
