"""Files of discussions and groups: who sees them, where they belong, and how a page shows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from community.models import Discussion, Enclosure, Group
from documents.models import Document, DocumentVersion
from documents.visibility import Place

State = DocumentVersion.State
ORDER = [Stretch(Q(), "created", descending=True, read_key=moment)]


def seen_where_they_belong(person: Person) -> Q:
    """Return the condition of the documents that somebody sees since they may read what they belong to (R9).

    Files of a hidden post are seen by who reads it still: its author, and who looks after the group.
    """
    shown = Q(post__hidden_at=None) | Q(post__author=person) | Q(post__discussion__group__facilitator=person)
    if has_permission(person, Permission.FACILITATE):
        shown = Q()
    discussions = Discussion.objects.visible_to(person).values("pk")
    groups = Group.objects.visible_to(person).values("pk")
    inside = Enclosure.objects.filter(
        Q(group__in=groups) | Q(post__isnull=False, post__discussion__in=discussions) & shown
    )
    return Q(pk__in=inside.values("document"))


def place_of_file(document: Document) -> Place | None:
    """Return the post or the group that a document belongs to, for its page."""
    rows = Enclosure.objects.select_related("group", "post__discussion")
    found = rows.filter(document=document).first()
    if found is None:
        return None
    if found.post is None:
        return Place("group", str(found.group), found.group.get_absolute_url()) if found.group else None
    return Place("discussion", str(found.post.discussion), found.post.get_absolute_url())


@dataclass(frozen=True)
class GivenFile:
    """A file as the page of a discussion shows it; ``reason`` says why it was refused, to who gave it."""

    document: Document
    version: DocumentVersion
    reason: str = ""

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be downloaded."""
        return self.version.state == State.READY


def files_of(posts: Iterable[int], reader: Person) -> dict[int, list[GivenFile]]:
    """Return the files of some posts that the reader may read, in two queries whatever their number.

    One that was refused is shown to who gave it alone; withdrawn ones are not shown.

    Args:
        posts: the ids of posts.
        reader: who reads.
    """
    versions = DocumentVersion.objects.defer("text", "search").order_by("-number")
    rows: Any = (
        Enclosure.objects.filter(post__in=list(posts), document__withdrawn_at=None)
        .select_related("document")
        .defer("document__search")
        .prefetch_related(Prefetch("document__versions", versions))
        .order_by("document_id")
    )
    found = defaultdict(list)
    for row in rows:
        if given := _as_shown(row.document, reader):
            found[row.post_id].append(given)
    return dict(found)


def _as_shown(document: Document, reader: Person) -> GivenFile | None:
    versions = list(document.versions.all())
    ready = next((one for one in versions if one.state == State.READY), None)
    if ready or not versions:
        return GivenFile(document, ready) if ready else None
    if versions[0].state == State.WAITING:
        return GivenFile(document, versions[0])
    own = document.declared_by_id == reader.pk
    return GivenFile(document, versions[0], versions[0].reason) if own else None


@dataclass(frozen=True)
class Listed:
    """A page of a group's documents, with the addresses' cursors of the pages beside it."""

    documents: list[Any]
    previous: str
    next: str
    wrong_page: bool


def documents_of(group: Group, reader: Person, *, after: str = "", before: str = "") -> Listed:
    """Return a page of the documents of a group and of its discussions that somebody may see, newest first.

    Each has ``enclosure``, which says where it belongs, and its ``versions``.

    Args:
        group: whose.
        reader: who reads.
        after, before: cursors of the neighbours of the page; one that is none gives the first page.
    """
    first, last, wrong = read_cursors(after, before, ORDER)
    here = Q(enclosure__group=group) | Q(enclosure__post__discussion__group=group)
    found = Document.objects.visible_to(reader).standing().filter(here)
    shown = page(found, ORDER, ["pk"], after=first, before=last, size=PAGE)
    ids = [pk for (pk,) in shown.rows]
    versions = DocumentVersion.objects.defer("text", "search").order_by("-number")
    named = Document.objects.select_related("borough", "enclosure__post__discussion").defer("search")
    rows = named.prefetch_related(Prefetch("versions", versions)).in_bulk(ids)
    return Listed([rows[pk] for pk in ids], shown.previous, shown.next, wrong)
