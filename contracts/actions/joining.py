"""Joining two records that are one contract, and undoing it without loss (R8)."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.suggestions import suggest
from contracts.actions.weighing import counts_more
from contracts.models import (
    Contract,
    ContractPair,
    ContractSupplier,
    ExtensionOption,
    Joining,
    JoiningMove,
)
from contracts.uploads.comparing import Snapshot
from contracts.values import LABELS, LISTS, ROWS, held
from suppliers.models import Supplier

#: What the database works out by itself, or the hub from the other columns.
WORKED_OUT = frozenset(
    {"search", "borough_ids", "window", "annual_value", "maximum_end_date", "decide_by", "changed"}
)
#: Columns that come with a field's value.
BESIDE = {
    "service_area": ("service_area_reason", "service_area_confidence"),
    "product": ("product_reason",),
    "options": ("options_known",),
}
#: Rows that say what a contract's list fields are: those of the record whose word counts stay.
LISTED = {"suppliers": "supplier_links", "options": "options"}
LISTED_MODELS = {"suppliers": ContractSupplier._meta.label, "options": ExtensionOption._meta.label}


class _ToTheMicrosecond(DjangoJSONEncoder):
    """Keeps moments as they are: Django's encoder would cut them to the millisecond."""

    def default(self, o: Any) -> Any:
        """Return what JSON can hold in place of a value."""
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


@transaction.atomic
def join_contracts(*, kept: Contract, gone: Contract, by: Person | None, reason: str) -> Joining:
    """Make one record of two: each field keeps the word that counts more, everything else moves to ``kept``.

    The gone record's row is taken away; its address leads to the kept one. Keys, source records, links,
    questions and what other parts of the hub hang on a contract move; what the kept one has already is set
    aside. :func:`undo_joining` puts all of it back.

    Args:
        kept: which record stays.
        gone: which one it was found to be.
        by: who found it; ``None`` for an import that was certain.
        reason: why they are one, in a sentence.

    Raises:
        Refused: if they are the same record, if only one is fictional, or if they have no borough in common.
    """
    kept, gone = _locked(kept, gone)
    _check(kept, gone)
    joining = Joining(
        kept=kept, gone=gone.pk, title=gone.title, gone_row=columns_of(gone), reason=reason[:500], by=by
    )
    before = columns_of(kept)
    joining.save()
    won = _weigh(joining, kept, gone)
    kept.confirmed_on = max(filter(None, (kept.confirmed_on, gone.confirmed_on)), default=None)
    kept.looked_after_by_id = kept.looked_after_by_id or gone.looked_after_by_id
    kept.maximum_end_date = None
    kept.save()
    after = columns_of(kept)
    joining.held_before = {
        name: [before[name], after[name]] for name in before if before[name] != after[name]
    }
    joining.save()
    _move_the_rest(joining, kept, gone)
    Contract.objects.filter(pk=gone.pk).delete()
    derive([kept])
    _offer_what_lost(kept, gone, joining.gone_row["_lists"], won)
    ask_for_flags()
    return joining


@transaction.atomic
def undo_joining(*, joining: Joining, by: Person | None) -> Contract:
    """Take a joining back: the gone record is there again, with what it had and is still where it was moved.

    What was said of the kept record since stays as it is.

    Returns:
        the record that is there again.

    Raises:
        Refused: if it was undone before, or a later joining sits on top of it.
    """
    joining = Joining.objects.select_for_update(of=("self",)).get(pk=joining.pk)
    if joining.undone_at:
        raise Refused(f"“{joining.title}” was made a record of its own before.")
    later = JoiningMove.objects.filter(
        model=Joining._meta.label, row=joining.pk, joining__undone_at__isnull=True
    ).first()
    if later:
        raise Refused(f"First undo the joining of {plain_date(timezone.localdate(later.joining.at))}.")
    kept = Contract.objects.select_for_update(of=("self",)).defer("search").get(pk=joining.kept_id)
    spoken = _spoken_since(kept, joining)
    _put_back_columns(kept, joining, spoken)
    gone = row_of(Contract, joining.gone_row)
    gone.save(force_insert=True)
    Contract.objects.filter(pk=gone.pk).update(created=joining.gone_row["created"])
    for move in joining.moves.order_by("-pk"):
        if move.model in {LISTED_MODELS[name] for name in spoken}:
            _make_anew(move, joining)
        else:
            _undo_move(move, joining)
    gone.borough_links.filter(borough=joining.gone_row["_lead"]).update(is_lead=True)
    joining.undone_at, joining.undone_by = timezone.now(), by
    joining.save()
    back = Contract.objects.defer("search").get(pk=gone.pk)
    derive([kept, back])
    ask_for_flags()
    return back


def became(pk: int) -> int | None:
    """Return the id of the contract that a gone record's address leads to; nothing for any other."""
    found = Joining.objects.filter(gone=pk, undone_at__isnull=True).values_list("kept", flat=True)
    return found.first()


