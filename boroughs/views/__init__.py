"""Pages of the foundation, one subject a file."""

from boroughs.views.borough_pages import borough, borough_list, live_contracts_map

__all__ = ["borough", "borough_list", "live_contracts_map"]
