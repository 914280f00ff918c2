"""How flags are ranked, explained (R4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires
from pipeline.ranking import QUESTIONS, WEIGHTS


@require_safe
@requires(Permission.SEE_FLAGS)
def ranking(request: HttpRequest) -> HttpResponse:
    """Show what the rank of a flag is made of, with its weights."""
    parts = [(QUESTIONS[name], most) for name, most in WEIGHTS.items()]
    return render(request, "pipeline/ranking.html", {"parts": parts, "total": sum(WEIGHTS.values())})
