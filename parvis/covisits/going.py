"""Who of the visit is registered already for a meeting, as one of them may know it.

Of the others only what they told: they came to it through this visit, or let their name be shown.
"""

from collections.abc import Iterable

from django.db.models import Q

from parvis.covisits.models import ChoiceAnswer, Visitor
from parvis.meetings.models import Registration

_SEATED = (Registration.State.SEATED, Registration.State.ECHO)


def going(visitor: Visitor, here: Iterable[Visitor], meetings: Iterable[int]) -> dict[int, set[int]]:
    """Meeting → the visitors who are known to come to it. Two queries, none without a meeting."""
    wanted, found = set(meetings), dict[int, set[int]]()
    if not wanted:
        return found
    by_member = {one.member_id: one.pk for one in here if one.member_id}
    rows = Registration.objects.filter(meeting__in=wanted, state__in=_SEATED, member__in=by_member)
    told = rows.filter(Q(shows_name=True) | Q(member=visitor.member_id))
    for meeting, member in told.values_list("meeting", "member"):
        found.setdefault(meeting, set()).add(by_member[member])
    answers = ChoiceAnswer.objects.filter(
        visitor__in=[one.pk for one in here], registration__state__in=_SEATED
    )
    said = answers.filter(registration__meeting__in=wanted).values_list("registration__meeting", "visitor")
    for meeting, who in said:
        found.setdefault(meeting, set()).add(who)
    return found
