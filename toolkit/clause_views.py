"""Pages of clauses: one filled in, several as a schedule, and which a contract has."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, is_of_borough, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import listing, plain_date
from contracts.models import Contract
from toolkit.actions import adopt_clause, say_outcome, take_back_adoption
from toolkit.forms import AdoptForm, OutcomeForm, VariablesForm
from toolkit.markdown import render as markdown
from toolkit.models import Adoption, Clause
from toolkit.texts import difference, filled, terms_of
from toolkit.views import as_word
from toolkit.word import schedule

MAY = ["GET", "HEAD", "POST"]
MOST_CLAUSES = 30
#: What a contract for a system should have, and its page asks for.
EXPECTED = (Clause.Kind.EXIT, Clause.Kind.DATA, Clause.Kind.SLA)
NOTE = (
    "Made from the toolkit of Procurement Hub on {}. A starting point for your own lawyers, and no legal "
    "advice. Gaps are marked with […]."
)


@login_not_required
@require_safe
def toolkit_clauses(request: HttpRequest) -> HttpResponse:
    """List the clauses by kind, those that most contracts have marked; some can be chosen for a schedule."""
    kind = request.GET.get("kind", "")
    kinds = dict(Clause.Kind.choices)
    rows: Any = Clause.objects.published().annotate(used=Count("adoptions"))
    if kind in kinds:
        rows = rows.filter(kind=kind)
    context = {"clauses": list(rows), "kinds": list(kinds.items()), "kind": kind if kind in kinds else ""}
    return render(request, "toolkit/clauses.html", context)


def _clause(slug: str) -> Clause:
    return get_object_or_404(Clause.objects.published(), slug=slug)


@login_not_required
@require_safe
def toolkit_clause(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a clause, filled in with what the address says; ``?as=word`` sends it as a document."""
    found = _clause(slug)
    form = VariablesForm(request.GET if "fill" in request.GET else None, clauses=[found])
    text = filled(found.text, form.values(found))
    if request.GET.get("as") == "word" and not form.errors:
        return _schedule(found.title, [(found, text)])
    adoptions = found.adoptions.select_related("borough").defer("contract__search")
    members = has_permission(request.user, Permission.USE_TOOLKIT)
    context = {
        "clause": found,
        "form": form,
        "text": markdown(text),
        "terms": sorted(terms_of(found.definitions).items()),
        "adoptions": list(adoptions) if members else [],
        "used": adoptions.count(),
        "pages": found.pages.filter(state="published").select_related("stage").defer("text", "search"),
        "versions": _versions(found),
    }
    return render(request, "toolkit/clause.html", context)


def _schedule(title: str, clauses: list[tuple[Clause, str]]) -> HttpResponse:
    """Send clauses as one document, each term defined once."""
    definitions: dict[str, str] = {}
    for clause, _ in clauses:
        definitions |= terms_of(clause.definitions)
    note = NOTE.format(plain_date(timezone.localdate()))
    texts = [(clause.title, text) for clause, text in clauses]
    return as_word(schedule(title, definitions, texts, note=note), title)


def _versions(clause: Clause) -> dict[int, str]:
    """Return the text of each version of a clause, from its history; the last one written counts."""
    rows = clause.events.order_by("pgh_id").values_list("version", "text")  # type: ignore[attr-defined]
    return dict(rows)


@login_not_required
@require_safe
def toolkit_clause_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare two versions of a clause: what was taken out and what was put in."""
    found = _clause(slug)
    versions = _versions(found)
    numbers = sorted(versions)
    try:
        before, after = (int(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:
        before, after = numbers[max(len(numbers) - 2, 0)], numbers[-1]
    if before not in versions or after not in versions:
        raise Http404("There is no such version.")
    context = {
        "clause": found,
        "numbers": numbers,
        "before": before,
        "after": after,
        "difference": difference(versions[before], versions[after]),
    }
    return render(request, "toolkit/clause_versions.html", context)


@login_not_required
@require_safe
def toolkit_schedule(request: HttpRequest) -> HttpResponse:
    """Assemble a schedule: choose clauses, fill in their gaps, take it as a Word document."""
    slugs = request.GET.getlist("clause")[:MOST_CLAUSES]
    found = {one.slug: one for one in Clause.objects.published().filter(slug__in=slugs)}
    chosen = [found[slug] for slug in dict.fromkeys(slugs) if slug in found]
    if not chosen:
        messages.error(request, "Choose at least one clause.")
        return redirect("toolkit_clauses")
    form = VariablesForm(request.GET if "fill" in request.GET else None, clauses=chosen)
    texts = [(clause, filled(clause.text, form.values(clause))) for clause in chosen]
    if request.GET.get("as") == "word" and not form.errors:
        return _schedule(f"Schedule: {listing([clause.title.lower() for clause in chosen])}"[:150], texts)
    context = {
        "chosen": chosen,
        "groups": [
            (clause, [form[key] for key in form.fields if key.startswith(f"{clause.slug}.")], markdown(text))
            for clause, text in texts
        ],
        "form": form,
    }
    return render(request, "toolkit/schedule.html", context)


def _find_contract(pk: int) -> tuple[Contract, Iterable[Borough]]:
    rows = Contract.objects.defer("search", "description", "provenance")
    found = get_object_or_404(rows.prefetch_related("borough_links__borough"), pk=pk)
    return found, [link.borough for link in found.borough_links.all()]


keeps = requires_on(Permission.EDIT_REGISTER, _find_contract)


@require_http_methods(MAY)
@keeps
def contract_clauses(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show which clauses a contract has and which it lacks, and take one more."""
    rows = list(contract.clauses_adopted.select_related("clause", "borough"))
    form = AdoptForm(posted(request), known=[one.clause_id for one in rows])
    if form.is_valid():
        borough = next(
            link.borough for link in contract.borough_links.all() if is_of_borough(request.user, link.borough)
        )
        try:
            adopt_clause(contract=contract, borough=borough, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("clause", str(refused))
        else:
            messages.success(request, "Kept. Say later whether it helped.")
            return redirect("contract_clauses", contract.pk)
    known = {one.clause.kind for one in rows}
    context = {
        "contract": contract,
        "adoptions": rows,
        "form": form,
        "lacks": [(kind, kind.label) for kind in EXPECTED if kind not in known],
    }
    return render(request, "toolkit/contract_clauses.html", context)


def _find_adoption(pk: int) -> tuple[Adoption, Iterable[Borough]]:
    found = get_object_or_404(Adoption.objects.select_related("clause", "contract", "borough"), pk=pk)
    return found, [found.borough]


@require_http_methods(MAY)
@requires_on(Permission.EDIT_REGISTER, _find_adoption)
def adoption(request: HttpRequest, found: Adoption) -> HttpResponse:
    """Say whether a clause helped, or take back that the contract has it."""
    if "remove" in request.POST:
        take_back_adoption(adoption=found)
        messages.success(request, "Taken back.")
        return redirect("contract_clauses", found.contract_id)
    initial = {"outcome": found.outcome, "outcome_text": found.outcome_text}
    form = OutcomeForm(posted(request), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        say_outcome(adoption=found, outcome=said["outcome"], text=said["outcome_text"], by=person_of(request))
        messages.success(request, "Saved. Others see it on the clause’s page.")
        return redirect("contract_clauses", found.contract_id)
    return render(request, "toolkit/adoption.html", {"adoption": found, "form": form})
