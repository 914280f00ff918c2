"""What surrounds the words of a Word document: paper, contents, page numbers, pictures, lists from one."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from boroughs.markup import fit_for_xml
from toolkit.models import Picture

FONT = "Arial"
DOTS = 150  # an inch: a picture of 945 pixels fills the width of a sheet
MOST_HIGH = Mm(180)
LANGUAGE = "en-GB"
_THEME_FONTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def begun(title: str, note: str) -> Any:
    """Return a document on A4 with its title, a note below it, and page numbers at the foot."""
    document = Document()
    document.core_properties.title = fit_for_xml(title)
    document.core_properties.author = "Procurement Hub"
    document.core_properties.language = LANGUAGE
    _on_a4(document.sections[0])
    _in_our_language(document)
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 7))):
        _in_our_font(document.styles[name])
    document.styles["Normal"].font.size = Pt(11)
    _page_numbers(document.sections[0].footer.paragraphs[0])
    document.add_heading(fit_for_xml(title), level=0)
    document.add_paragraph(fit_for_xml(note))
    return document


def add_contents(document: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """Add a table of contents that can be read at once; Word puts the page numbers in when it opens the file.

    Args:
        document: to which it is added.
        headings: level (1 or 2), words and bookmark of each heading that follows.
    """
    paragraph = document.add_paragraph()
    _field_begins(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
    for level, words, bookmark in headings:
        paragraph.paragraph_format.left_indent = Pt(18 * (level - 1))
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph._p.append(_link(words, bookmark))
        paragraph = document.add_paragraph()
    _field_mark(paragraph, "end")
    setting = OxmlElement("w:updateFields")
    setting.set(qn("w:val"), "true")
    document.settings.element.append(setting)


def add_heading(document: Any, words: str, level: int, bookmark: str, number: int) -> None:
    """Add a heading to which the contents can lead.

    Args:
        document: to which it is added.
        words: of the heading.
        level: 1 to 6.
        bookmark: its name, once in a document.
        number: of the bookmark, once in a document.
    """
    heading = document.add_heading(fit_for_xml(words), level=level)
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), bookmark)
    heading._p.insert(1, begin)
    heading._p.append(end)


def add_picture(document: Any, picture: Picture) -> None:
    """Add a picture with its alternative text, no larger than the sheet, and what stands below it."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    width = min(room, Pt(picture.width * 72 / DOTS), int(MOST_HIGH * picture.width / picture.height))
    shown = document.add_picture(io.BytesIO(bytes(picture.content)), width=width)
    shown._inline.docPr.set("descr", fit_for_xml(picture.alternative))
    below = " ".join(filter(None, [picture.caption, picture.source and f"({picture.source})"]))
    if below:
        document.add_paragraph(fit_for_xml(below), style="Caption")


def numbered_from_one(document: Any, style: str) -> int:
    """Return the number of a new list that counts from one, to be given to its paragraphs.

    A style's own list goes on counting through the whole document.
    """
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    new = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def put_in_list(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of a list of :func:`numbered_from_one`."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _on_a4(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)


def _in_our_language(document: Any) -> None:
    """Have the words checked as British English."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _in_our_font(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(theme), None)


def _page_numbers(paragraph: Any) -> None:
    paragraph.add_run("Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, instruction: str) -> None:
    _field_begins(paragraph, instruction)
    paragraph.add_run("1")
    _field_mark(paragraph, "end")


def _field_begins(paragraph: Any, instruction: str) -> None:
    _field_mark(paragraph, "begin")
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = instruction
    paragraph.add_run()._r.append(words)
    _field_mark(paragraph, "separate")


def _field_mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _link(words: str, bookmark: str) -> Any:
    """Return words that lead to a bookmark of the document."""
    link, run, text = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("w:anchor"), bookmark)
    text.text = fit_for_xml(words)
    run.append(text)
    link.append(run)
    return link
