"""Which products somebody knows, for peers who look for advice."""

from django.conf import settings
from django.db import models

from suppliers.models.product import Product


class KnownProduct(models.Model):
    """Somebody says in their profile that they know a product; gone with the person or the product."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_products"
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="known_by")

    class Meta:
        ordering = ["product__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "product"], name="nobody_knows_a_product_twice")
        ]

    def __str__(self) -> str:
        return f"{self.person} knows {self.product}"
