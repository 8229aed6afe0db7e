"""Who of the visit is registered already for a meeting, as one of them may know it.

Of the others only what they told: they came to it through this visit, or let their name be shown.
"""

from collections.abc import Iterable

from django.db.models import F, Q, Value

from parvis.covisits.models import ChoiceAnswer, Visitor
from parvis.meetings.models import Registration

SEATED = (Registration.State.SEATED, Registration.State.ECHO)


def going(visitor: Visitor, here: Iterable[Visitor], meetings: Iterable[int]) -> dict[int, set[int]]:
    """Meeting → the visitors who are known to come to it. One query, none without a meeting."""
    wanted, found = set(meetings), dict[int, set[int]]()
    if not wanted:
        return found
    by_member = {one.member_id: one.pk for one in here if one.member_id}
    rows = Registration.objects.filter(meeting__in=wanted, state__in=SEATED, member__in=by_member)
    told = rows.filter(Q(shows_name=True) | Q(member=visitor.member_id))
    answers = ChoiceAnswer.objects.filter(
        visitor__in=[one.pk for one in here], registration__state__in=SEATED
    )
    came = answers.filter(registration__meeting__in=wanted)
    of_members = told.annotate(at=F("meeting"), who=F("member"), is_member=Value(1))
    of_visitors = came.annotate(at=F("registration__meeting"), who=F("visitor"), is_member=Value(0))
    columns = ("at", "who", "is_member")
    for meeting, who, is_member in of_members.values_list(*columns).union(of_visitors.values_list(*columns)):
        found.setdefault(meeting, set()).add(by_member[who] if is_member else who)
    return found
