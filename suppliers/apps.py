from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Names the app for Django and says what of it can be followed and what it knows of people's domains."""

    name = "suppliers"

    def ready(self) -> None:
        """Let suppliers and products be followed, load products, vouch, and say what is kept of people."""
        from boroughs.following import followable  # needs the models to be loaded
        from boroughs.reference import loads_reference
        from suppliers import privacy, vouching  # noqa: F401
        from suppliers.following import PRODUCTS, SUPPLIERS
        from suppliers.product_reference import load_products

        followable(SUPPLIERS)
        followable(PRODUCTS)
        loads_reference(load_products)
