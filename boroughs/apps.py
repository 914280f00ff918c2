from django.apps import AppConfig


class BoroughsConfig(AppConfig):
    """Names the app for Django and connects sign-up to it."""

    name = "boroughs"

    def ready(self) -> None:
        """Listen for verified e-mail addresses."""
        from boroughs import adapters  # noqa: F401  (needs the models to be loaded)
