"""What the page of a discussion shows: its posts some at a time, who wrote each, and what one may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from boroughs.models import Person
from boroughs.peers import name_for_peers
from community.files import GivenFile, files_of
from community.models import Discussion, Post
from community.rights import looks_after, may_edit, may_settle
from toolkit.markdown import render

#: Posts of a page.
SIZE = 50


@dataclass(frozen=True)
class Shown:
    """A post as a page shows it; ``html`` is empty where it is hidden from this reader."""

    post: Post
    who: str
    place: str
    html: SafeString
    own: bool
    may_edit: bool
    is_answer: bool
    is_called: bool
    files: list[GivenFile]


def shown(
    post: Post,
    reader: Person,
    discussion: Discussion,
    *,
    cares: bool,
    called: int = 0,
    files: Sequence[GivenFile] = (),
) -> Shown:
    """Return a post as a reader sees it.

    Args:
        post: with its author and borough at hand.
        reader: who reads.
        discussion: where it stands.
        cares: whether the reader looks after the discussion: they read hidden posts too.
        called: the post to which the address leads.
        files: that came with the post; shown to who reads it.
    """
    own = post.author_id == reader.pk
    reads = post.hidden_at is None or own or cares
    return Shown(
        post=post,
        who="You" if own else _who(post, discussion),
        place=post.borough.name if post.borough else ("LOTI" if post.author else ""),
        html=render(post.text) if reads else SafeString(""),
        own=own,
        may_edit=may_edit(reader, post),
        is_answer=post.pk == discussion.answer_id,
        is_called=post.pk == called,
        files=list(files) if reads else [],
    )


def _who(post: Post, discussion: Discussion) -> str:
    if post.author is None and discussion.is_demonstration:
        return "A made-up officer"
    return name_for_peers(post.author)


@dataclass(frozen=True)
class Thread:
    """A page of a discussion: what it is about, the answer, and some of the posts in their order."""

    first: Shown
    answer: Shown | None
    posts: list[Shown]
    earlier: int | None
    later: int | None


def thread(discussion: Discussion, reader: Person, *, start: int = 0, called: int = 0) -> Thread:
    """Return a page of a discussion, in a handful of queries whatever the number of posts.

    Args:
        discussion: with its group at hand.
        reader: who reads.
        start: the id of the post with which the page begins; the first page without it.
        called: the id of a post to which the address leads.
    """
    cares = looks_after(reader, discussion.group)
    rows = discussion.posts.with_names()
    first = rows.order_by("pk")[0]
    later = list(rows.filter(pk__gt=first.pk, pk__gte=start).order_by("pk")[: SIZE + 1])
    before = list(
        discussion.posts.filter(pk__gt=first.pk, pk__lt=start)
        .order_by("-pk")
        .values_list("pk", flat=True)[:SIZE]
    )
    found = {post.pk: post for post in [first, *later]}
    answer = None
    if discussion.answer_id:
        answer = found.get(discussion.answer_id) or rows.filter(pk=discussion.answer_id).first()
    files = files_of({*found, discussion.answer_id or 0}, reader)

    def see(post: Post) -> Shown:
        given = files.get(post.pk, ())
        return shown(post, reader, discussion, cares=cares, called=called, files=given)

    return Thread(
        first=see(first),
        answer=see(answer) if answer else None,
        posts=[see(post) for post in later[:SIZE]],
        earlier=before[-1] if before else None,
        later=later[SIZE].pk if len(later) > SIZE else None,
    )


def may_do(discussion: Discussion, reader: Person) -> dict[str, Any]:
    """Return what the reader may do with a discussion, for its page."""
    return {
        "settles": may_settle(reader, discussion),
        "cares": looks_after(reader, discussion.group),
    }
