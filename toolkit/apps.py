from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Names the app for Django; says what is loaded with the reference data and what is kept of people."""

    name = "toolkit"

    def ready(self) -> None:
        """Have the first edition loaded, and say what is kept of people."""
        from boroughs.notifications import register
        from boroughs.reference import loads_reference  # needs the models to be loaded
        from toolkit import privacy  # noqa: F401
        from toolkit.loading import load_toolkit
        from toolkit.news import NEWS

        loads_reference(load_toolkit)
        for kind in NEWS:
            register(kind)
