"""Markdown as sanitised HTML in the hub's own style. Pure: no database.

Whatever was written, headings, lists, links, emphasis, tables and quotations come out, and those pictures of
the hub's own that the caller names; nothing else.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

#: The class of each element in the design system.
CLASSES = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "blockquote": "govuk-inset-text",
}
TAGS = {*CLASSES, "li", "em", "strong", "code", "br", "thead", "tbody", "tr", "ins", "del"}
WITH_PICTURES = TAGS | {"figure", "figcaption", "img"}
SCHEMES = {"https", "mailto"}
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
#: How a text names a picture: ``![](picture:five-stages)``.
PICTURE = "picture:"


class Shown(NamedTuple):
    """A picture as a page shows it; sizes in pixels."""

    address: str
    alternative: str
    caption: str
    source: str
    width: int
    height: int


def pictures_of(text: str) -> list[str]:
    """Return the names of the pictures that Markdown shows, each once."""
    found = []
    for block in PARSER.parse(text):
        found += [_name(token) for token in block.children or [] if token.type == "image"]
    return [name for name in dict.fromkeys(found) if name]


def _name(token: Token) -> str:
    """Return the name of the picture of a token; empty for one from elsewhere."""
    address = str(token.attrGet("src") or "")
    return address.removeprefix(PICTURE) if address.startswith(PICTURE) else ""


def render(text: str, pictures: Mapping[str, Shown] | None = None) -> SafeString:
    """Return Markdown as HTML that is safe to show; headings of the first level become second ones.

    Args:
        text: Markdown.
        pictures: those that it may show, by name. Others, and those of other places, are left out.
    """
    tokens = PARSER.parse(text)
    if pictures:
        _set_apart(tokens)
    html = PARSER.renderer.render(tokens, PARSER.options, {"pictures": pictures or {}})
    return clean(html.replace("<h1>", "<h2>").replace("</h1>", "</h2>"), with_pictures=bool(pictures))


def _set_apart(tokens: list[Token]) -> None:
    """Take the paragraph from around a picture that stands alone: a figure must not be inside one."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or []
        if token.type == "inline" and len(children) == 1 and children[0].type == "image":
            before.hidden = after.hidden = True
            children[0].meta["alone"] = True


def _picture(
    self: RendererHTML, tokens: list[Token], place: int, options: Any, env: Mapping[str, Any]
) -> str:
    """Write a picture of the hub with its own alternative text; nothing for any other."""
    shown = env.get("pictures", {}).get(_name(tokens[place]))
    if shown is None:
        return ""
    image = (
        f'<img src="{escape(shown.address)}" alt="{escape(shown.alternative)}" loading="lazy"'
        f' width="{shown.width}" height="{shown.height}">'
    )
    if not tokens[place].meta.get("alone"):
        return image
    words = " ".join(filter(None, [shown.caption, shown.source and f"({shown.source})"]))
    return f"<figure>{image}{f'<figcaption>{escape(words)}</figcaption>' if words else ''}</figure>"


PARSER.add_render_rule("image", _picture)


def clean(html: str, *, with_pictures: bool = False) -> SafeString:
    """Return HTML with what is not allowed taken out, and the hub's classes put in.

    Args:
        html: to be cleaned.
        with_pictures: whether pictures may stay; their addresses are ours (:func:`render`).
    """
    return SafeString(
        nh3.clean(
            html,
            tags=WITH_PICTURES if with_pictures else TAGS,
            attributes={
                "a": {"href"},
                "ol": {"start"},
                "img": {"src", "alt", "width", "height", "loading"},
            },
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer",
            set_tag_attribute_values={
                **{tag: {"class": name} for tag, name in CLASSES.items()},
                "figure": {"class": "hub-picture"},
            },
        )
    )
