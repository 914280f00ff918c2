from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Names the app for Django and says what of it can be followed."""

    name = "suppliers"

    def ready(self) -> None:
        """Let suppliers and products be followed."""
        from boroughs.following import followable  # needs the models to be loaded
        from suppliers.following import PRODUCTS, SUPPLIERS

        followable(SUPPLIERS)
        followable(PRODUCTS)
