from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Names the app for Django; says what can be followed, what is known of domains, what merges move."""

    name = "suppliers"

    def ready(self) -> None:
        """Let suppliers and products be followed, load products, vouch, and say what is kept of people."""
        from django.db.models.signals import post_save

        from boroughs.following import followable  # needs the models to be loaded
        from boroughs.models import Person
        from boroughs.notifications import register
        from boroughs.reference import loads_reference
        from suppliers import privacy, references, vouching  # noqa: F401
        from suppliers.actions import load_ownership
        from suppliers.claiming.leaving import no_suppliers_person_any_more
        from suppliers.claiming.news import CLAIM_KINDS
        from suppliers.following import PRODUCTS, SUPPLIERS
        from suppliers.product_reference import load_products

        followable(SUPPLIERS)
        followable(PRODUCTS)
        references.register()
        for kind in CLAIM_KINDS:
            register(kind)
        post_save.connect(
            no_suppliers_person_any_more, sender=Person, dispatch_uid="suppliers.claims_end_with_the_role"
        )
        loads_reference(load_products)
        loads_reference(load_ownership)
