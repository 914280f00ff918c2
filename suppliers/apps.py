from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Names the app for Django and says what of it can be followed and what it knows of people's domains."""

    name = "suppliers"

    def ready(self) -> None:
        """Let suppliers and products be followed, vouch for addresses, and say what is kept of people."""
        from boroughs.following import followable  # needs the models to be loaded
        from suppliers import privacy, vouching  # noqa: F401
        from suppliers.following import PRODUCTS, SUPPLIERS

        followable(SUPPLIERS)
        followable(PRODUCTS)
