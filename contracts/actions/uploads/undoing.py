"""Takes the import of an upload back, as far as nobody has said anything newer since.

What was before is kept with the upload and not looked up in the history: it says exactly which fields
this import changed and what they rested on, a later change of one of them is told by comparing it with
what the import left, and it is read in the same few queries for a thousand contracts as for one.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, ProtectedError, QuerySet, RestrictedError
from django.utils import timezone
from django.utils.dateparse import parse_date

from boroughs.history import recorded_as
from boroughs.refusals import Refused
from boroughs.words import listing
from contracts.actions.areas import assign_service_areas
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.joining import keys_to_contract, undo_joining
from contracts.actions.products import match_products
from contracts.actions.uploads.moments import digest_of, joining_in, read_anew, snapshot
from contracts.models import (
    Contract,
    ContractBorough,
    ContractLink,
    ContractPair,
    ContractSupplier,
    ExtensionOption,
    Joining,
    Replacement,
    SourceRecord,
    Suggestion,
    Upload,
    UploadContract,
)
from contracts.uploads.changed_words import field_name
from contracts.uploads.comparing import UNSEEN
from suppliers.actions import RESOLVING
from suppliers.models import Supplier

AT_ONCE = 500
Outcome = SourceRecord.Outcome
Undone = UploadContract.Undone
SINCE = "Somebody has said something newer of it since, or looks after it."
#: Of this app, what people hang on a contract; whatever other apps have of it counts too.
HUNG = (ContractLink, Replacement, Joining)
ELSEWHERE = "Something else in the hub refers to it."
GONE = "It is no longer on the register."
ORDER = ("start_date", "end_date")


def undo_piece(upload: Upload) -> bool:
    """Take the next contracts back, the last ones first; tell whether there were any."""
    waiting = upload.contracts.filter(is_written=True, undone="").order_by("-number")
    with transaction.atomic():
        with connection.cursor() as cursor:  # no merge of suppliers and no import beside it
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
        with recorded_as(upload_undone=upload.pk, import_label=f"Undo of {upload.name}"[:500]):
            items = list(waiting[:AT_ONCE])
            if not items:
                _finish(upload)
                return False
            _take_back(upload, items)
        names = ["undone", "undone_reason", "contract"]
        UploadContract.objects.bulk_create(
            items, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
        upload.done += len(items)
        Upload.objects.filter(pk=upload.pk).update(done=upload.done, changed=timezone.now())
    return True


def _take_back(upload: Upload, items: list[UploadContract]) -> None:
    ids = {item.contract_id for item in items if item.contract_id}
    list(Contract.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    contracts = read_anew(ids)
    said_since, hung_on = _said_since(upload, ids), _hung_on(ids)
    made: list[tuple[UploadContract, Contract]] = []
    restored = []
    for item in items:
        contract = contracts.get(item.contract_id or 0)
        if item.outcome == Outcome.REPEATED:
            item.undone = Undone.RESTORED
        elif contract is None:
            item.undone, item.undone_reason = Undone.KEPT, GONE
        elif item.outcome == Outcome.CREATED:
            if (
                contract.pk in said_since
                or contract.looked_after_by_id
                or digest_of(contract) != item.left_as
            ):
                item.undone, item.undone_reason = Undone.KEPT, SINCE
            elif contract.pk in hung_on:
                item.undone, item.undone_reason = Undone.KEPT, ELSEWHERE
            else:
                made.append((item, contract))
        elif joining := joining_in(upload.run, item.key):
            if _part(upload, item, joining):
                restored.append(contract.pk)
        elif _restore(contract, item):
            restored.append(contract.pk)
    _remove(made)
    _withdraw_suggestions(upload, ids)
    derive(Contract.objects.filter(pk__in=restored))
    match_products(restored)
    assign_service_areas(restored)


def _said_since(upload: Upload, ids: Iterable[int]) -> set[int]:
    """Return the contracts of which another import, which was not undone, has said something."""
    others = SourceRecord.contracts.through.objects.filter(contract__in=ids)
    others = others.exclude(sourcerecord__run=upload.run_id)
    others = others.exclude(sourcerecord__run__upload__state=Upload.State.UNDONE)
    return set(others.values_list("contract", flat=True))


def _hung_on(ids: Collection[int]) -> set[int]:
    """Return the contracts on which people have hung documents, other contracts, records or timelines."""
    found: set[int] = set()
    for model, column in keys_to_contract():
        if model in HUNG or model._meta.app_label != Contract._meta.app_label:
            rows = model._base_manager.filter(**{f"{column}__in": ids})
            found.update(rows.values_list(column, flat=True))
    return found


def _withdraw_suggestions(upload: Upload, ids: Iterable[int]) -> None:
    """Let nobody be asked any more about what the import said otherwise than an officer."""
    waiting = Suggestion.objects.open().filter(contract__in=ids, record__run=upload.run_id)
    waiting.update(state=Suggestion.State.SUPERSEDED, answered_at=timezone.now())


def _part(upload: Upload, item: UploadContract, joining: Joining) -> bool:
    """Take back that a new contract was found to be one that was there; tell whether that could be done."""
    later = UploadContract.objects.filter(key=item.key, is_written=True, upload__run__gt=upload.run_id)
    if later.exclude(upload__state=Upload.State.UNDONE).exists():
        item.undone, item.undone_reason = Undone.KEPT, SINCE
        return False
    try:
        gone = undo_joining(joining=joining, by=None)
    except Refused as refused:
        item.undone, item.undone_reason = Undone.KEPT, str(refused)
        return False
    ContractPair.objects.filter(joining=joining).delete()
    gone.delete()
    item.undone = Undone.RESTORED
    return True


def _remove(made: list[tuple[UploadContract, Contract]]) -> None:
    """Take contracts off the register, together if nothing refers to any of them, else one by one."""
    try:
        with transaction.atomic():
            Contract.objects.filter(pk__in=[contract.pk for _, contract in made]).delete()
    except (ProtectedError, RestrictedError):
        for item, contract in made:
            try:
                with transaction.atomic():
                    Contract.objects.filter(pk=contract.pk).delete()
            except (ProtectedError, RestrictedError):
                item.undone, item.undone_reason = Undone.KEPT, ELSEWHERE
    for item, _ in made:
        if not item.undone:
            item.undone, item.contract = Undone.REMOVED, None


def _restore(contract: Contract, item: UploadContract) -> bool:
    """Put back the fields that are still as the import left them; tell whether there were any."""
    now = snapshot(contract)
    back: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for change in item.changes:
        name = change["field"]
        same = now.values.get(name) == change["new"] and now.provenance.get(name) == change["is"]
        (back if same else left).append(change)
    if not _in_order(contract, back):
        left += [change for change in back if change["field"] in ORDER]
        back = [change for change in back if change["field"] not in ORDER]
    for change in back:
        _put_back(contract, change)
    if back:
        if any(change["field"] == "end_date" for change in back):
            contract.maximum_end_date = None  # derive() sets it; the old one may lie before the end
        contract.save()
    names = [field_name(change["field"]) for change in left if change["field"] not in UNSEEN]
    if names:
        some = any(change["field"] not in UNSEEN for change in back)
        item.undone = Undone.PARTLY if some else Undone.KEPT
        item.undone_reason = f"Something newer has been said since about {listing(names)}."[:500]
    else:
        item.undone = Undone.RESTORED
    return bool(back)


def _in_order(contract: Contract, back: list[dict[str, Any]]) -> bool:
    """Tell whether the contract would still end after it starts."""
    old = {change["field"]: parse_date(change["old"] or "") for change in back if change["field"] in ORDER}
    start, end = old.get("start_date", contract.start_date), old.get("end_date", contract.end_date)
    return not (start and end and end < start)


def _put_back(contract: Contract, change: dict[str, Any]) -> None:
    name, old = change["field"], change["old"]
    if name == "suppliers":
        _suppliers_back(contract, old or [])
    elif name == "boroughs":
        contract.borough_links.exclude(borough__in=[pk for pk, _ in old or []]).delete()
        held = set(contract.borough_links.values_list("borough_id", flat=True))
        for pk, is_lead in old or []:
            if pk not in held:
                ContractBorough.objects.create(contract=contract, borough_id=pk, is_lead=is_lead)
    elif name == "options":
        _options_back(contract, old)
    elif name == "service_area":
        contract.service_area_id = old
        contract.service_area_reason = ""
    else:
        attribute = name.removesuffix("_id")
        field: Any = Contract._meta.get_field(attribute)
        setattr(contract, name, field.to_python(old))
    if change["was"]:
        contract.provenance[name] = change["was"]
    else:
        contract.provenance.pop(name, None)


def _suppliers_back(contract: Contract, old: list[list[Any]]) -> None:
    contract.supplier_links.all().delete()
    suppliers = Supplier.objects.select_related("merged_into").in_bulk([pk for pk, _, _ in old])
    links: dict[int, ContractSupplier] = {}
    for pk, name, reason in old:
        if pk in suppliers:
            standing = suppliers[pk].standing()
            links.setdefault(
                standing.pk,
                ContractSupplier(contract=contract, supplier=standing, name_as_written=name, reason=reason),
            )
    ContractSupplier.objects.bulk_create(links.values())


def _options_back(contract: Contract, old: list[list[Any]] | None) -> None:
    contract.options.all().delete()
    ExtensionOption.objects.bulk_create(
        ExtensionOption(
            contract=contract,
            number=number,
            months=months,
            notice_days=notice_days,
            used_on=parse_date(used_on) if used_on else None,
        )
        for number, (months, notice_days, used_on) in enumerate(old or [], start=1)
    )
    contract.options_known = old is not None


def _finish(upload: Upload) -> None:
    found = dict(upload.contracts.order_by().values_list("undone").annotate(Count("pk")))
    upload.counts = {**upload.counts, "undone": {name: found.get(name, 0) for name in Undone.values}}
    upload.state = Upload.State.UNDONE
    upload.save()
    ask_for_flags()


def not_undone(upload: Upload) -> QuerySet[UploadContract]:
    """Return the contracts of an undone import that are not as they were before it."""
    return upload.contracts.filter(undone__in=[Undone.KEPT, Undone.PARTLY]).order_by("number")
