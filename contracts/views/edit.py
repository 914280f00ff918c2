"""Pages on which an officer records a contract and changes what the register says of it (R8)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import listing
from contracts.actions.edit import add_contract, edit_contract
from contracts.actions.reconcile import alike
from contracts.edits import Edit, weigh_edit
from contracts.forms_parts import SuppliersForm
from contracts.forms_record import FIELDS, AddForm, EditForm, hints_of
from contracts.models import Contract, SourceRecord
from contracts.reconciliation import Likeness, Sketch
from contracts.text import one_line, record_name
from contracts.values import LABELS, held, in_words, names_for, value_of
from contracts.views.finding import find, locked, parents, shown_in, token_of
from suppliers.models import Supplier

IS_ANOTHER = "is_another"
Alike = list[tuple[Contract, Likeness]]


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def contract_add(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Record a contract by hand; one that looks like another on the register is asked about first."""
    data = posted(request)
    form, suppliers = AddForm(data), SuppliersForm(data, initial={"suppliers": _supplier_asked_for(request)})
    like: Alike = []
    if data is not None and form.is_valid() & suppliers.is_valid():
        values = {**form.given(), "options": form.cleaned_data["options"]}
        like = _like(borough, values, suppliers)
        if like and IS_ANOTHER not in data:
            _ask_whether_another(form)
        else:
            try:
                with transaction.atomic():
                    contract = add_contract(
                        borough=borough,
                        values=values,
                        suppliers=suppliers.supplier_ids(),
                        by=person_of(request),
                        unlike=[one.pk for one, _ in like],
                    )
            except Refused as refused:
                form.add_error("title", str(refused))
            else:
                messages.success(request, f"“{contract}” is on the register.{_new(suppliers)}")
                return redirect(contract)
    context = {
        "borough": borough,
        "form": form,
        "suppliers": suppliers,
        "like": like,
        "parents": [("My borough", f"{reverse('my_borough')}?borough={borough.slug}")],
    }
    return render(request, "contracts/add.html", context)


def _supplier_asked_for(request: HttpRequest) -> str:
    """Return the name of the supplier that the address names, by its slug or as it is written somewhere."""
    known = Supplier.objects.filter(slug=request.GET.get("supplier", "")).first()
    return known.standing().name if known else one_line(request.GET.get("supplier_name", ""), 255)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_edit(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Change the fields of a contract; what somebody else changed meanwhile is kept and said."""
    if request.method != "POST":
        return _edit(request, contract)
    with transaction.atomic():  # what is compared is what is written over
        return _edit(request, locked(contract))


def _edit(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = {name: held(contract, name) for name in FIELDS}
    shown = shown_in(request, now)
    form = EditForm(posted(request), shown=shown, hints=hints_of(contract, *_named(contract)))
    token = request.POST.get("shown") or token_of(now)
    if form.is_bound and form.is_valid():
        edit = weigh_edit(shown, form.given(), now, said_unknown=form.cleaned_data["not_known"])
        if edit.clashes:
            _say_clashes(form, edit, contract, now)
            token = token_of({**shown, **{name: now[name] for name in edit.clashes}})
        elif _written(request, form, contract, edit):
            return redirect(contract)
    context = {"contract": contract, "form": form, "parents": parents(contract), "shown": token}
    return render(request, "contracts/edit.html", context)


def _written(request: HttpRequest, form: EditForm, contract: Contract, edit: Edit) -> bool:
    """Write an edit and say what came of it; tell whether it was written."""
    try:
        said = edit_contract(
            contract=contract,
            changes=edit.changes,
            by=person_of(request),
            confirm=form.cleaned_data["confirm"],
        )
    except Refused as refused:
        form.add_error("end_date", str(refused))
        return False
    if said:
        messages.success(request, f"Saved: {_fields(said)}.")
    elif form.cleaned_data["confirm"]:
        messages.success(request, "You confirmed the record.")
    else:
        messages.info(request, "Nothing was changed.")
    if edit.meanwhile:
        messages.info(
            request, f"Somebody else has changed this meanwhile, and it is kept: {_fields(edit.meanwhile)}."
        )
    return True


def _fields(names: Any) -> str:
    return listing([LABELS[name].lower() for name in LABELS if name in names])


def _say_clashes(form: EditForm, edit: Edit, contract: Contract, now: dict[str, Any]) -> None:
    """Say at each field what somebody else has made of it since the page was opened; nothing is lost."""
    names = names_for((name, now[name]) for name in edit.clashes)
    sources = dict(Contract.Source.choices)
    for name in edit.clashes:
        source = sources.get(contract.provenance.get(name, {}).get("source", ""), "somebody")
        form.add_error(
            name,
            f"Since you opened this page, {source} changed it to {in_words(name, now[name], names)}. "
            "Save again to put yours in its place, or write that here.",
        )


def _like(borough: Borough, values: dict[str, Any], suppliers: SuppliersForm) -> Alike:
    """Return the contracts on the register that a new one looks like."""
    value = values["value"]
    sketch = Sketch(
        title=values["title"],
        boroughs=frozenset({borough.pk}),
        suppliers=frozenset(suppliers.known_ids()),
        references=frozenset({values["reference"] or ""} - {""}),
        notice=values["notice_url"] or "",
        start=value_of("start_date", values["start_date"]),
        end=value_of("end_date", values["end_date"]),
        value=Decimal(value) if value else None,
    )
    found = alike(sketch)
    rows = Contract.objects.defer("search").in_bulk([pk for pk, _ in found])
    return [(rows[pk], likeness) for pk, likeness in found]


def _ask_whether_another(form: AddForm) -> None:
    form.fields[IS_ANOTHER] = forms.BooleanField(label="It is another contract: put it on the register too")
    form.add_error(
        IS_ANOTHER, "This looks like a contract that is on the register. Tick this if it is another one."
    )


def _new(suppliers: SuppliersForm) -> str:
    names = suppliers.new_names()
    return f" New to the hub: {listing(names)}." if names else ""


def _named(contract: Contract) -> tuple[dict[int, str], dict[int, str]]:
    """Return what the stored records and the people are called on whom the contract's values rest."""
    said = list(contract.provenance.values())
    records = SourceRecord.objects.filter(pk__in={one["record"] for one in said if one.get("record")})
    people = Person.objects.filter(pk__in={one["person"] for one in said if one.get("person")})
    names = {pk: record_name(key) for pk, key in records.values_list("pk", "key")}
    return names, {one.pk: str(one) for one in people}
