"""Pages of the performance of contracts."""

from performance.views.reading import (
    contract_performance,
    contract_performance_csv,
    performance_history,
    supplier_performance,
)
from performance.views.writing import (
    performance_add,
    performance_change,
    performance_remove,
    reading_add,
)

__all__ = [
    "contract_performance",
    "contract_performance_csv",
    "performance_add",
    "performance_change",
    "performance_history",
    "performance_remove",
    "reading_add",
    "supplier_performance",
]
