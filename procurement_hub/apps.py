from django.apps import AppConfig


class ProcurementHubConfig(AppConfig):
    """Names the composition root for Django and registers its system checks."""

    name = "procurement_hub"
