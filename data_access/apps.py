from django.apps import AppConfig


class DataAccessConfig(AppConfig):
    """Names the app for Django; says what people hear, what is kept of them, what merges move."""

    name = "data_access"
    verbose_name = "data access"

    def ready(self) -> None:
        """Name what is told, what is kept of people, and what refers to suppliers."""
        from boroughs.notifications import register  # needs the models to be loaded
        from data_access import privacy  # noqa: F401
        from data_access.models import FactReply
        from data_access.news import KINDS
        from suppliers.referring import refers_to_supplier

        for kind in KINDS:
            register(kind)
        refers_to_supplier(FactReply, "supplier")
