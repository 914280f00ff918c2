from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Names the app for Django."""

    name = "contracts"

    def ready(self) -> None:
        """Say what is kept about people."""
        from contracts import privacy  # noqa: F401  (needs the models to be loaded)
