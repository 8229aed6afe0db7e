"""Someone left the circle that was asked: what they answered goes, and brings them no seat."""

from django.db import transaction

from parvis.community.models import Circle
from parvis.meetings.models import DatePoll, Respondent
from parvis.members.models import Member


@transaction.atomic
def leave_polls_of(*, circle: Circle, member: Member) -> int:
    """Their answers to the polls put to this circle go, their own polls aside; how many answered polls."""
    rows = Respondent.objects.filter(
        member=member, poll__circle=circle, poll__audience=DatePoll.Audience.CIRCLE
    ).exclude(poll__asker=member)
    left = list(rows.order_by("poll_id").values_list("pk", "poll_id"))
    for respondent, poll in left:
        DatePoll.objects.locked(poll)  # a date may be chosen at this moment
        Respondent.objects.filter(pk=respondent).delete()
    return len(left)
