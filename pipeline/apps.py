from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Names the app for Django."""

    name = "pipeline"
