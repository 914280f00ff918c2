"""Writes of files: with a post, to a group, taken away again. They are documents, looked into as any."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.db import transaction

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from community.models import Enclosure, Group, Post
from community.rights import may_give_files
from documents.actions import DocumentFacts, share_document, why_not_taken, withdraw_document
from documents.checking import safe_name
from documents.models import Document

#: Files that come with one post.
MOST_FILES = 5
NO_BOROUGH = "A file belongs to a borough: only its officers send one."


class FilesNotTaken(Refused):
    """Files that are not taken, for whichever reason: nothing is written."""


def enclose(*, post: Post, files: Sequence[Any], by: Person | None) -> list[Document]:
    """Take the files that come with a post; call it in the transaction that writes the post.

    Args:
        post: which.
        files: uploaded files, each with ``name`` and ``size``.
        by: an officer, who has made the declaration of ``documents/words.py``.

    Raises:
        FilesNotTaken: for more than ``MOST_FILES``, for whoever is of no borough, and where one is not taken.
    """
    if not files:
        return []
    borough = _borough_of(by)
    if len(files) > MOST_FILES:
        raise FilesNotTaken(f"Up to {MOST_FILES} files come with a post, and these are {len(files)}.")
    # All are looked at before the first is kept: what is kept outside the database is not taken back.
    if wrong := [reason for one in files if (reason := why_not_taken(one))]:
        raise FilesNotTaken(" ".join(wrong))
    return [_take(one, PurePath(safe_name(one.name)).stem, borough, by, post=post) for one in files]


def _borough_of(by: Person | None) -> Borough:
    if by is None or by.borough is None:
        raise FilesNotTaken(NO_BOROUGH)
    return by.borough


def _take(file: Any, title: str, borough: Borough, by: Person | None, **place: Post | Group) -> Document:
    facts = DocumentFacts(title=title[:200], kind=Document.Kind.OTHER, visibility=Document.Visibility.PLACE)
    document = share_document(borough=borough, facts=facts, file=file, by=by)
    Enclosure.objects.create(document=document, **place)
    return document


@transaction.atomic
def give_file(*, group: Group, title: str, file: Any, by: Person) -> Document:
    """Take a file for those who read a group.

    Args:
        group: whose.
        title: what members find it by.
        file: an uploaded file.
        by: a member of the group, of a borough, who has made the declaration.

    Raises:
        Refused: for whoever may not give one there, and where it is not taken.
    """
    if not may_give_files(by, group):
        raise Refused("Members of the group who are officers of a borough give it files.")
    return _take(file, title, _borough_of(by), by, group=group)


def take_file_away(*, document: Document, by: Person) -> Document:
    """Withdraw a document of a group or a post; who gave it still sees it, and can put it back."""
    return withdraw_document(document=document, why="Taken away by who looks after the group.", by=by)
