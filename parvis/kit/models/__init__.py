from parvis.kit.models.schedule import Schedule
from parvis.kit.models.search import SearchEntry, SearchWord

__all__ = ["Schedule", "SearchEntry", "SearchWord"]
