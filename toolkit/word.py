"""Pages, the guide and assembled schedules as Word documents, in Word's own styles."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from markdown_it.token import Token

from boroughs.markup import fit_for_xml
from toolkit.markdown import PARSER

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Chapter:
    """A heading with Markdown below it; ``level`` 1 begins a part."""

    title: str
    text: str
    level: int = 1


def guide(title: str, chapters: Iterable[Chapter], *, note: str, address: str) -> bytes:
    """Return chapters as one document with contents.

    Args:
        title: of the document.
        chapters: in their order.
        note: where it comes from and of which day, below the title.
        address: of the hub, to which links without a host lead.
    """
    document = _begun(title, note)
    _contents(document)
    for chapter in chapters:
        document.add_heading(fit_for_xml(chapter.title), level=chapter.level)
        _write(document, chapter.text, chapter.level, address)
    return _bytes(document)


def schedule(
    title: str, definitions: dict[str, str], clauses: Sequence[tuple[str, str]], *, note: str
) -> bytes:
    """Return clauses as one schedule: definitions once, then each clause with numbers of its own.

    Args:
        title: of the schedule.
        definitions: meaning by term.
        clauses: (title, text with numbered paragraphs) of each, in their order.
        note: below the title.
    """
    document = _begun(title, note)
    number = 0
    if definitions:
        number = 1
        document.add_heading("1. Definitions", level=1)
        for term in sorted(definitions):
            line = document.add_paragraph()
            line.add_run(fit_for_xml(f"{term}: ")).bold = True
            line.add_run(fit_for_xml(definitions[term]))
    for name, text in clauses:
        number += 1
        document.add_heading(fit_for_xml(f"{number}. {name}"), level=1)
        for place, words in numbered(text, str(number)):
            line = document.add_paragraph(fit_for_xml(f"{place}  {words}"))
            line.paragraph_format.left_indent = Pt(18 * (place.count(".") - 1))
    return _bytes(document)


def numbered(text: str, number: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a clause with their numbers: ``3.1``, ``3.1.2``.

    Args:
        text: numbered lists in Markdown, perhaps one inside another; other paragraphs go with the one above.
        number: of the clause.
    """
    found: list[tuple[str, str]] = []
    places: list[int] = []
    for token in PARSER.parse(text):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            places.append(0)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            places.pop()
        elif token.type == "list_item_open":
            places[-1] += 1
        elif token.type == "inline":
            place = ".".join([number, *(str(one) for one in places)])
            if found and found[-1][0] == place:
                found[-1] = (place, f"{found[-1][1]} {plain(token)}")
            else:
                found.append((place, plain(token)))
    return found


def plain(token: Token) -> str:
    """Return the words of an inline token."""
    return "".join(
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or []
    ).replace("\n", " ")


def _begun(title: str, note: str) -> Any:
    document = Document()
    document.core_properties.title = fit_for_xml(title)
    document.core_properties.author = "Procurement Hub"
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(fit_for_xml(title), level=0)
    document.add_paragraph(fit_for_xml(note))
    return document


def _contents(document: Any) -> None:
    """Add a table of contents, which the program fills in when the document is opened."""
    run = document.add_paragraph().add_run()
    for kind, text in (("begin", ""), ("", 'TOC \\o "1-2" \\h \\z \\u'), ("separate", ""), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)
    setting = OxmlElement("w:updateFields")
    setting.set(qn("w:val"), "true")
    document.settings.element.append(setting)


def _write(document: Any, text: str, above: int, address: str) -> None:
    """Write Markdown: headings below the chapter's, paragraphs, lists."""
    lists: list[str] = []
    heading = 0
    for token in PARSER.parse(text):
        if token.type == "heading_open":
            heading = min(int(token.tag[1]) - 1 + above, 6)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline" and heading:
            document.add_heading(fit_for_xml(plain(token)), level=heading)
            heading = 0
        elif token.type == "inline":
            style = f"{lists[-1]}{f' {min(len(lists), 3)}' if len(lists) > 1 else ''}" if lists else None
            _runs(document.add_paragraph(style=style), token, address)


def _runs(paragraph: Any, token: Token, address: str) -> None:
    """Write words with their emphasis; the address of a link stands behind it, since paper has no links."""
    bold = italic = False
    link = ""
    for child in token.children or []:
        if child.type in {"strong_open", "strong_close"}:
            bold = child.type == "strong_open"
        elif child.type in {"em_open", "em_close"}:
            italic = child.type == "em_open"
        elif child.type == "link_open":
            link = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            paragraph.add_run(fit_for_xml(f" ({f'{address}{link}' if link.startswith('/') else link})"))
        elif child.content or child.type in {"softbreak", "hardbreak"}:
            run = paragraph.add_run(fit_for_xml(child.content or " "))
            run.bold, run.italic = bold, italic


def _bytes(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
