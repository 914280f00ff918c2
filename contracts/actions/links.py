"""An officer links documents of a contract, and says which contracts it replaced."""

from django.db import IntegrityError, transaction

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.models import Contract, ContractLink, Replacement


@transaction.atomic
def link_document(
    *, contract: Contract, kind: str, label: str, url: str, is_public: bool, by: Person
) -> ContractLink:
    """Link a document about a contract.

    Args:
        contract: which one.
        kind: one of ``ContractLink.Kind``.
        label: what readers click on.
        url: an address of the web.
        is_public: whether anybody may see the link; else members only (R9).
        by: the officer.

    Raises:
        Refused: if the contract has this address already.
    """
    try:
        with transaction.atomic():
            return ContractLink.objects.create(
                contract=contract, kind=kind, label=label, url=url, is_public=is_public, added_by=by
            )
    except IntegrityError:
        raise Refused("This address is linked already.") from None


@transaction.atomic
def unlink_document(*, link: ContractLink) -> None:
    """Take a link away; the history keeps that it was there."""
    link.delete()


@transaction.atomic
def say_replaced(*, successor: Contract, predecessor: Contract, by: Person) -> Replacement:
    """Say that one contract replaced another one.

    Raises:
        Refused: if they are one, if it was said before, if it would close a circle, or if only one is
            fictional.
    """
    if successor.pk == predecessor.pk:
        raise Refused("A contract does not replace itself.")
    if successor.is_demonstration != predecessor.is_demonstration:
        raise Refused("A fictional contract and a real one do not replace each other.")
    if Replacement.objects.filter(successor=successor, predecessor=predecessor).exists():
        raise Refused(f"It is recorded already that this one replaced “{predecessor}”.")
    try:
        with transaction.atomic():
            return Replacement.objects.create(successor=successor, predecessor=predecessor, said_by=by)
    except IntegrityError as problem:
        if "itself through others" in str(problem):
            raise Refused(
                f"“{predecessor}” came after this one already, so it cannot come before it."
            ) from None
        raise Refused("This was recorded meanwhile.") from None


@transaction.atomic
def take_back_replaced(*, replacement: Replacement) -> None:
    """Say that one contract did not replace the other after all."""
    replacement.delete()
