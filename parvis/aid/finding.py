"""The words of notices in the search index: written with the act, forgotten when it ends."""

from parvis.aid.models import Notice
from parvis.kit.searching.indexing import Document, drop, put

KIND = "aid.notice"


def document(notice: Notice) -> Document:
    """What is searched of a notice: its sentence before its place and its category."""
    return Document(notice.words, notice.where)


def index(notice: Notice) -> None:
    """Write its words down, or forget them once it has ended."""
    if notice.has_ended:
        drop(KIND, [notice.pk])
    else:
        put(KIND, notice.pk, document(notice))
