"""An officer answers a flag for their borough, mutes its subject, and undoes both."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from pipeline import answering
from pipeline.answering.answers import concerns
from pipeline.forms_answers import AnswerForm, MuteForm
from pipeline.models import Flag, FlagAnswer, FlagMute
from pipeline.summaries import summary
from pipeline.views.plan import visible_flag

MAY = ["GET", "HEAD", "POST"]


def flag_of(request: HttpRequest, pk: int, borough: Borough) -> Flag:
    """Return a flag that concerns a borough and that the reader may see; 404 for any other (R9)."""
    flag = visible_flag(request, pk)
    if not concerns(flag, borough, timezone.localdate()):
        raise Http404("The borough is not in this flag and could not join it.")
    return flag


@require_http_methods(MAY)
@requires_in_borough(Permission.ANSWER_FLAGS)
def flag_answer(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Answer a flag for a borough, answer it otherwise, or take the answer back."""
    flag, today = flag_of(request, pk, borough), timezone.localdate()
    known = FlagAnswer.objects.filter(flag=flag, borough=borough).first()
    by: Any = request.user
    if "take_back" in request.POST:
        if known:
            answering.take_answer_back(answer=known, by=by)
        messages.success(request, "The answer is taken back: the flag waits for one again.")
        return redirect(flag)
    initial = {"answer": known.answer, "until": known.until, "why": known.why} if known else None
    form = AnswerForm(request.POST or None, today=today, initial=initial)
    if form.is_valid():
        given = {**form.cleaned_data, "answer": FlagAnswer.Answer(form.cleaned_data["answer"])}
        try:
            answering.answer_flag(flag=flag, borough=borough, by=by, on=today, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved: {borough} says “{given['answer'].label}”.")
            return redirect(flag)
    more = {"known": known, "title": f"What {borough} says"}
    return _page(request, flag, borough, form, "pipeline/flag_answer.html", more)


@require_http_methods(MAY)
@requires_in_borough(Permission.ANSWER_FLAGS)
def flag_mute(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Ask whether to mute what a flag is about for a borough, and do it."""
    flag = flag_of(request, pk, borough)
    form = MuteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        muted = answering.mute_subject(flag=flag, borough=borough, by=by, why=form.cleaned_data["why"])
        messages.success(request, f"Muted: {muted.subject}. You can undo it here.")
        return redirect("flag_mutes", borough.slug)
    return _page(request, flag, borough, form, "pipeline/flag_mute.html", {})


@require_safe
@requires_in_borough(Permission.ANSWER_FLAGS)
def flag_mutes(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List what a borough muted, each to be undone."""
    mutes = FlagMute.objects.filter(borough=borough).with_names()
    return render(request, "pipeline/flag_mutes.html", {"borough": borough, "mutes": mutes})


@require_http_methods(["POST"])
@requires_in_borough(Permission.ANSWER_FLAGS)
def flag_unmute(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Hear of a muted subject again."""
    mute = get_object_or_404(FlagMute, borough=borough, pk=pk)
    by: Any = request.user
    answering.unmute(mute=mute, by=by)
    messages.success(request, f"You hear of {mute.subject} again.")
    return redirect("flag_mutes", borough.slug)


def _page(
    request: HttpRequest, flag: Flag, borough: Borough, form: Any, template: str, more: dict[str, Any]
) -> HttpResponse:
    shown = summary(flag, timezone.localdate())
    context = {
        "flag": flag,
        "borough": borough,
        "form": form,
        "summary": shown,
        "parents": [("Collaborate", reverse("flags")), (shown.subject, flag.get_absolute_url())],
    }
    return render(request, template, context | more)
