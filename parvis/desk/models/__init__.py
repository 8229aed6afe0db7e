from parvis.desk.models.posting_day import PostingDay
from parvis.desk.models.typed_sheet import TypedSheet
from parvis.desk.models.week_sheet import WeekSheet

__all__ = ["PostingDay", "TypedSheet", "WeekSheet"]
