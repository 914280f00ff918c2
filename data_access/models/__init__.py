"""Models of how products give access to their data."""

from data_access.models.fact import DataFact
from data_access.models.reply import FactReply

__all__ = ["DataFact", "FactReply"]
