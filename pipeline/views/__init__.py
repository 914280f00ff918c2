"""Pages of flags and of timelines, one role a file."""

from pipeline.views.flag import flag
from pipeline.views.flag_list import flag_list
from pipeline.views.plan import plan_file
from pipeline.views.ranking import ranking

__all__ = ["flag", "flag_list", "plan_file", "ranking"]
