from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Names the app for Django; says what people hear and what is kept of them."""

    name = "performance"

    def ready(self) -> None:
        """Name what is told and what is kept of people."""
        from boroughs.notifications import register  # needs the models to be loaded
        from performance import privacy  # noqa: F401
        from performance.news import OVERDUE_NEWS, SHARED_NEWS

        register(OVERDUE_NEWS)
        register(SHARED_NEWS)
