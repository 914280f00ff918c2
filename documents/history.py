"""What belongs to a document's history."""

from collections.abc import Sequence

from boroughs.history import Part
from documents.models import Document, DocumentUse, DocumentVersion

#: What nobody reads of a version, and what its borough alone does: why a file was refused, and its name.
OUT_OF_SIGHT = ["file", "digest", "size", "kind", "uploaded_by"]
OF_ITS_BOROUGH = ["reason", "name", "note"]


def document_history(*, own: bool) -> Sequence[Part]:
    """Return what belongs to a document's history for its own borough, or for those who only see it."""
    return [
        Part(Document, hidden=["is_demonstration", "changed", "declared_by"]),
        Part(
            DocumentVersion,
            link="document",
            noun="version",
            title=("number",),
            hidden=OUT_OF_SIGHT if own else OUT_OF_SIGHT + OF_ITS_BOROUGH,
        ),
        Part(DocumentUse, link="document", noun="use", title=("borough",), hidden=["said_by"]),
    ]
