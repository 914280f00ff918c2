"""Pages, the guide and assembled schedules as Word documents, in Word's own styles."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Pt
from markdown_it.token import Token

from boroughs.markup import fit_for_xml
from toolkit.markdown import PARSER, PICTURE
from toolkit.models import Picture
from toolkit.word_page import (
    add_contents,
    add_heading,
    add_picture,
    begun,
    numbered_from_one,
    put_in_list,
)

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Chapter:
    """A heading, which may be empty, with Markdown below it; ``level`` 1 begins a part."""

    title: str
    text: str
    level: int = 1


def guide(
    title: str,
    chapters: Sequence[Chapter],
    *,
    note: str,
    address: str,
    pictures: Mapping[str, Picture] | None = None,
) -> bytes:
    """Return chapters as one document, with contents where there are several.

    Args:
        title: of the document.
        chapters: in their order.
        note: where it comes from and of which day, below the title.
        address: of the hub, to which links without a host lead.
        pictures: that the chapters show, by name.
    """
    document = begun(title, note)
    named = [(f"chapter{place}", chapter) for place, chapter in enumerate(chapters) if chapter.title]
    if len(named) > 1:
        add_contents(document, [(chapter.level, chapter.title, mark) for mark, chapter in named])
    for place, chapter in enumerate(chapters):
        if chapter.title:
            add_heading(document, chapter.title, chapter.level, f"chapter{place}", place)
        _Writer(document, chapter.level, address, pictures or {}).write(chapter.text)
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
    document = begun(title, note)
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


class _Writer:
    """Writes Markdown into a document: headings below the chapter's, paragraphs, lists, tables, pictures."""

    def __init__(self, document: Any, above: int, address: str, pictures: Mapping[str, Picture]) -> None:
        self.document = document
        self.above = above
        self.address = address
        self.pictures = pictures
        self.lists: list[tuple[str, int | None]] = []
        self.table: list[list[Token]] = []
        self.heading = 0

    def write(self, text: str) -> None:
        """Write all of a text."""
        for token in PARSER.parse(text):
            if token.type == "inline":
                self._inline(token)
            else:
                self._mark(token)

    def _mark(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.heading = min(int(token.tag[1]) - 1 + self.above, 6)
            case "heading_close":
                self.heading = 0
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(self._list(token))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "tr_open":
                self.table.append([])
            case "table_close":
                _table(self.document, self.table, self.address)
                self.table = []

    def _list(self, token: Token) -> tuple[str, int | None]:
        """Return the style of a list, and of a numbered one its number."""
        deep = f" {min(len(self.lists) + 1, 3)}" if self.lists else ""
        if token.type == "bullet_list_open":
            return f"List Bullet{deep}", None
        style = f"List Number{deep}"
        return style, numbered_from_one(self.document, style)

    def _pictures(self, token: Token) -> list[Picture]:
        """Return the pictures of a paragraph that has nothing else."""
        children = [child for child in token.children or [] if child.type != "softbreak"]
        if not all(child.type == "image" for child in children):
            return []
        names = [str(child.attrs.get("src", "")).removeprefix(PICTURE) for child in children]
        return [self.pictures[name] for name in names if name in self.pictures]

    def _inline(self, token: Token) -> None:
        if self.table:
            self.table[-1].append(token)
        elif self.heading:
            self.document.add_heading(fit_for_xml(plain(token)), level=self.heading)
        elif shown := self._pictures(token):
            for picture in shown:
                add_picture(self.document, picture)
        else:
            style, number = self.lists[-1] if self.lists else (None, None)
            paragraph = self.document.add_paragraph(style=style)
            if number is not None:
                put_in_list(paragraph, number)
            _runs(paragraph, token, self.address)


def _table(document: Any, rows: Sequence[Sequence[Token]], address: str) -> None:
    """Write a table; its first row is repeated on each page."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, token in zip(row.cells, cells, strict=False):
            _runs(cell.paragraphs[0], token, address)
    head = table.rows[0]
    for cell in head.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


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
