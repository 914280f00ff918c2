"""Agreements between the members of a collaboration: drafting, checking, signing, as a Word document."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from pipeline import collaborating
from pipeline.agreement_page import agreement_word, read, signature_rows
from pipeline.agreement_text import questions, template, to_look_at, unanswered
from pipeline.collaborating.agreements import AgreementFacts
from pipeline.forms_agreements import AgreementForm, CheckForm, ClearForm, SignForm
from pipeline.models import Agreement, Collaboration
from pipeline.report_files import WORD_TYPE
from pipeline.views.collaboration_base import MAY, find, page, reader, saved, works

FOLDER = "pipeline/collaborations"


def find_agreement(slug: str, number: int) -> tuple[Agreement, Iterable[Borough]]:
    """Return an agreement with its collaboration, and the boroughs whose officers work there (R9)."""
    found, boroughs = find(slug)
    agreement = get_object_or_404(found.agreements.select_related("checked_by"), number=number)
    agreement.collaboration = found
    return agreement, boroughs


of_member = requires_on(Permission.COLLABORATE, find_agreement)


@require_http_methods(MAY)
@works
def collaboration_agreements(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """List the agreements of a collaboration, the newest first, and draft one."""
    rows = list(found.agreements.prefetch_related("signatories__borough"))
    prepared = any(one.state in (Agreement.State.DRAFT, Agreement.State.SIGNING) for one in rows)
    form = AgreementForm(request.POST or None, initial=_usual(found))
    made: list[Agreement] = []

    def draft() -> None:
        facts = form.facts()
        made.append(collaborating.draft_agreement(collaboration=found, facts=facts, by=reader(request)))

    if saved(form, draft):
        messages.success(request, "Drafted. Answer the competition check next.")
        return redirect(made[0])
    more = {"form": form, "agreements": rows, "prepared": prepared, "today": timezone.localdate()}
    return page(request, found, f"{FOLDER}/agreements.html", "Agreements", **more)


def _usual(found: Collaboration) -> dict[str, Any]:
    kind = Agreement.Kind.MASTER if found.rung == "procurement" else Agreement.Kind.MEMORANDUM
    return {"kind": kind, "purpose": found.purpose, "notice_months": 3}


@require_safe
@of_member
def collaboration_agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Show an agreement: how far it is, what it says, the competition check, who signed."""
    answers = agreement.check_answers
    rows = signature_rows(agreement)
    borough = reader(request).borough_id
    more = {
        "agreement": agreement,
        "sections": read(agreement),
        "used_for": template(agreement.kind).used_for,
        "questions": [(one, answers.get(one.code, "")) for one in questions()[1]],
        "unanswered": unanswered(answers),
        "to_look_at": to_look_at(answers),
        "may_open": agreement.state == Agreement.State.DRAFT
        and not unanswered(answers)
        and (agreement.cleared_on is not None or not to_look_at(answers)),
        "signatures": rows,
        "waiting": [row["borough"] for row in rows if row["signatory"] is None],
        "to_sign": any(row["borough"].pk == borough and row["signatory"] is None for row in rows),
        "is_named": any(row["borough"].pk == borough for row in rows),
        "nobody_signed": not any(row["signatory"] for row in rows),
        "today": timezone.localdate(),
    }
    return page(request, agreement.collaboration, f"{FOLDER}/agreement.html", str(agreement), **more)


@require_http_methods(MAY)
@of_member
def collaboration_agreement_change(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Change a draft."""
    names = AgreementFacts.__dataclass_fields__
    form = AgreementForm(request.POST or None, initial={name: getattr(agreement, name) for name in names})
    return _form_page(
        request,
        agreement,
        form,
        f"Change {agreement}",
        "Saved.",
        lambda: collaborating.change_agreement(agreement=agreement, facts=form.facts(), by=reader(request)),
    )


@require_http_methods(MAY)
@of_member
def collaboration_agreement_check(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Answer the competition check."""
    form = CheckForm(request.POST or None, initial=agreement.check_answers)
    return _form_page(
        request,
        agreement,
        form,
        "Competition check",
        "Recorded.",
        lambda: collaborating.answer_check(
            agreement=agreement, answers=form.cleaned_data, by=reader(request)
        ),
    )


@require_http_methods(MAY)
@of_member
def collaboration_agreement_clear(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Record who looked at the answers that somebody must look at."""
    form = ClearForm(request.POST or None, **_days(agreement))
    return _form_page(
        request,
        agreement,
        form,
        "Who looked at it",
        "Recorded.",
        lambda: collaborating.clear_check(agreement=agreement, by=reader(request), **form.cleaned_data),
    )


def _days(agreement: Agreement) -> dict[str, dt.date]:
    """Return the first and the last day on which somebody can have signed or looked at an agreement."""
    return {"drafted_on": timezone.localdate(agreement.drafted_at), "today": timezone.localdate()}


@require_http_methods(MAY)
@of_member
def collaboration_agreement_sign(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Record who signed for the reader's borough."""
    borough = reader(request).borough_id
    kept = agreement.signatories.filter(borough=borough).first() if borough else None
    initial = {"name": kept.name, "role": kept.role, "on": kept.signed_on} if kept else {}
    form = SignForm(request.POST or None, initial=initial, **_days(agreement))

    def sign() -> object:
        name, role, on = (form.cleaned_data[field] for field in ("name", "role", "on"))
        return collaborating.sign_agreement(
            agreement=agreement, name=name, role=role, signed_on=on, by=reader(request)
        )

    return _form_page(request, agreement, form, f"Sign {agreement}", "Recorded.", sign)


@require_POST
@of_member
def collaboration_agreement_act(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Open a draft for signature, open its words again, or end it, which is asked about first."""
    by = reader(request)
    if request.POST.get("act") == "end" and "sure" not in request.POST:
        in_force = agreement.state == Agreement.State.IN_FORCE
        title = f"End {agreement} today?" if in_force else f"Give up {agreement}?"
        more = {"agreement": agreement, "signed": agreement.signatories.exists()}
        return page(request, agreement.collaboration, f"{FOLDER}/agreement_end.html", title, **more)
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "open": (
            lambda: collaborating.open_for_signature(agreement=agreement, by=by),
            "It is open for signature, and every member is told.",
        ),
        "draft": (
            lambda: collaborating.back_to_draft(agreement=agreement, by=by),
            "It is a draft again.",
        ),
        "end": (
            lambda: collaborating.end_agreement(agreement=agreement, on=timezone.localdate(), by=by),
            "It has ended. Members read it as before.",
        ),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        messages.error(request, "Choose one of the buttons of the agreement’s page.")
        return redirect(agreement)
    try:
        act[0]()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, act[1])
    return redirect(agreement)


@require_safe
@of_member
def collaboration_agreement_word(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Send an agreement as a Word document."""
    name = slugify(f"{agreement} {agreement.collaboration.title}")[:80]
    return HttpResponse(
        agreement_word(agreement),
        content_type=WORD_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.docx"'},
    )


def _form_page(
    request: HttpRequest,
    agreement: Agreement,
    form: Any,
    title: str,
    said: str,
    act: Callable[[], object],
) -> HttpResponse:
    """Show a form about an agreement; once its rule is satisfied, go back to the agreement."""
    if request.method == "POST" and saved(form, act):
        messages.success(request, said)
        return redirect(agreement)
    more = {"form": form, "agreement": agreement, "button": "Save"}
    return page(request, agreement.collaboration, f"{FOLDER}/agreement_form.html", title, **more)
