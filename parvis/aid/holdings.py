"""What mutual aid holds about people: their notices, and who ended one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.aid.categories import words_of
from parvis.aid.finding import KIND
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.models.notice import NoticeQuerySet
from parvis.kit.searching.indexing import drop
from parvis.members.holdings.register import Going, Holding, KeptFile, Row, Rule, register
from parvis.members.holdings.rows import forget, in_words
from parvis.members.models import Member

HALF_A_YEAR = timedelta(days=182)
_FIELDS = {
    "direction": _("Asked or offered"), "words": _("Words"), "category": _("Kind of help"),
    "where": _("Where"), "circle": _("Circle"), "from_on": _("From which day"), "until_on": _("Until"),
    "posted_at": _("Written"),
    "ends_at": _("Seen until"), "end": _("How it ended"),
}  # fmt: skip


def _theirs(member: Member) -> NoticeQuerySet:
    return Notice.objects.filter(author=member).for_list().order_by("pk")


def _export(member: Member) -> Iterator[Row]:
    return map(_row, _theirs(member))


def _export_to(member: Member, reader: Member) -> Iterator[Row]:
    return map(_row, _theirs(member).visible_to(reader))


def _row(notice: Notice) -> Row:
    ended = in_words(NoticeEnd.Why, notice.end.why) if notice.has_ended else ""
    return {
        "direction": in_words(Notice.Direction, notice.direction), "words": notice.words,
        "category": words_of(notice.category), "where": notice.where, "circle": str(notice.circle or ""),
        "from_on": notice.from_on, "until_on": notice.until_on, "posted_at": notice.posted_at,
        "ends_at": notice.ends_at, "end": ended,
    }  # fmt: skip


def _files(member: Member) -> Iterator[KeptFile]:
    for notice in _theirs(member).exclude(photo=""):
        name = f"{notice.posted_at:%Y-%m-%d}-{notice.pk}.webp"
        yield KeptFile(name, notice.photo.storage, str(notice.photo.name), notice.words)


def _erase(going: Going) -> None:
    remove(Notice.objects.filter(author=going.member))
    forget(going.member, (NoticeEnd, "by"))


def remove(notices: QuerySet[Notice]) -> int:
    """Delete these notices, their words in the index and their photos, files first; how many."""
    rows = list(notices.only("pk", "photo"))
    for notice in rows:
        if notice.photo:
            notice.photo.storage.delete(str(notice.photo.name))
    drop(KIND, [notice.pk for notice in rows])
    Notice.objects.filter(pk__in=[notice.pk for notice in rows]).delete()
    return len(rows)


def _ended_before(before: datetime, most: int) -> int:
    old = Notice.objects.filter(end__at__lt=before).order_by("pk").values_list("pk", flat=True)
    return remove(Notice.objects.filter(pk__in=list(old[:most])))


NOTICES = Holding(
    "aid.notices",
    words=_("What somebody asks or offers, in their own words"),
    why=_("So that somebody answers."),
    kept_for=_("Seen for thirty days, unless renewed; gone six months after its end."),
    seen_by=_("Everybody reads the sentence; members read the name. Of a circle: its members only."),
    columns=("aid.Notice.author", "aid.NoticeEnd.by"),
    fields=_FIELDS,
    export=_export,
    export_to=_export_to,
    files=_files,
    erase=_erase,
    rules=(
        Rule(
            "aid.notices",
            words=_("Notices of mutual aid, with their photos"),
            since=_("after their end"),
            kept=HALF_A_YEAR,
            apply=_ended_before,
        ),
    ),
)


def hold() -> None:
    """Write this holding into the register of personal data."""
    register(NOTICES)
