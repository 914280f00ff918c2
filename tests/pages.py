"""Reading pages in tests as a person would: the words, without the markup."""

import html
import re
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType


def know_kinds() -> None:
    """Have the kinds of things in memory, as every process has them from its first page on."""
    ContentType.objects.get_for_models(*apps.get_models())


def text_of(response: Any) -> str:
    """Return the words of a page in one line, as they follow each other.

    Args:
        response: a page with status 200.
    """
    assert response.status_code == 200, response.status_code
    source = response.content.decode()
    body = source[source.index("<body") :]
    return (
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split()).replace(" .", ".").replace(" ,", ",")
    )
