from django.apps import AppConfig


class PilotsConfig(AppConfig):
    """Names the app for Django; says what people hear, what is kept of them, what merges move."""

    name = "pilots"

    def ready(self) -> None:
        """Name what is told, what is kept of people, what refers to suppliers, and the reference data."""
        from boroughs.notifications import register  # needs the models to be loaded
        from boroughs.reference import loads_reference
        from pilots import privacy  # noqa: F401
        from pilots.models import Pilot
        from pilots.news import NEWS
        from pilots.reference import load_pilot_words
        from suppliers.referring import refers_to_supplier

        register(NEWS)
        refers_to_supplier(Pilot, "supplier")
        loads_reference(load_pilot_words)
