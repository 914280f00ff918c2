"""The admin of the foundation, one subject a file."""

from boroughs.admin import deliveries, gates, joining, people, profiles, reference, sign_in, site

__all__ = ["deliveries", "gates", "joining", "people", "profiles", "reference", "sign_in", "site"]