def changed_by(joining: Joining) -> frozenset[str]:
    """Return the fields of the kept record that a joining changed."""
    names = {name.removesuffix("_id") for name in joining.held_before} & LABELS.keys()
    before, after = joining.held_before.get("_lists", ({}, {}))
    return frozenset(names | {name for name in LISTS if before.get(name) != after.get(name)})


def before_joining(joining: Joining, now: Snapshot) -> Snapshot:
    """Return how the kept record was before another one was found to be it, for a page to tell."""
    held = {name: before for name, (before, _) in joining.held_before.items()}
    values = {**now.values, **{name: value for name, value in held.items() if name in now.values}}
    lists = held.get("_lists") or {}
    after = joining.held_before.get("_lists", [{}, {}])[1]
    changed = {name: value for name, value in lists.items() if value != after.get(name)}
    if "suppliers" in changed:
        names = dict(Supplier.objects.filter(pk__in=changed["suppliers"]).values_list("pk", "name"))
        values["suppliers"] = [[pk, names.get(pk, ""), ""] for pk in changed["suppliers"]]
    if "boroughs" in changed:
        values["boroughs"] = [[pk, False] for pk in changed["boroughs"]]
    if "options" in changed:
        values["options"] = changed["options"]
    provenance = held.get("provenance", now.provenance)
    if "service_area_id" in held:
        values["service_area"] = held["service_area_id"] if "service_area" in provenance else None
    return Snapshot(values, provenance)


def columns_of(row: models.Model) -> dict[str, Any]:
    """Return the columns of a row as JSON can hold them, without what is worked out."""
    values = {
        one.attname: getattr(row, one.attname)
        for one in row._meta.concrete_fields
        if one.name not in WORKED_OUT
    }
    result: dict[str, Any] = json.loads(json.dumps(values, cls=_ToTheMicrosecond))
    if isinstance(row, Contract):
        result["_lists"] = {name: held(row, name) for name in LISTS}
        result["_lead"] = row.borough_ids[0] if row.borough_ids else None
    return result


def row_of(model: type[models.Model], values: dict[str, Any]) -> Any:
    """Return a row with the values that :func:`columns_of` kept; what they led to may be gone since."""
    columns: dict[str, Any] = {one.attname: one for one in model._meta.concrete_fields}
    kept = {name: columns[name].to_python(value) for name, value in values.items() if name in columns}
    for name, value in kept.items():
        one = columns[name]
        if isinstance(one, models.ForeignKey) and one.null and value is not None:
            there: Any = one.related_model
            kept[name] = value if there._base_manager.filter(pk=value).exists() else None
    return model(**kept)


def _locked(*contracts: Contract) -> list[Contract]:
    """Return contracts as they are now, locked in the order of their ids so that nobody waits for another."""
    wanted = {contract.pk for contract in contracts}
    rows = Contract.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    now = {row.pk: row for row in rows.defer("search")}
    try:
        return [now[contract.pk] for contract in contracts]
    except KeyError:
        raise Refused("One of the two was joined with another record meanwhile.") from None


def _check(kept: Contract, gone: Contract) -> None:
    if kept.pk == gone.pk:
        raise Refused("This is one record already.")
    if kept.is_demonstration != gone.is_demonstration:
        raise Refused("A fictional contract and a real one are never the same.")
    if not set(kept.borough_ids) & set(gone.borough_ids):
        raise Refused("Records of different boroughs are not joined. Add the borough to one of them first.")


def _weigh(joining: Joining, kept: Contract, gone: Contract) -> set[str]:
    """Give the kept record the gone one's value wherever that counts more; return the names of the fields."""
    won = {name for name in LABELS if name not in LISTS and _wins(kept, gone, name)}
    dates = [getattr(gone if name in won else kept, name) for name in ("start_date", "end_date")]
    if all(dates) and dates[1] < dates[0]:
        won -= {"start_date", "end_date"}
    for name in won:
        column = f"{name}_id" if name in ROWS else name
        for one in (column, *BESIDE.get(name, ())):
            setattr(kept, one, getattr(gone, one))
    for name, rows in LISTED.items():
        if _wins(kept, gone, name):
            won.add(name)
            _set_aside(joining, getattr(kept, rows).all(), "contract_id")
            _move_rows(joining, getattr(gone, rows).all(), "contract_id", kept.pk, listed=True)
            if name == "options":
                kept.options_known = gone.options_known
        else:
            _set_aside(joining, getattr(gone, rows).all(), "contract_id")
    gone.borough_links.filter(is_lead=True).update(is_lead=False)
    for name in won:
        kept.provenance.pop(name, None)
        if name in gone.provenance:
            kept.provenance[name] = gone.provenance[name]
    return won


def _wins(kept: Contract, gone: Contract, name: str) -> bool:
    """Tell whether the gone record's word on a field counts more than the kept one's."""
    mine, theirs = kept.provenance.get(name), gone.provenance.get(name)
    if held(gone, name) in (None, [], False) and not theirs:
        return False
    if not mine:
        return bool(theirs) or held(kept, name) in (None, [], False)
    return bool(theirs and counts_more(theirs, mine))


