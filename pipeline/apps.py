from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Names the app for Django; says what of it people hear about and what a merge of suppliers moves."""

    name = "pipeline"

    def ready(self) -> None:
        """Register the kind of event about flags, and let a live flag keep its identity in a merge."""
        from django.db.models import Q

        from boroughs.notifications import register  # needs the models to be loaded
        from pipeline.models import Flag
        from pipeline.news import NEW_FLAGS
        from suppliers.referring import refers_to_supplier

        register(NEW_FLAGS)
        live = Q(expired__isnull=True)
        refers_to_supplier(Flag, "supplier", unique_with=("kind", "is_demonstration"), only=live)
