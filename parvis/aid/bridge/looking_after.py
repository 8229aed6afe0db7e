"""The list: who is looked after, who calls them, what was heard. Only while the bridge is awake."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.bridge.permissions import keeps_list, may_tell_of
from parvis.aid.bridge.refusals import Asleep, CannotLookAfter, NotYoursToWake
from parvis.aid.bridge.spreading import spread
from parvis.aid.bridge.telling import tell_news, tell_people
from parvis.aid.models import HelpKind, LookedAfter, Volunteer, Wake
from parvis.aid.refusals import to_someone
from parvis.members.journaling import journal
from parvis.members.models import Member, Role

MOST = 400
Says = LookedAfter.Says


@transaction.atomic
def look_after(*, wake: Wake, member: Member, by: Member, at: datetime, agreed: bool) -> LookedAfter:
    """Write somebody on the list: by who keeps it, with their yes, or by themselves. Twice: once.

    Their journal says so. NotYoursToWake, CannotLookAfter, Asleep.
    """
    if member.pk != by.pk and not keeps_list(by):
        raise NotYoursToWake(_("Those who answer the telephone keep this list."), to_someone())
    if not agreed:
        raise CannotLookAfter(
            _("Ask this person first: nobody is on the list without their yes."), to_someone()
        )
    if member.pk == by.pk and member.minor_until_on is not None:
        raise CannotLookAfter(_("Under fifteen, a parent asks that somebody calls you."), to_someone())
    wake = _awake(wake, at)
    if member.left_at is not None or wake.people.count() >= MOST:
        raise CannotLookAfter(_("This person cannot be written on the list."), to_someone())
    row, is_new = LookedAfter.objects.get_or_create(
        wake=wake, member=member, defaults={"listed_by": by, "listed_at": at}
    )
    if is_new and member.pk != by.pk:
        words = gettext_lazy("Wrote you on the list of people one calls in hard times.")
        journal(member=member, by=by, words=words, role=Role.Kind.CORRESPONDENT, subject="aid.bridge", at=at)
    return row


@transaction.atomic
def leave_alone(*, person: LookedAfter, by: Member) -> None:
    """Take somebody off the list: who keeps it, or they themselves. NotYoursToWake."""
    if person.member_id != by.pk and not keeps_list(by):
        raise NotYoursToWake(_("Those who answer the telephone keep this list."), to_someone())
    LookedAfter.objects.filter(pk=person.pk).delete()


@transaction.atomic
def give(*, person: LookedAfter, to: Volunteer | None, by: Member, at: datetime) -> None:
    """This helper calls this person; None: nobody does. NotYoursToWake, CannotLookAfter, Asleep."""
    wake = _kept(person.wake, by, at)
    person = wake.people.get(pk=person.pk)
    if to is None:
        LookedAfter.objects.filter(pk=person.pk).update(caller=None)
        return
    helper = _able(wake, at).select_related("member").filter(pk=to.pk).first()
    if helper is None or helper.member_id == person.member_id:
        raise CannotLookAfter(_("This helper cannot call this person. Choose another."), to_someone())
    if person.caller_id == helper.pk:
        return
    LookedAfter.objects.filter(pk=person.pk).update(caller=helper)
    helper.wake = wake
    tell_people(helper, at)


@transaction.atomic
def share_out(*, wake: Wake, by: Member, at: datetime) -> int:
    """Give everybody without caller to those who can, evenly; how many. Each helper is told once."""
    wake = _kept(wake, by, at)
    counted = _able(wake, at).annotate(load=Count("people"))
    helpers = {row.pk: row for row in counted.select_related("member").order_by("pk")}
    rows = wake.people.filter(caller=None).order_by("pk").values_list("pk", "member")
    given = spread(rows, {key: (row.member_id, row.load) for key, row in helpers.items()})
    for person, helper in given.items():
        LookedAfter.objects.filter(pk=person).update(caller=helper)
    for key in sorted(set(given.values())):
        helpers[key].wake = wake
        tell_people(helpers[key], at)
    return len(given)


@transaction.atomic
def hear(*, person: LookedAfter, says: str, needs: str = "", by: Member, at: datetime) -> LookedAfter:
    """« J’ai appelé »: all is well, needs something, does not answer.

    NotYoursToWake, Asleep, CannotLookAfter.
    """
    wake = _awake(person.wake, at)
    row = wake.people.select_related("caller", "member").filter(pk=person.pk).first()
    if row is None or not may_tell_of(by, row):
        raise NotYoursToWake(_("Somebody else calls this person now."), to_someone())
    if says not in Says.values or (says == Says.NEEDS) != (needs in HelpKind.values):
        raise CannotLookAfter(_("Say how they are: one tap."), to_someone())
    row.wake, row.says, row.needs, row.heard_at, row.heard_by = wake, says, needs, at, by
    row.save(update_fields=["says", "needs", "heard_at", "heard_by"])
    if says != Says.WELL:
        tell_news(row, by, at)
    return row


def _able(wake: Wake, at: datetime) -> QuerySet[Volunteer]:
    """Those who can, and are let in: a suspended helper would call nobody."""
    return wake.volunteers.filter(state=Volunteer.State.YES, member__in=Member.objects.let_in(at))


def _kept(wake: Wake, by: Member, at: datetime) -> Wake:
    if not keeps_list(by):
        raise NotYoursToWake(_("Those who answer the telephone keep this list."), to_someone())
    return _awake(wake, at)


def _awake(wake: Wake, at: datetime) -> Wake:
    found = Wake.objects.locked(wake.pk)
    if not found.is_awake(at):
        raise Asleep(_("The bridge sleeps again: its list is gone."), to_someone())
    return found
