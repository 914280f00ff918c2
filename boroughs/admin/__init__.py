"""The admin of the foundation, one subject a file."""

from boroughs.admin import people, profiles, reference, site

__all__ = ["people", "profiles", "reference", "site"]
