"""What waits for a moderator, and what was decided lately: each sees what they may decide about."""

from django.db.models import Count, Min, Q

from parvis.aid.models import HeldBack, Notice, NoticeReport, Review
from parvis.aid.reporting.moderators import moderates
from parvis.members.models import Member

MOST = 60


def to_read(reader: Member) -> list[Notice]:
    """Held back first, by the hour somebody promised; then those signalled, the oldest first."""
    signalled = NoticeReport.objects.filter(ended_at=None, notice__end=None).values("notice")
    waiting = HeldBack.objects.values("notice").union(signalled)
    is_counted = Q(reports__ended_at=None)
    counted = Notice.objects.for_list().filter(pk__in=waiting).annotate(
        signalled=Count("reports", filter=is_counted),
        first_at=Min("reports__at", filter=is_counted | Q(held_back__isnull=False)),
    )  # fmt: skip
    found = counted.order_by("held_back__look_by_at", "first_at", "pk")[: MOST * 2]
    return [one for one in found if moderates(reader, one)][:MOST]


def decided(reader: Member) -> list[Review]:
    """The last decisions that can be undone."""
    rows = Review.objects.filter(undone_at=None, verdict=Review.Verdict.SET_ASIDE)
    found = rows.select_related("notice__author", "notice__circle", "by", "turn_to")[:MOST]
    return [one for one in found if moderates(reader, one.notice)][:20]