def _offer_what_lost(kept: Contract, gone: Contract, lists: dict[str, Any], won: set[str]) -> None:
    """Make suggestions of what the gone record's sources say otherwise than an officer (R8).

    Boroughs are none of it: those of both records stay, and nobody is taken out by a source's silence.
    """
    officer = str(Contract.Source.OFFICER)
    for name, said in gone.provenance.items():
        mine = kept.provenance.get(name, {})
        if name not in LABELS or name == "boroughs" or name in won:
            continue
        if mine.get("source") != officer or said["source"] == officer:
            continue
        offered = lists[name] if name in LISTS else held(gone, name)
        if offered not in (None, []):
            suggest(kept, {name: offered}, source=said["source"], on=said["at"], record=said.get("record"))


def keys_to_contract() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every model and column that leads to a contract, whichever app it is of; not the history."""
    relations: list[Any] = Contract._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (
            relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        model: Any = relation.related_model
        if hasattr(model, "pgh_tracked_model") or model in (ContractPair, JoiningMove):
            continue
        yield model, relation.field.attname


def _move_the_rest(joining: Joining, kept: Contract, gone: Contract) -> None:
    for model, column in keys_to_contract():
        _move_rows(joining, model._base_manager.filter(**{column: gone.pk}), column, kept.pk)


def _move_rows(joining: Joining, rows: Any, column: str, to: int, *, listed: bool = False) -> None:
    """Move rows one by one; what the kept record has its like of already is set aside.

    Of rows that are ``listed`` as a field's value it is kept what they said, for an undo after a later edit.
    """
    for row in rows.order_by("pk"):
        before = columns_of(row) if listed else {}
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{column: to})
        except IntegrityError:
            _set_aside(joining, type(row)._base_manager.filter(pk=row.pk), column)
            continue
        JoiningMove.objects.create(
            joining=joining, model=row._meta.label, column=column, row=row.pk, before=before
        )


def _set_aside(joining: Joining, rows: Any, column: str) -> None:
    """Take rows away, or only off the contract where others hang on them, which no undo could make anew."""
    for row in rows.order_by("pk"):
        JoiningMove.objects.create(
            joining=joining,
            model=row._meta.label,
            column=column,
            row=row.pk,
            before=columns_of(row),
            set_aside=True,
        )
        here = type(row)._base_manager.filter(pk=row.pk)
        if _carries_others(type(row)) and row._meta.get_field(column.removesuffix("_id")).null:
            here.update(**{column: None})
        else:
            here.delete()


def _carries_others(model: type[models.Model]) -> bool:
    """Tell whether rows of other models would be deleted with one of this model, as a timeline's stages."""
    relations: Any = model._meta.related_objects
    return any(relation.on_delete is models.CASCADE for relation in relations)


def _undo_move(move: JoiningMove, joining: Joining) -> None:
    """Put a row back where it was, if nobody has put it elsewhere or made its like since."""
    model = model_of(move.model)
    try:
        with transaction.atomic():
            if move.set_aside:
                if not model._base_manager.filter(pk=move.row).exists():
                    row_of(model, move.before).save(force_insert=True)
                model._base_manager.filter(pk=move.row, **{move.column: None}).update(
                    **{move.column: joining.gone}
                )
            else:
                there = model._base_manager.filter(pk=move.row, **{move.column: joining.kept_id})
                there.update(**{move.column: joining.gone})
    except IntegrityError:
        return


def _spoken_since(kept: Contract, joining: Joining) -> set[str]:
    """Return the lists that the joining took from the gone record and of which somebody has spoken since."""
    taken = set(joining.moves.filter(set_aside=False).values_list("model", flat=True))
    _, left = joining.held_before.get("provenance", ({}, {}))
    return {
        name
        for name, model in LISTED_MODELS.items()
        if model in taken and kept.provenance.get(name) != left.get(name)
    }


def _make_anew(move: JoiningMove, joining: Joining) -> None:
    """Give the gone record its row again beside the kept one's, which stay as somebody has said since."""
    if move.before.get(move.column) == joining.gone:
        row = row_of(model_of(move.model), move.before)
        row.pk = None
        row.save(force_insert=True)


def model_of(label: str) -> Any:
    """Return the model with a label such as ``contracts.ContractKey``."""
    return apps.get_model(label)


def _put_back_columns(kept: Contract, joining: Joining, spoken: set[str]) -> None:
    """Give the kept record back what the joining wrote over, where it still is as the joining left it."""
    beside = {column for name in spoken for column in BESIDE.get(name, ())}
    now = columns_of(kept)
    columns = {one.attname: one for one in Contract._meta.concrete_fields}
    for name, (before, after) in joining.held_before.items():
        if name == "provenance":
            _put_back_provenance(kept, before, after)
        elif name in columns and name not in beside and now[name] == after:
            setattr(kept, name, columns[name].to_python(before))
    kept.maximum_end_date = None
    kept.save()


def _put_back_provenance(kept: Contract, before: dict[str, Any], after: dict[str, Any]) -> None:
    for name in before.keys() | after.keys():
        if kept.provenance.get(name) == after.get(name):
            kept.provenance.pop(name, None)
            if name in before:
                kept.provenance[name] = before[name]
