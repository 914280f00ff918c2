"""Pages on which a supplier's people read the issues that boroughs sent them, and answer.

Which boroughs these are they learn only where those agreed. What the pages show comes from
:func:`community.issue_page.for_supplier` alone.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.views.parts import person_of, posted
from community.actions.issues import answer_issue
from community.forms_issues import AnswerForm
from community.issue_page import for_supplier
from community.models import SharedIssue
from suppliers.claiming.speaking import for_own_supplier
from suppliers.models import Supplier

MAY = ["GET", "HEAD", "POST"]
MOST = 200


@require_safe
@for_own_supplier()
def supplier_issues(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """List the issues that were sent to the supplier."""
    rows = SharedIssue.objects.sent_to([supplier.pk]).order_by("-sent_at", "-pk")
    context = {"supplier": supplier, "issues": rows[:MOST], "today": timezone.localdate()}
    return render(request, "community/supplier_issues.html", context)


@require_http_methods(MAY)
@for_own_supplier()
def supplier_issue(request: HttpRequest, supplier: Supplier, pk: int) -> HttpResponse:
    """Show an issue that was sent to the supplier, and take its answer."""
    rows = SharedIssue.objects.sent_to([supplier.pk]).select_related("product")
    found = get_object_or_404(rows, pk=pk)
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            answer_issue(issue=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Answered. The boroughs are told.")
            return redirect("supplier_issue", supplier.slug, pk)
    context = {
        "supplier": supplier,
        "issue": found,
        "seen": for_supplier(found),
        "answers": found.answers.order_by("at", "pk"),
        "escalations": found.escalations.order_by("at", "pk"),
        "form": form,
    }
    return render(request, "community/supplier_issue.html", context)
