"""XML from strangers, read as it comes: no entities, nothing from outside. Pure: no database."""

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 16


class ForbiddenXml(ValueError):
    """XML that declares a document type: no spreadsheet has one, and entities can grow without end."""


def _refuse(*_: object) -> None:
    raise ForbiddenXml("it declares a document type")


def safe_parser(*, namespaces: bool = True) -> expat.XMLParserType:
    """Return a parser that stops at a document type, before any entity could be declared."""
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    return parser


def fed(parser: expat.XMLParserType, file: IO[bytes]) -> Iterator[None]:
    """Feed a parser piece by piece; its handlers have run for all that came when this yields.

    Raises:
        expat.ExpatError: where the XML is broken.
        ForbiddenXml: where it declares a document type.
    """
    while piece := file.read(CHUNK):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield


def refuse_document_types(opened: Callable[[], IO[bytes]]) -> None:
    """Read a part up to its first element, before which alone a document type can stand.

    Raises:
        expat.ExpatError: where the XML is broken before that.
        ForbiddenXml: where it declares a document type.
    """
    parser = safe_parser()
    begun: list[str] = []
    parser.StartElementHandler = lambda name, attributes: begun.append(name)
    with opened() as file:
        for _ in fed(parser, file):
            if begun:
                return
