from django.apps import AppConfig


class ProcurementHubConfig(AppConfig):
    """Names the composition root for Django and registers its system checks."""

    name = "procurement_hub"

    def ready(self) -> None:
        """Load the modules that register something when they are loaded."""
        from procurement_hub import checks  # noqa: F401
