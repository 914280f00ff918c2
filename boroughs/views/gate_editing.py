"""An officer records, changes, orders and ends the borough's gates (R3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.actions import gates as actions
from boroughs.forms_gates import EndGateForm, GateChangeForm, GateForm
from boroughs.gate_words import band_in_words
from boroughs.models import Borough, Gate, Meeting
from boroughs.planning import in_sequence
from boroughs.rights import Permission, requires_in_borough
from boroughs.words import plain_date

FORM = "gates/form.html"


@require_safe
@requires_in_borough(Permission.RECORD_GATES)
def gates_edit(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Show what can be changed: each gate with its buttons, and the meetings to come of each body."""
    today = timezone.localdate()
    present = _open_gates(borough)
    stages: dict[str, list[tuple[Gate, str, bool, bool]]] = {}
    rows = {stage: [gate for gate in present if gate.before_stage == stage] for stage in _stages(present)}
    for gates in rows.values():
        stages[gates[0].get_before_stage_display()] = [
            (gate, band_in_words(gate.value_from, gate.value_to), gate != gates[0], gate != gates[-1])
            for gate in gates
        ]
    return render(
        request,
        "gates/edit.html",
        {
            "borough": borough,
            "today": today,
            "stages": stages,
            "usual": list(Gate.objects.usual_on(today)) if not present else [],
            "bodies": _bodies(borough, present),
        },
    )


@require_POST
@requires_in_borough(Permission.RECORD_GATES)
def gates_start(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Copy the usual gates, for a borough that has none."""
    try:
        gates = actions.start_from_usual_gates(borough=borough, on=timezone.localdate(), by=_officer(request))
    except ValueError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request, f"{len(gates)} gates are recorded. Change each to what your constitution says."
        )
    return redirect("gates_edit", borough.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.RECORD_GATES)
def gate_add(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Record a gate."""
    today = timezone.localdate()
    form = GateForm(
        request.POST or None, others=_open_gates(borough), initial={"valid_from": plain_date(today)}
    )
    if form.is_valid():
        day = form.cleaned_data["valid_from"]
        gate = actions.record_gate(borough=borough, facts=form.facts, on=day, by=_officer(request))
        messages.success(request, f"{gate.body} is recorded.")
        return redirect("gates_edit", borough.slug)
    return render(request, FORM, _form_page(borough, form, "Add a gate", "Record this gate"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.RECORD_GATES)
def gate_change(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Change a gate: correct what was recorded wrongly, or let the rule change from a day on."""
    gate = _gate(borough, pk)
    others = [other for other in _open_gates(borough) if other.pk != gate.pk]
    form = GateChangeForm(request.POST or None, gate=gate, others=others, initial=_initial(gate))
    if form.is_valid():
        by = _officer(request)
        if form.cleaned_data["what"] == GateChangeForm.CORRECTION:
            changed = actions.correct_gate(gate=gate, facts=form.facts, by=by)
        else:
            day = form.cleaned_data["valid_from"]
            changed = actions.change_gate(gate=gate, facts=form.facts, on=day, by=by)
        messages.success(request, f"{changed.body} is changed.")
        return redirect("gates_edit", borough.slug)
    return render(request, FORM, _form_page(borough, form, f"Change {gate.body}", "Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.RECORD_GATES)
def gate_end(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Let a gate no longer count from a day on; the page keeps it among what counted before."""
    gate = _gate(borough, pk)
    form = EndGateForm(request.POST or None, gate=gate)
    if form.is_valid():
        day = form.cleaned_data["valid_to"]
        actions.end_gate(gate=gate, on=day, by=_officer(request))
        messages.success(request, f"{gate.body} no longer counts from {plain_date(day)}.")
        return redirect("gates_edit", borough.slug)
    page = _form_page(borough, form, f"End {gate.body}", "End this gate")
    page["text"] = "It stays on the page among what counted before, and schedules no longer use it."
    return render(request, FORM, page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.RECORD_GATES)
def gate_remove(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Ask, then remove a gate that was recorded by mistake."""
    gate = _gate(borough, pk)
    if request.method == "POST":
        body = gate.body
        actions.remove_gate(gate=gate, by=_officer(request))
        messages.success(request, f"{body} is removed.")
        return redirect("gates_edit", borough.slug)
    page = _form_page(borough, None, f"Remove {gate.body}?", "Yes, remove it")
    page["text"] = (
        "Remove a gate only if it was recorded by mistake and never counted. "
        "If it counted until now, end it instead, so that the past stays true."
    )
    return render(request, FORM, {**page, "warning": True})


@require_POST
@requires_in_borough(Permission.RECORD_GATES)
def gate_move(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Let a gate change places with its neighbour before the same stage."""
    gate = _gate(borough, pk)
    actions.move_gate(gate=gate, earlier=request.POST.get("to") == "earlier", by=_officer(request))
    return redirect("gates_edit", borough.slug)


def _officer(request: HttpRequest) -> Any:
    """Return who is signed in: the decorators let nobody else in."""
    return request.user


def _open_gates(borough: Borough) -> list[Gate]:
    """Return the gates that count today or will, in the order in which they are passed."""
    return in_sequence(Gate.objects.of_borough_from(borough, timezone.localdate()))


def _gate(borough: Borough, pk: int) -> Gate:
    """Return one of the borough's gates that counts today or will; past ones are not changed."""
    gate = Gate.objects.of_borough_from(borough, timezone.localdate()).filter(pk=pk).first()
    if gate is None:
        raise Http404("No gate of this borough that still counts has this number.")
    gate.borough = borough
    return gate


def _stages(gates: list[Gate]) -> list[str]:
    return list(dict.fromkeys(gate.before_stage for gate in gates))


def _bodies(borough: Borough, gates: list[Gate]) -> list[tuple[str, list[Meeting]]]:
    """Return each body with its meetings to come."""
    coming: dict[str, list[Meeting]] = {}
    for meeting in Meeting.objects.filter(borough=borough, on__gte=timezone.localdate()).order_by("on"):
        coming.setdefault(meeting.body.lower(), []).append(meeting)
    return [(body, coming.get(body.lower(), [])) for body in bodies_of(gates)]


def bodies_of(gates: list[Gate]) -> list[str]:
    """Return the bodies of gates, each once whatever the case of its name."""
    return list({gate.body.lower(): gate.body for gate in reversed(gates)}.values())[::-1]


def _initial(gate: Gate) -> dict[str, Any]:
    """Return a gate as the form shows it."""
    facts = {name: getattr(gate, name) for name in actions.GateFacts.__dataclass_fields__}
    for name in ("value_from", "value_to"):
        value = facts[name]
        facts[name] = f"{value:,.2f}".removesuffix(".00") if value is not None else ""
    return facts


def _form_page(borough: Borough, form: Any, title: str, button: str) -> dict[str, Any]:
    return {"borough": borough, "form": form, "title": title, "button": button}
