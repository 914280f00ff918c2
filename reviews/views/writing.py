"""Pages on which an officer writes a review: one dimension a page, saved as they go (R6)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires, requires_own_borough
from boroughs.views.parts import person_of, posted
from contracts.models import Contract
from reviews import actions
from reviews.actions.writing import missing
from reviews.dimensions import BY_CODE, NO_CONFLICT, REMINDER
from reviews.forms import (
    EVIDENCE_ROWS,
    NOT_APPLICABLE,
    AdviceForm,
    EvidenceForm,
    ScoreForm,
    StartForm,
    SubmitForm,
    WhyForm,
)
from reviews.models import Review, ReviewVersion
from reviews.page import STEPS, all_of, next_step, said, steps
from suppliers.models import Supplier

MAY = ["GET", "HEAD", "POST"]
NAMES = dict(STEPS)
ONE_EACH = "There is one review for each contract and officer: a colleague can review the other supplier."


@require_safe
@requires(Permission.SEE_REVIEWS)
def my_reviews(request: HttpRequest) -> HttpResponse:
    """List the reader's own reviews, drafts too, and contracts of their borough to review."""
    person = person_of(request)
    rows = Review.objects.written_by(person).with_names().prefetch_related("versions")
    own = [(one, one.versions.all()[0]) for one in rows]
    borough = person.borough
    context = {
        "own": own,
        "contracts": _contracts(borough, [one.contract_id for one, _ in own]) if borough else [],
        "borough": borough,
    }
    return render(request, "reviews/mine.html", context)


def _contracts(borough: Borough, known: list[int | None]) -> Any:
    """Return contracts of a borough that somebody has not reviewed, the ones that end last first."""
    rows = Contract.objects.filter(borough_links__borough=borough, supplier_links__isnull=False).distinct()
    rows = rows.exclude(pk__in=[pk for pk in known if pk]).order_by("-end_date", "pk")
    return rows.only("title", "supplier_text", "end_date")[:20]


