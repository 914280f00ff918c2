"""What belongs to a document's history."""

from boroughs.history import Part
from documents.models import Document, DocumentUse, DocumentVersion

DOCUMENT_HISTORY = [
    Part(Document, hidden=["is_demonstration", "changed", "declared_by"]),
    Part(
        DocumentVersion,
        link="document",
        noun="version",
        title=("number",),
        hidden=["file", "digest", "size", "kind", "uploaded_by"],
    ),
    Part(DocumentUse, link="document", noun="use", title=("borough",), hidden=["said_by"]),
]
