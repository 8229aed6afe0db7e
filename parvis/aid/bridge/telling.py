"""Everyone ready is asked once, by their own channel; helpers and the list's keepers hear what they must."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parvis.aid.bridge import wording
from parvis.aid.bridge.purposes import ASKED, NEWS, PEOPLE
from parvis.aid.models import LookedAfter, Volunteer, Wake
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.members.models import Member, Role
from parvis.members.reaching import reach, route_to
from parvis.members.speaking import speak

BATCH = 200
MOST_KEEPERS = 6


def somebody_to_ask(at: datetime | None = None) -> bool:
    """Whether a bridge is awake and not everybody was asked."""
    return Wake.objects.awake(at or timezone.now()).filter(is_asked=False).exists()


def ask_due(at: datetime) -> int:
    """Ask the next people of every bridge that is awake; how many. Killed in between, it goes on there."""
    due = Wake.objects.awake(at).filter(is_asked=False)
    return sum(_ask_some(pk, at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _ask_some(pk: int, at: datetime) -> int:
    wake = Wake.objects.locked(pk)
    if wake.is_asked or not wake.is_awake(at):
        return 0
    here = Member.objects.let_in(at).shown_to_all().exclude(pk=wake.by_id or 0)
    rest = here.filter(readiness__isnull=False, pk__gt=wake.asked_up_to).order_by("pk")
    people = list(rest.select_related("readiness").prefetch_related("contact_points")[:BATCH])
    Volunteer.objects.bulk_create(
        [Volunteer(wake=wake, member=one, kinds=one.readiness.kinds) for one in people],
        ignore_conflicts=True,
    )
    rows = {row.member_id: row for row in wake.volunteers.filter(member__in=people)}
    for member in people:
        _ask_one(wake, member, rows[member.pk], at)
    wake.asked_up_to = people[-1].pk if people else wake.asked_up_to
    wake.asked += len(people)
    wake.is_asked = len(people) < BATCH
    wake.save(update_fields=["asked_up_to", "asked", "is_asked"])
    return len(people)


def _ask_one(wake: Wake, member: Member, row: Volunteer, at: datetime) -> None:
    if row.state != Volunteer.State.ASKED:
        return  # they said so by themselves already
    row.wake, route = wake, route_to(member)
    by_mail = route.channel == Channel.MAIL and can_be_answered()
    words = speak(member, lambda: wording.asked(row, can_reply=by_mail))
    key = f"{ASKED}:{wake.pk}:{member.pk}"
    answers_to = reply_address(ASKED, subject=row.pk, person=member.pk)
    reach(member, ASKED, words, subject=row, at=at, once_key=key, route=route, reply_to=answers_to)


def tell_people(volunteer: Volunteer, at: datetime) -> None:
    """They have people to call; told again when there are more."""
    count = volunteer.people.count()
    volunteer.told += 1
    volunteer.save(update_fields=["told"])
    words = speak(volunteer.member, lambda: wording.people(volunteer, count))
    key = f"{PEOPLE}:{volunteer.pk}:{volunteer.told}"
    reach(volunteer.member, PEOPLE, words, subject=volunteer, at=at, once_key=key)


def tell_news(person: LookedAfter, by: Member, at: datetime) -> None:
    """Those who keep the list know that somebody needs something, or does not answer."""
    path = reverse("aid:bridge_list", args=[person.wake_id])
    key = f"{NEWS}:{person.pk}:{person.says}:{person.needs}:{at:%m%d%H}"
    for one in _keepers(person.wake, by):
        words = speak(one, lambda: wording.news(person, path))
        reach(one, NEWS, words, subject=person.wake, at=at, once_key=f"{key}:{one.pk}")


def tell_left(wake: Wake, count: int, by: Member, at: datetime) -> None:
    """A helper cannot any more: somebody else must call these people."""
    path = reverse("aid:bridge_list", args=[wake.pk])
    for one in _keepers(wake, by):
        words = speak(one, lambda: wording.left_without_caller(count, path))
        reach(
            one,
            NEWS,
            words,
            subject=wake,
            at=at,
            once_key=f"{NEWS}:{wake.pk}:left:{by.pk}:{at:%m%d%H}:{one.pk}",
        )


def _keepers(wake: Wake, by: Member) -> list[Member]:
    """Who woke it and who answers the desk, but who already knows."""
    held = Role.objects.at_work().filter(kind=Role.Kind.CORRESPONDENT, circle=None, place=None, ritual=None)
    found = {role.member_id: role.member for role in held.select_related("member").order_by("since_on", "pk")}
    if wake.by is not None and wake.by.left_at is None:
        found = {wake.by.pk: wake.by, **found}
    found.pop(by.pk, None)
    return list(found.values())[:MOST_KEEPERS]
