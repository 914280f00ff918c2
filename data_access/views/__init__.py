"""Pages of data access."""

from data_access.views.comparing import data_access_area, data_access_areas, data_access_csv
from data_access.views.moderating import fact_hide, fact_take_back
from data_access.views.reading import data_access, data_access_earlier
from data_access.views.saying import data_access_say
from data_access.views.supplier import supplier_data_access, supplier_data_fact

__all__ = [
    "data_access",
    "data_access_area",
    "data_access_areas",
    "data_access_csv",
    "data_access_earlier",
    "data_access_say",
    "fact_hide",
    "fact_take_back",
    "supplier_data_access",
    "supplier_data_fact",
]
