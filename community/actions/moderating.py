"""Writes of facilitators: reports are made and decided, posts are hidden and shown again."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.words import counted
from community import codes
from community.actions.talking import said_of
from community.models import Discussion, Post, Report


class TooManyReports(Refused):
    """More reports in a day than one person may make."""


def report_post(*, post: Post, kind: str, text: str, by: Person) -> Report:
    """Tell the facilitators that a post should not stand as it does.

    Raises:
        Refused: where somebody has reported it and no decision is taken yet.
        TooManyReports: beyond ``REPORTS_A_DAY``.
    """
    try:
        with transaction.atomic():
            _refuse_too_many(by)
            made = Report.objects.create(post=post, kind=kind, text=text, by=by)
            discussion = post.discussion
            announce(
                kind=codes.REPORTED,
                key=f"{codes.REPORTED}:{made.pk}",
                subject=discussion,
                by=by,
                data={
                    "report": made.pk,
                    "title": discussion.title,
                    "kind": made.get_kind_display(),
                    "text": text,
                    "facilitator": discussion.group.facilitator_id if discussion.group else None,
                },
            )
    except IntegrityError:
        raise Refused("You have reported this post already: a facilitator will look at it.") from None
    return made


def _refuse_too_many(by: Person) -> None:
    # The lock makes reports that are sent at once count each other.
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    since = timezone.now() - dt.timedelta(days=1)
    if Report.objects.filter(by=by, made_at__gt=since).count() >= settings.REPORTS_A_DAY:
        raise TooManyReports(
            f"You have reported {counted(settings.REPORTS_A_DAY, 'post')} in the last 24 hours, which is "
            "the most. Write to whoever looks after the group, or report this one tomorrow."
        )


@transaction.atomic
def decide_report(*, report: Report, hide: bool, answer: str, by: Person) -> Report:
    """Decide a report: the post stands or is hidden; who reported it and its author are told.

    Args:
        report: which; other open reports of the post are decided with it.
        hide: whether the post is hidden.
        answer: what both sides are told.
        by: the facilitator.

    Raises:
        Refused: where somebody has decided it already.
    """
    open_ones = list(
        Report.objects.select_for_update(of=("self",))
        .filter(post=report.post_id, result=Report.Result.OPEN)
        .select_related("post__discussion")
    )
    if report.pk not in {one.pk for one in open_ones}:
        raise Refused("Somebody has decided this already.")
    if hide:
        hide_post(post=report.post, why=answer, by=by)
    for one in open_ones:
        one.result = Report.Result.HIDDEN if hide else Report.Result.KEPT
        one.answer, one.decided_by, one.decided_at = answer, by, timezone.now()
        one.save()
        if one.by_id:
            data = {"title": one.post.discussion.title, "discussion": one.post.discussion_id}
            announce(
                kind=codes.DECIDED,
                key=f"{codes.DECIDED}:{one.pk}",
                subject=one.post.discussion,
                by=by,
                data={**data, "hidden": hide, "answer": answer, "person": one.by_id},
            )
    return next(one for one in open_ones if one.pk == report.pk)


@transaction.atomic
def hide_post(*, post: Post, why: str, by: Person) -> Post:
    """Hide a post: others read why in its place. Its author is told and still reads it."""
    found = Post.objects.select_for_update(of=("self",)).select_related("discussion").get(pk=post.pk)
    if found.hidden_at is None:
        found.hidden_at, found.hidden_why = timezone.now(), why
        found.save()
        Discussion.objects.filter(answer=found).update(answer=None)
        if found.author_id:
            data = {**said_of(found.discussion, found), "why": why, "person": found.author_id}
            announce(
                kind=codes.HIDDEN,
                key=f"{codes.HIDDEN}:{found.pk}:{found.hidden_at.isoformat()}",
                subject=found.discussion,
                by=by,
                data=data,
            )
    return found


@transaction.atomic
def show_post(*, post: Post) -> Post:
    """Show a hidden post again."""
    found = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    found.hidden_at, found.hidden_why = None, ""
    found.save()
    return found
