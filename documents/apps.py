from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Names the app for Django; says what can be followed, what people hear, what merges move."""

    name = "documents"

    def ready(self) -> None:
        """Let documents be followed and move with a merge, and say what is kept of people."""
        from boroughs.following import followable  # needs the models to be loaded
        from boroughs.notifications import register
        from documents import privacy  # noqa: F401
        from documents.following import DOCUMENTS
        from documents.models import Document
        from documents.news import NEWS
        from suppliers.referring import refers_to_supplier

        followable(DOCUMENTS)
        register(NEWS)
        refers_to_supplier(Document, "supplier")
