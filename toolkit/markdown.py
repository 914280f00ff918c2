"""Markdown as sanitised HTML in the hub's own style. Pure: no database.

Whatever was written, headings, lists, links, emphasis, tables and quotations come out, and nothing else.
"""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

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
SCHEMES = {"https", "mailto"}
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def render(text: str) -> SafeString:
    """Return Markdown as HTML that is safe to show; headings of the first level become second ones."""
    return clean(PARSER.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>"))


def clean(html: str) -> SafeString:
    """Return HTML with what is not allowed taken out, and the hub's classes put in."""
    return SafeString(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer",
            set_tag_attribute_values={tag: {"class": name} for tag, name in CLASSES.items()},
        )
    )
