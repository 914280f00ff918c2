"""What a post said before it was changed, from its history."""

import datetime as dt
from itertools import pairwise
from typing import Any

from django.apps import apps

from community.models import Post
from toolkit.texts import difference


def versions_of(post: Post) -> list[tuple[dt.datetime, Any]]:
    """Return each change of a post's words, the newest first: when, and what it changed."""
    events: Any = apps.get_model("community", "PostEvent").objects
    rows = list(
        events.filter(pgh_obj=post.pk)
        .order_by("pgh_created_at", "pgh_id")
        .values_list("pgh_created_at", "text")
    )
    pairs = pairwise(rows)
    changes = [(at, difference(before, after)) for (_, before), (at, after) in pairs if before != after]
    return changes[::-1]
