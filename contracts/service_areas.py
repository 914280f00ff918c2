"""What contracts are for: the areas of the hub, and how they are found where no source says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.models import ServiceArea
from contracts.area_hints import classifier
from contracts.area_rules import Classifier, Guess


@dataclass(frozen=True)
class AreaBook:
    """All service areas by code, and the rules that find them, read once for many contracts."""

    by_code: dict[str, ServiceArea]
    rules: Classifier

    def own(self, code: str) -> tuple[ServiceArea, str] | None:
        """Return the area that a source itself names by its code, and why; ``None`` for none or another."""
        area = self.by_code.get(code)
        return (area, f"The source itself says {code}.") if area else None

    def guess(
        self, *, title: str, cpv_codes: Sequence[str] = (), product_area: int | None = None
    ) -> Guess | None:
        """Return what a contract is for as far as its words, codes and product tell.

        Args:
            title: the contract's title.
            cpv_codes: eight digits each, the main code first.
            product_area: the id of the area of the product that the contract is for.
        """
        code = next((area.code for area in self.by_code.values() if area.pk == product_area), "")
        return self.rules.guess(title, cpv_codes, code if product_area else "")


def area_book() -> AreaBook:
    """Read the service areas and the hints at them."""
    areas = list(ServiceArea.objects.select_related("parent"))
    return AreaBook({area.code: area for area in areas}, classifier(areas))
