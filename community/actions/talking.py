"""Writes of discussions: beginning, writing, editing, taking an answer, closing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone

from boroughs.following import follow
from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from community import codes
from community.actions.files import enclose
from community.actions.teams import tell_channel
from community.mentions import mentioned, names_in
from community.models import Discussion, Group, Post
from community.rights import is_closed


class TooManyPosts(Refused):
    """More posts in a day than one person may write."""


@transaction.atomic
def begin_discussion(
    *,
    kind: str,
    title: str,
    text: str,
    by: Person | None,
    group: Group | None = None,
    subject: models.Model | None = None,
    files: Sequence[Any] = (),
    is_demonstration: bool = False,
) -> Discussion:
    """Begin a discussion or ask a question; who does follows it from then on.

    Args:
        kind: of ``Discussion.Kind``.
        title: in a line.
        text: Markdown.
        by: who writes; ``None`` for the demonstration set.
        group: where, for its members to hear of it.
        subject: what it is about; this or a group, or both.
        files: that come with it.
        is_demonstration: made up, to show the hub.

    Raises:
        Refused: in a group that is closed down.
        TooManyPosts: beyond ``POSTS_A_DAY``.
        FilesNotTaken: where one of the files is not taken.
    """
    if group and group.ended_on:
        raise Refused("This group is closed down, so nothing new begins in it.")
    now = timezone.now()
    discussion = Discussion(
        kind=kind,
        title=title,
        group=group,
        author=by,
        borough=by.borough if by else None,
        begun_at=now,
        last_post_at=now,
        is_demonstration=is_demonstration,
    )
    if subject is not None:
        discussion.subject = subject
    discussion.save()
    post = _write(discussion, text, by, now, files=files)
    if not is_demonstration:
        _announce(codes.BEGUN, discussion, post, by)
        tell_channel(discussion=discussion)
    return discussion


@transaction.atomic
def write_post(
    *,
    discussion: Discussion,
    text: str,
    by: Person | None,
    by_mail: str | None = None,
    files: Sequence[Any] = (),
) -> Post:
    """Write in a discussion; who does follows it from then on.

    Args:
        discussion: which.
        text: Markdown.
        by: who writes; ``None`` for the demonstration set.
        by_mail: the Message-ID of the e-mail that it came by.
        files: that come with it.

    Raises:
        Refused: where the discussion is closed.
        TooManyPosts: beyond ``POSTS_A_DAY``.
        FilesNotTaken: where one of the files is not taken.
    """
    found = Discussion.objects.select_for_update(of=("self",)).select_related("group").get(pk=discussion.pk)
    if is_closed(found):
        raise Refused("This discussion is closed. Begin a new one, and link to it.")
    post = _write(found, text, by, timezone.now(), files=files, by_mail=by_mail)
    if not found.is_demonstration:
        _announce(codes.WRITTEN, found, post, by)
    return post


def _write(
    discussion: Discussion,
    text: str,
    by: Person | None,
    now: dt.datetime,
    *,
    files: Sequence[Any],
    by_mail: str | None = None,
) -> Post:
    """Keep a post, and what follows for the discussion and its group."""
    if by is not None:
        _refuse_too_many(by)
    post = Post.objects.create(
        discussion=discussion,
        author=by,
        borough=by.borough if by else None,
        text=text,
        at=now,
        by_mail=by_mail,
    )
    enclose(post=post, files=files, by=by)
    Discussion.objects.filter(pk=discussion.pk).update(last_post_at=now, posts_count=F("posts_count") + 1)
    if discussion.group_id:
        Group.objects.filter(pk=discussion.group_id).update(last_post_at=now)
    if by is not None:
        follow(person=by, target=discussion)
        _mention(discussion, post, by)
    return post


def _refuse_too_many(by: Person) -> None:
    # The lock makes posts that are sent at once count each other.
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    since = timezone.now() - dt.timedelta(days=1)
    if Post.objects.filter(author=by, at__gt=since).count() >= settings.POSTS_A_DAY:
        raise TooManyPosts(
            f"You have written {settings.POSTS_A_DAY} times in the last 24 hours, which is the most. "
            "Keep your text and send it tomorrow."
        )


def _announce(code: str, discussion: Discussion, post: Post, by: Person | None) -> None:
    announce(kind=code, key=f"{code}:{post.pk}", subject=discussion, by=by, data=said_of(discussion, post))


def said_of(discussion: Discussion, post: Post) -> dict[str, Any]:
    """Return what the words of a message need of a post."""
    return {
        "discussion": discussion.pk,
        "post": post.pk,
        "title": discussion.title,
        "kind": discussion.kind,
        "group": discussion.group.name if discussion.group else "",
        "from": post.borough.name if post.borough else "LOTI",
        "text": post.text[:600],
        "files": post.enclosures.count(),
    }


def _mention(discussion: Discussion, post: Post, by: Person) -> None:
    """Tell those whom a post mentions by name and who may read it."""
    names = names_in(post.text)
    if not names:
        return
    people = Person.objects.filter(is_active=True, profile__in_directory=True).annotate(lower=Lower("name"))
    found = mentioned(post.text, people.filter(lower__in=names).values_list("pk", "name"))
    if found:
        announce(
            kind=codes.MENTIONED,
            key=f"{codes.MENTIONED}:{post.pk}",
            subject=discussion,
            by=by,
            data={**said_of(discussion, post), "people": found},
        )


@transaction.atomic
def edit_post(*, post: Post, text: str) -> Post:
    """Change the words of a post; the earlier ones stay readable.

    Raises:
        Refused: where it was hidden in the meantime.
    """
    found = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if found.hidden_at:
        raise Refused("A facilitator has hidden this post, so that it cannot be changed.")
    if found.text != text:
        found.text, found.edited_at = text, timezone.now()
        found.save()
    return found


@transaction.atomic
def take_answer(*, discussion: Discussion, post: Post | None, by: Person | None) -> Discussion:
    """Say which post answers a question, or that none does after all.

    Raises:
        Refused: for a discussion, for the question itself, and for a post that is hidden or elsewhere.
    """
    found = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
    if found.kind != Discussion.Kind.QUESTION:
        raise Refused("Only a question has an answer.")
    if post is not None:
        if post.discussion_id != found.pk or post.hidden_at:
            raise Refused("This post is none of the question’s.")
        if post.pk == found.posts.order_by("pk").values_list("pk", flat=True).first():
            raise Refused("The question cannot be its own answer.")
    found.answer = post
    found.save()
    if post is not None and post.author_id and not found.is_demonstration:
        announce(
            kind=codes.ANSWERED,
            key=f"{codes.ANSWERED}:{post.pk}",
            subject=found,
            by=by,
            data={**said_of(found, post), "person": post.author_id},
        )
    return found


@transaction.atomic
def close_discussion(*, discussion: Discussion) -> Discussion:
    """Close a discussion: it can be read, and nobody writes in it any more."""
    found = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
    found.closed_at = found.closed_at or timezone.now()
    found.save()
    return found


@transaction.atomic
def open_again(*, discussion: Discussion) -> Discussion:
    """Open a closed discussion again."""
    found = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
    found.closed_at = None
    found.save()
    return found
