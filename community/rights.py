"""Who looks after what in the community: one question each, asked by pages and actions."""

from django.contrib.auth.models import AnonymousUser

from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from community.models import Discussion, Group, Post

Reader = Person | AnonymousUser


def looks_after(reader: Reader, group: Group | None) -> bool:
    """Tell whether somebody facilitates a group: its facilitator, LOTI facilitators and staff."""
    if has_permission(reader, Permission.FACILITATE):
        return True
    return bool(
        group
        and isinstance(reader, Person)
        and reader.is_active
        and group.facilitator_id == reader.pk
        and has_permission(reader, Permission.TAKE_PART)
    )


def may_settle(reader: Reader, discussion: Discussion) -> bool:
    """Tell whether somebody says which post is the answer, and that a discussion is over."""
    is_author = isinstance(reader, Person) and discussion.author_id == reader.pk
    return is_author or looks_after(reader, discussion.group)


def may_edit(reader: Reader, post: Post) -> bool:
    """Tell whether somebody changes the words of a post: its author, while it is shown."""
    return isinstance(reader, Person) and post.author_id == reader.pk and post.hidden_at is None


def may_give_files(reader: Reader, group: Group) -> bool:
    """Tell whether somebody gives a group files: its members who are officers of a borough, while it runs."""
    if not isinstance(reader, Person) or reader.borough_id is None or group.ended_on:
        return False
    inside = group.facilitator_id == reader.pk or group.memberships.filter(person=reader).exists()
    return inside and has_permission(reader, Permission.KEEP_DOCUMENTS, reader.borough)


def is_closed(discussion: Discussion) -> bool:
    """Tell whether nobody writes in a discussion any more."""
    return bool(discussion.closed_at or (discussion.group and discussion.group.ended_on))
