from parvis.desk.models.namesakes import Namesakes
from parvis.desk.models.open_call import OpenCall
from parvis.desk.models.posting_day import PostingDay
from parvis.desk.models.typed_sheet import TypedSheet
from parvis.desk.models.week_sheet import WeekSheet

__all__ = ["Namesakes", "OpenCall", "PostingDay", "TypedSheet", "WeekSheet"]
