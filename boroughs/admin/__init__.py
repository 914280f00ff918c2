"""The admin of the foundation, one subject a file."""

from boroughs.admin import people, reference, site

__all__ = ["people", "reference", "site"]
