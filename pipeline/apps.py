from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Names the app for Django and says what of it people hear about."""

    name = "pipeline"

    def ready(self) -> None:
        """Register the kind of event about flags."""
        from boroughs.notifications import register  # needs the models to be loaded
        from pipeline.news import NEW_FLAGS

        register(NEW_FLAGS)
