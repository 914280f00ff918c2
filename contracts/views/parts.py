"""Pages of a contract's parts: suppliers, boroughs, options, documents."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import listing, plain_date
from contracts.actions import links, options
from contracts.actions.edit import edit_contract
from contracts.actions.jointly import share_contract
from contracts.forms_parts import BoroughsForm, LinkForm, OptionForm, SuppliersForm, UseForm
from contracts.models import Contract, ContractLink, ExtensionOption
from contracts.values import held, in_words, names_for
from contracts.views.finding import find, locked, number_in, parents, shown_in, token_of

FORM = "contracts/part.html"
CHANGED = "Since you opened this page, somebody changed it to: {}. Save again to put yours in its place."


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_suppliers(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Say who supplies; a name like known ones is asked about."""
    with transaction.atomic():
        return _suppliers(request, locked(contract) if request.method == "POST" else contract)


def _suppliers(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = {"suppliers": held(contract, "suppliers")}
    names = "\n".join(contract.supplier_links.values_list("supplier__name", flat=True))
    form = SuppliersForm(
        posted(request), demonstration=contract.is_demonstration, initial={"suppliers": names}
    )
    token = request.POST.get("shown") or token_of(now)
    if form.is_bound and form.is_valid():
        clash = _clash(request, now, "suppliers")
        if clash:
            form.add_error("suppliers", CHANGED.format(clash))
            token = token_of(now)
        else:
            try:
                with transaction.atomic():
                    ids = form.supplier_ids()
                    edit_contract(contract=contract, changes={}, suppliers=ids, by=person_of(request))
            except Refused as refused:
                form.add_error("suppliers", str(refused))
            else:
                new = form.new_names()
                messages.success(
                    request, f"Saved: suppliers.{f' New to the hub: {listing(new)}.' if new else ''}"
                )
                return redirect(contract)
    return _part(request, contract, form, "Suppliers", token)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_boroughs(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Say whose contract it is, jointly, and who leads it."""
    with transaction.atomic():
        return _boroughs(request, locked(contract) if request.method == "POST" else contract)


def _boroughs(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = {"boroughs": held(contract, "boroughs")}
    lead = contract.borough_ids[0] if contract.borough_ids else None
    form = BoroughsForm(posted(request), initial={"boroughs": now["boroughs"], "lead": lead})
    token = request.POST.get("shown") or token_of(now)
    if form.is_bound and form.is_valid():
        wanted = [borough.pk for borough in form.cleaned_data["boroughs"]]
        clash = _clash(request, now, "boroughs")
        if clash:
            form.add_error("boroughs", CHANGED.format(clash))
            token = token_of(now)
        elif not _keeps_one(request, wanted):
            form.add_error("boroughs", "Leave your own borough in, or you could not undo this.")
        else:
            chosen = form.cleaned_data["lead"]
            if (sorted(wanted), chosen.pk) != (now["boroughs"], lead):
                share_contract(contract=contract, boroughs=wanted, lead=chosen.pk, by=person_of(request))
            messages.success(request, "Saved: boroughs. Officers of a borough that you added hear of it.")
            return redirect(contract)
    return _part(request, contract, form, "Whose contract it is", token)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_options(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show the extension options; add one, take one away, say that one was used or not after all."""
    form, use, using = OptionForm(), UseForm(), 0
    changed = _option_in(request, contract)
    if changed:
        form = OptionForm(initial={"months": changed.months, "notice_days": changed.notice_days})
    if request.method == "POST":
        done, form, use, using = _on_options(request, contract)
        if done:
            return redirect("contract_options", contract.pk)
    context = {
        "contract": contract,
        "options": list(contract.options.all()),
        "form": form,
        "use": use,
        "using": using,
        "changed": changed,
        "erring": form if form.is_bound else use,
        "parents": parents(contract),
    }
    return render(request, "contracts/options.html", context)


def _on_options(request: HttpRequest, contract: Contract) -> tuple[bool, OptionForm, UseForm, int]:
    """Do what a button of the page says; return whether it is done, and the forms with what is wrong."""
    by, what = person_of(request), request.POST.get("do", "")
    form, use, using = OptionForm(), UseForm(), 0
    try:
        if what == "add":
            form = OptionForm(request.POST)
            if not form.is_valid():
                return False, form, use, using
            added = options.add_option(contract=contract, by=by, **form.cleaned_data)
            messages.success(request, f"Option {added.number} is added.")
        elif what in ("none", "unknown"):
            options.say_no_options(contract=contract, known=what == "none", by=by)
            messages.success(request, "Saved.")
        else:
            option = get_object_or_404(contract.options, pk=number_in(request, "option"))
            if what == "use":
                use, using = UseForm(request.POST), option.pk
                if not use.is_valid():
                    return False, form, use, using
            elif what == "change":
                form = OptionForm(request.POST)
                if not form.is_valid():
                    return False, form, use, using
                options.change_option(option=option, by=by, **form.cleaned_data)
                messages.success(request, f"Option {option.number} is changed.")
            _on_option(request, option, what, use)
    except Refused as refused:
        messages.error(request, str(refused))
    return True, form, use, using


def _option_in(request: HttpRequest, contract: Contract) -> ExtensionOption | None:
    """Return the option that the address asks to change, if it is one of the contract's."""
    number = request.GET.get("change", "")
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        return None
    return contract.options.filter(number=int(number)).first()


def _on_option(request: HttpRequest, option: ExtensionOption, what: str, use: UseForm) -> None:
    by, called = person_of(request), f"Option {option.number}"
    if what == "use":
        contract = options.use_option(option=option, on=use.cleaned_data["used_on"], by=by)
        ends = f" The contract now ends on {plain_date(contract.end_date)}." if contract.end_date else ""
        messages.success(request, f"{called} is used.{ends}")
    elif what == "take_back":
        contract = options.take_back_use(option=option, by=by)
        ends = f" The contract ends on {plain_date(contract.end_date)} again." if contract.end_date else ""
        messages.success(request, f"{called} is not used.{ends}")
    elif what == "remove":
        options.remove_option(option=option, by=by)
        messages.success(request, f"{called} is removed.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_documents(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show the links to documents; add one, take one away."""
    form = LinkForm()
    if request.method == "POST" and "remove" in request.POST:
        link = get_object_or_404(ContractLink, contract=contract, pk=number_in(request, "remove"))
        links.unlink_document(link=link)
        messages.success(request, f"The link to “{link.label}” is removed.")
        return redirect("contract_documents", contract.pk)
    if request.method == "POST":
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                links.link_document(contract=contract, by=person_of(request), **form.cleaned_data)
            except Refused as refused:
                form.add_error("url", str(refused))
            else:
                messages.success(request, "The document is linked.")
                return redirect("contract_documents", contract.pk)
    context = {
        "contract": contract,
        "links": list(contract.links.all()),
        "form": form,
        "parents": parents(contract),
    }
    return render(request, "contracts/documents.html", context)


def _clash(request: HttpRequest, now: dict[str, Any], name: str) -> str:
    """Return what somebody else made of a list since the page was opened; empty if nobody did."""
    if shown_in(request, now).get(name) == now[name]:
        return ""
    return in_words(name, now[name], names_for([(name, now[name])]))


def _keeps_one(request: HttpRequest, wanted: list[int]) -> bool:
    """Tell whether the writer may still change a contract of some boroughs."""
    person = person_of(request)
    return person.is_staff or person.borough_id in wanted


def _part(request: HttpRequest, contract: Contract, form: Any, title: str, token: str) -> HttpResponse:
    context = {
        "contract": contract,
        "form": form,
        "title": title,
        "parents": parents(contract),
        "shown": token,
    }
    return render(request, FORM, context)
