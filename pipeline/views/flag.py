"""The page of one flag."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires
from pipeline.parts import parts_of
from pipeline.summaries import summary
from pipeline.views.flag_answers import answers_context
from pipeline.views.plan import asked_plan, plan_context, visible_flag


@require_safe
@requires(Permission.SEE_FLAGS)
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a flag: the sentence, the alignment plan with its what-if, and the evidence.

    The address holds the what-if; with htmx only the plan is sent. A flag that the reader may not see
    answers 404 (R9).
    """
    found = visible_flag(request, pk)
    today = timezone.localdate()
    headers = request.headers
    partly = "HX-Request" in headers and "HX-History-Restore-Request" not in headers
    asked = asked_plan(request, found, today, with_suppliers=not partly)
    address = found.get_absolute_url()
    context = plan_context(asked, found, address)
    if partly:
        response = render(request, "pipeline/_plan.html", context | {"partly": True})
        query = request.GET.urlencode() if asked.form.errors else asked.form.query(asked.form.asked.start)
        response.headers["HX-Push-Url"] = f"{address}?{query}" if asked.form.errors else f"{address}{query}"
    else:
        person: Any = request.user
        more = {
            "summary": summary(found, today),
            "parts": parts_of(found, asked.contracts, person),
            **answers_context(found, person, asked, today),
        }
        response = render(request, "pipeline/flag.html", context | more)
    patch_vary_headers(response, ["HX-Request"])
    return response
