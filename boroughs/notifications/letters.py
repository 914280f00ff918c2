"""The words of an e-mail: one frame for all, as text and as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string

#: What a line of mail programs' lists shows, and what the database keeps.
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """A subject line and both forms of one text."""

    subject: str
    text: str
    html: str


def letter(
    template: str,
    *,
    subject: str,
    why: str,
    context: Mapping[str, Any],
    stop: str = "",
    settings_page: str = "",
) -> Letter:
    """Render an e-mail.

    Args:
        template: the name of two templates without their endings, ``.txt`` and ``.html``.
        subject: the subject line; what is too long or has more than one line is cut.
        why: a sentence that says why the receiver gets it.
        context: what the templates need.
        stop: the full address that ends mail of this kind, if it can be ended.
        settings_page: the full address of the page where all is chosen, for people who have one.
    """
    line = " ".join(subject.split())
    if len(line) > LONGEST_SUBJECT:
        line = line[: LONGEST_SUBJECT - 1].rstrip() + "…"
    words = {
        **context,
        "subject": line,
        "why": why,
        "stop": stop,
        "settings_page": settings_page,
        "hub_name": settings.HUB_NAME,
        "hub_origin": settings.HUB_ORIGIN,
    }
    text = render_to_string(f"{template}.txt", words)
    return Letter(line, text.strip() + "\n", render_to_string(f"{template}.html", words))


def stop_headers(stop: str) -> dict[str, str]:
    """Return the headers by which mail programs offer to stop e-mails (RFC 8058)."""
    if not stop:
        return {}
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def full_address(path: str) -> str:
    """Return the public address of a page from its path, for links in e-mails."""
    return urljoin(f"{settings.HUB_ORIGIN}/", path)