@require_http_methods(MAY)
@requires_own_borough(Permission.WRITE_REVIEWS)
def review_new(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Start a review from a contract of one's borough, ``?contract=…``; any other contract answers 404."""
    person = person_of(request)
    key = request.GET.get("contract", "")
    if not key.isdecimal() or person.borough is None:
        return redirect("my_reviews")
    rows = Contract.objects.filter(borough_links__borough=person.borough).defer("search")
    contract = get_object_or_404(rows, pk=int(key[:18]))
    suppliers = _suppliers(contract)
    form = StartForm(
        posted(request), suppliers=suppliers, initial={"supplier": suppliers[0].pk if suppliers else ""}
    )
    if suppliers and form.is_valid():
        chosen = next(one for one in suppliers if str(one.pk) == form.cleaned_data["supplier"])
        try:
            found = actions.start_review(contract=contract, supplier=chosen, by=person)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if found.supplier.standing() != chosen:
                messages.info(request, f"You review {found.supplier} from this contract already. {ONE_EACH}")
            return redirect("review_write", found.pk)
    context = {
        "contract": contract,
        "form": form if suppliers else None,
        "no_conflict": NO_CONFLICT,
        "reminder": REMINDER,
    }
    return render(request, "reviews/new.html", context)


def _suppliers(contract: Contract) -> list[Supplier]:
    links = contract.supplier_links.select_related("supplier__merged_into")
    found = {one.pk: one for one in (link.supplier.standing() for link in links)}
    return list(found.values())


def own_review(request: HttpRequest, pk: int) -> Review:
    """Return a review that the reader wrote; anybody else's answers 404 (R6, R9)."""
    found = get_object_or_404(Review.objects.written_by(request.user).with_names(), pk=pk)
    if not has_permission(request.user, Permission.WRITE_REVIEWS, found.borough):
        raise Http404("You left the borough for which you wrote this.")
    return found


def _under_way(found: Review, reader: Any) -> ReviewVersion | None:
    rows = found.versions.filter(state__in=ReviewVersion.UNDER_WAY)
    return rows.prefetch_related(*all_of(reader)).first()


@require_safe
@requires(Permission.SEE_REVIEWS)
def review_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the author where their review stands: the steps of the version under way, or what is published."""
    found = own_review(request, pk)
    version = _under_way(found, request.user)
    context = {
        "review": found,
        "version": version,
        "steps": steps(version) if version else [],
        "published": found.versions.filter(state="published").first(),
        "reply": getattr(found, "reply", None),
    }
    return render(request, "reviews/write.html", context)


@require_http_methods(MAY)
@requires(Permission.SEE_REVIEWS)
def review_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step of writing a review; what was said is kept and the next step follows."""
    found = own_review(request, pk)
    version = _under_way(found, request.user)
    if step not in NAMES:
        raise Http404("A review has no such step.")
    if version is None or version.state == ReviewVersion.State.WAITING or found.withdrawn_at:
        return redirect("review_write", found.pk)
    if step == "check":
        return _check(request, found, version)
    form = _step_form(request, version, step)
    if form.is_valid():
        try:
            _keep(version, step, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if "leave" in request.POST:
                messages.success(request, "Kept. You can go on whenever you like.")
                return redirect("review_write", found.pk)
            return redirect("review_step", found.pk, next_step(step))
    numbers = [code for code, _ in STEPS]
    context = {
        "review": found,
        "form": form,
        "name": NAMES[step],
        "number": numbers.index(step) + 1,
        "of": len(numbers),
        "dimension": BY_CODE.get(step),
    }
    return render(request, "reviews/step.html", context)


def _step_form(request: HttpRequest, version: ReviewVersion, step: str) -> Any:
    data = posted(request)
    if step in BY_CODE:
        kept = next((one for one in version.scores.all() if one.dimension == step), None)
        initial = {"score": str(kept.score or NOT_APPLICABLE), "words": kept.words} if kept else {}
        return ScoreForm(data, dimension=BY_CODE[step], initial=initial)
    if step == "advice":
        review = version.review
        given = {"again": version.again, "advice": version.advice}
        if version.again:
            given |= {
                "hides_author": "yes" if version.hides_author else "no",
                "may_be_asked": "yes" if review.may_be_asked else "no",
            }
        return AdviceForm(data, initial=given)
    initial = {}
    for number, one in enumerate(list(version.evidence.all())[:EVIDENCE_ROWS], start=1):
        initial |= {f"kind_{number}": one.kind, f"text_{number}": one.text}
        initial[f"document_{number}"] = str(one.document_id or "")
    return EvidenceForm(data, person=person_of(request), initial=initial)


def _keep(version: ReviewVersion, step: str, form: Any) -> None:
    if step in BY_CODE:
        words = form.cleaned_data["words"]
        actions.keep_score(version=version, dimension=step, score=form.number, words=words)
    elif step == "advice":
        actions.keep_advice(version=version, facts=form.facts())
    else:
        actions.keep_evidence(version=version, rows=form.rows())


def _check(request: HttpRequest, found: Review, version: ReviewVersion) -> HttpResponse:
    """Show the answers for checking, and take the declaration with which the review is sent in."""
    form = SubmitForm(posted(request))
    lacking = missing(version)
    if form.is_valid() and not lacking:
        try:
            actions.submit(version=version, by=person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Sent. LOTI staff read it, and you hear when it is published.")
            return redirect("review_write", found.pk)
    context = {
        "review": found,
        "version": version,
        "said": said(version),
        "lacking": lacking,
        "form": form,
    }
    return render(request, "reviews/check.html", context)


@require_POST
@requires(Permission.SEE_REVIEWS)
def review_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new version of a published review, or write a withdrawn one anew."""
    found = own_review(request, pk)
    begin = actions.write_anew if found.withdrawn_at else actions.begin_version
    try:
        begin(review=found)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("review_write", found.pk)


@require_http_methods(MAY)
@requires(Permission.SEE_REVIEWS)
def review_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a review that was published, or throw a draft away."""
    found = own_review(request, pk)
    if found.withdrawn_at:
        return redirect("review_write", found.pk)
    if not found.versions.filter(published_at__isnull=False).exists():
        return _throw_away(
            request,
            found,
            _under_way(found, request.user),
            title="Throw your draft away",
            note="What you have written of it is deleted. This cannot be undone.",
        )
    hint = "LOTI staff read this. Nobody else sees the review any more."
    form = WhyForm(posted(request), hint=hint)
    if form.is_valid():
        actions.withdraw(review=found, why=form.cleaned_data["why"], by=person_of(request))
        messages.success(request, "Your review is withdrawn.")
        return redirect("my_reviews")
    context = {
        "review": found,
        "form": form,
        "title": "Withdraw your review",
        "button": "Withdraw it",
        "warning": True,
        "note": "The figures about the supplier keep your scores until they are next renewed, with those of "
        "at least three other reviews: taking them out alone would tell what you said. To mend something, "
        "change the review in a new version instead: the present one is read meanwhile. You can write a "
        "withdrawn review anew; LOTI staff read it before members do.",
    }
    return render(request, "reviews/form.html", context)


@require_http_methods(MAY)
@requires(Permission.SEE_REVIEWS)
def review_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a version under way away; 404 where none is, or where no published one would be left."""
    found = own_review(request, pk)
    version = _under_way(found, request.user)
    if version is None or found.withdrawn_at or not found.versions.filter(state="published").exists():
        raise Http404("There is no version to throw away.")
    return _throw_away(
        request,
        found,
        version,
        title="Throw the new version away",
        note="What you have changed in it is deleted. The published version stays as it is.",
    )


def _throw_away(
    request: HttpRequest, found: Review, version: ReviewVersion | None, *, title: str, note: str
) -> HttpResponse:
    """Ask whether to delete a version that is being written, and do it."""
    if request.method == "POST" and version:
        try:
            stays = actions.give_up_version(version=version)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("review_write", found.pk)
        messages.success(request, "It is thrown away.")
        return redirect("review_write", found.pk) if stays else redirect("my_reviews")
    context = {
        "review": found,
        "form": None,
        "title": title,
        "button": "Throw it away",
        "warning": True,
        "note": note,
    }
    return render(request, "reviews/form.html", context)
