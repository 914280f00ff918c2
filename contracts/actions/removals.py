"""Takes a wrong contract off the register, and puts it back (R8: nothing is lost).

As with a joining the row itself goes away: no page, sum, flag, export or other part of the hub can then
show or count it by mistake, whichever way it reads the register.
"""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from boroughs.history import recorded_as
from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.joining import columns_of, model_of, row_of
from contracts.facts import Key
from contracts.models import Contract, ContractPair, JoiningMove, Removal, RemovalRow
from suppliers.actions import hold_names_still

GOING_ON = "This contract is off the register already."
BACK_ALREADY = "This contract was put back on the register before."
NOT_ALONE = (
    "It is a joint contract, and your borough does not lead it: take your borough out of it instead, or ask "
    "the lead borough."
)
RESTS_ON_IT = "It cannot be taken off: {} in the hub rest on it. Ask LOTI what to do."


@transaction.atomic
def take_off(*, contract: Contract, why: str, by: Person) -> Removal:
    """Take a wrong contract off the register; it is kept, and :func:`put_back` brings all of it back.

    What other parts of the hub hang on it goes on without it where it can, as a timeline does.

    Args:
        contract: as the caller found it; it is locked.
        why: what is wrong with it, in a sentence; at most 500 characters are kept.
        by: the officer.

    Raises:
        Refused: if it is off already, if it is joint and led by another borough, if something rests on it
            that must not lose it, or while an import runs.
    """
    hold_names_still()  # an import that has looked for the contract's keys would else make it anew
    found = Contract.objects.select_for_update(of=("self",)).defer("search").filter(pk=contract.pk).first()
    if found is None:
        raise Refused(GOING_ON)
    if not decides_alone(found, by):
        raise Refused(NOT_ALONE)
    _refuse_if_needed(found)
    removal = Removal.objects.create(
        contract=found.pk,
        title=found.title,
        boroughs=found.borough_ids,
        keys=[f"{scheme}|{value}" for scheme, value in found.keys.values_list("scheme", "value")],
        why=why[:500],
        row=columns_of(found),
        by=by,
    )
    with recorded_as(removal=removal.pk):
        for model, column, _ in keys_to(Contract):
            _put_aside(removal, model, column, found.pk)
        Contract.objects.filter(pk=found.pk).delete()
    ask_for_flags()
    return removal


def decides_alone(contract: Contract, person: Person) -> bool:
    """Tell whether somebody may take a contract off for all its boroughs: its lead's officers, LOTI staff."""
    boroughs = contract.borough_ids
    return len(boroughs) < 2 or bool(person.is_staff) or person.borough_id == boroughs[0]


@transaction.atomic
def put_back(*, removal: Removal, by: Person) -> Contract:
    """Put a contract back on the register as it was, under its old address.

    What has been recorded meanwhile in its place stays: a key that opens another contract by now goes on
    opening that one, and a timeline that was given another contract keeps it.

    Raises:
        Refused: if it was put back before, or while an import runs.
    """
    hold_names_still()
    removal = Removal.objects.select_for_update(of=("self",)).get(pk=removal.pk)
    if removal.put_back_at:
        raise Refused(BACK_ALREADY)
    with recorded_as(put_back=removal.pk):
        _insert(Contract, removal.row)
        for aside in removal.rows.order_by("-pk"):
            _bring_back(aside)
        back = Contract.objects.defer("search").get(pk=removal.contract)
        derive([back])
    removal.put_back_at, removal.put_back_by = timezone.now(), by
    removal.save(update_fields=["put_back_at", "put_back_by"])
    ask_for_flags()
    return back


def left_off(key: Key, days: dict[tuple[str, str], Any]) -> str:
    """Return why an import leaves a contract off, in a sentence; empty for one that nobody took off.

    Args:
        key: the name under which the source knows the contract.
        days: when contracts were taken off, by key (``Removal.objects.standing().days_by_key()``).
    """
    at = days.get((key.scheme, key.value))
    if at is None:
        return ""
    return (
        f"An officer took it off the register on {plain_date(timezone.localdate(at))}: "
        "put it back if it belongs there."
    )


def keys_to(wanted: type[models.Model]) -> Iterator[tuple[type[models.Model], str, Any]]:
    """Yield every model and column that leads to a model, and what becomes of its rows with theirs.

    Not the history, which outlives what it tells of, and not what remembers mere numbers.
    """
    relations: list[Any] = wanted._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.concrete or not relation.auto_created:
            continue
        if not (relation.one_to_many or relation.one_to_one):
            continue
        model: Any = relation.related_model
        numbers_only = wanted is Contract and model in (ContractPair, JoiningMove)
        if not hasattr(model, "pgh_tracked_model") and not numbers_only:
            yield model, relation.field.attname, relation.on_delete


def _refuse_if_needed(contract: Contract) -> None:
    """Refuse where something rests on the contract that must not be without it.

    Raises:
        Refused: in that case, saying what it is.
    """
    for model, column, on_delete in keys_to(Contract):
        needs_it = on_delete in (models.PROTECT, models.RESTRICT)
        if needs_it and model._base_manager.filter(**{column: contract.pk}).exists():
            raise Refused(RESTS_ON_IT.format(model._meta.verbose_name_plural))


def _put_aside(removal: Removal, model: type[models.Model], column: str, pk: int) -> None:
    """Take rows away with what hangs on them, or only off what goes away where they can be without it."""
    there = model._base_manager.filter(**{column: pk})
    rows = list(there.order_by("pk"))
    if not rows:
        return
    may_be_without = model._meta.get_field(column.removesuffix("_id")).null
    if not may_be_without:
        for row in rows:
            for hanging, their_column, _ in keys_to(model):
                _put_aside(removal, hanging, their_column, row.pk)
    RemovalRow.objects.bulk_create(
        RemovalRow(
            removal=removal,
            model=row._meta.label,
            column=column,
            row=row.pk,
            before={column: pk} if may_be_without else columns_of(row),
            is_away=not may_be_without,
        )
        for row in rows
    )
    if may_be_without:
        there.update(**{column: None})
    else:
        there.delete()


def _bring_back(aside: RemovalRow) -> None:
    """Put a row back, if nobody has made its like or put it elsewhere since."""
    model = model_of(aside.model)
    try:
        with transaction.atomic():
            if aside.is_away:
                _insert(model, aside.before)
            else:
                rows = model._base_manager.filter(pk=aside.row, **{aside.column: None})
                rows.update(**aside.before)
    except IntegrityError:
        return


def _insert(model: type[models.Model], values: dict[str, Any]) -> None:
    """Insert a row as it was, its moments too."""
    row = row_of(model, values)
    for one in model._meta.concrete_fields:
        if getattr(one, "auto_now", False):
            setattr(row, one.attname, timezone.now())
    row.save_base(raw=True, force_insert=True)
