"""What was typed already: one paper, and the latest ones its reader may know of."""

from datetime import datetime, timedelta

from django.db.models import Q

from parvis.desk.models import TypedSheet
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.models import Meeting
from parvis.members.models import Member

MOST = 10
_LATELY = timedelta(days=30)


def typed_before(code: PaperCode) -> TypedSheet | None:
    """Who typed this paper, and when; None when nobody did."""
    return TypedSheet.objects.select_related("first_by", "last_by").filter(code=str(code)).first()


def lately(reader: Member, now: datetime) -> list[TypedSheet]:
    """The papers typed this month, the latest first, without those of meetings one may not know of."""
    known = Meeting.objects.visible_to(reader).values("pk")
    rows = TypedSheet.objects.filter(Q(meeting=None) | Q(meeting__in=known), last_at__gt=now - _LATELY)
    return list(rows.select_related("meeting", "last_by").order_by("-last_at", "-pk")[:MOST])
