"""Models of documents."""

from documents.models.document import Document, DocumentUse, DocumentVersion

__all__ = ["Document", "DocumentUse", "DocumentVersion"]
