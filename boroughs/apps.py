from django.apps import AppConfig


class BoroughsConfig(AppConfig):
    """Names the app for Django and connects sign-up to it."""

    name = "boroughs"

    def ready(self) -> None:
        """Listen for verified e-mail addresses, and make kinds of notifications known."""
        from boroughs import adapters, peer_notices  # noqa: F401  (need the models to be loaded)
