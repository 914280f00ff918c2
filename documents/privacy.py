"""What is kept about people in documents."""

from boroughs.privacy import Section, register
from documents.models import Document, DocumentUse, DocumentVersion

OFF = "Your name is taken off when you leave."
register(
    Section(
        code="documents",
        title="Documents that you declared fit to be shared",
        why=f"To say who made the declaration. {OFF}",
        rows=lambda person: Document.objects.filter(declared_by=person).order_by("-pk"),
        entry=lambda row: {"title": row.title, "shared_at": row.created, "words": row.redaction_words},
        covers=frozenset({"documents.Document.declared_by"}),
    )
)
register(
    Section(
        code="document_versions",
        title="Files of documents that you gave",
        why=f"To ask what is in them. {OFF}",
        rows=lambda person: (
            DocumentVersion.objects.filter(uploaded_by=person)
            .select_related("document")
            .defer("text", "search")
            .order_by("-pk")
        ),
        entry=lambda row: {"title": row.document.title, "file": row.name, "given_at": row.uploaded_at},
        covers=frozenset({"documents.DocumentVersion.uploaded_by"}),
    )
)
register(
    Section(
        code="document_uses",
        title="Documents that you said your borough used",
        why=f"To ask how it went. {OFF}",
        rows=lambda person: (
            DocumentUse.objects.filter(said_by=person).select_related("document").order_by("-pk")
        ),
        entry=lambda row: {"title": row.document.title, "said_at": row.said_at},
        covers=frozenset({"documents.DocumentUse.said_by"}),
    )
)
