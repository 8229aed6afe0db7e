"""What waits for a moderator, and what was decided lately: each sees what they may decide about."""

from django.db.models import Count, Min, Q

from parvis.aid.models import Notice, Review
from parvis.aid.reporting.moderators import moderates
from parvis.members.models import Member

MOST = 60


def to_read(reader: Member) -> list[Notice]:
    """Held back first, by the hour somebody promised; then those signalled, the oldest first."""
    is_open = Q(reports__ended_at=None, reports__isnull=False)
    rows = (
        Notice.objects.for_list()
        .select_related("held_back")
        .filter(Q(held_back__isnull=False) | is_open & Q(end=None))
    )
    counted = rows.annotate(
        signalled=Count("reports", filter=Q(reports__ended_at=None)), first_at=Min("reports__at")
    )
    found = counted.order_by("held_back__look_by_at", "first_at", "pk")[: MOST * 2]
    return [one for one in found if moderates(reader, one)][:MOST]


def decided(reader: Member) -> list[Review]:
    """The last decisions that can be undone."""
    rows = Review.objects.filter(undone_at=None, verdict=Review.Verdict.SET_ASIDE)
    found = rows.select_related("notice__author", "notice__circle", "by", "turn_to")[:MOST]
    return [one for one in found if moderates(reader, one.notice)][:20]
