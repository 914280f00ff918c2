"""The writes of the register. Views, the admin, imports and tasks all call these."""

from contracts.actions.derive import derive

__all__ = ["derive"]
