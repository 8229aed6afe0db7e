"""« Mise en relation »: two people should meet, thinks who animates. Both say yes, or nobody learns of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.conversations import wording
from parvis.conversations.links import path_of
from parvis.conversations.models import Introduced, Introduction, Thread
from parvis.conversations.models.introduction import LASTS
from parvis.conversations.purposes import ASKED, INTRODUCED
from parvis.conversations.refusals import to_threads
from parvis.conversations.telling import write
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit.limiting import limit
from parvis.kit.locking import hold
from parvis.kit.refusals import NotForYou, Refusal
from parvis.members.finding import find_people
from parvis.members.models import Member, Membership, Role
from parvis.members.permissions import holds
from parvis.members.reaching import Words, reach, route_to
from parvis.members.speaking import speak

MOST_A_DAY = 10
LONGEST = 300
THEY_HAVE = timedelta(days=31)  # to agree on a day


class CannotIntroduce(Refusal):
    """These two are not introduced."""


class IntroductionOver(Refusal):
    """Answered, or its fourteen days are over."""


def known_to(animator: Member, now: datetime) -> QuerySet[Member]:
    """Whom this person may introduce: who is in « Qui est qui », and who is in a circle of theirs."""
    led = [
        role.circle_id for role in animator.held_roles if role.kind == Role.Kind.ANIMATOR and role.circle_id
    ]
    circles = {*led, *animator.circle_ids}
    inside = Membership.objects.filter(circle__in=circles, accepted_at__isnull=False).values("member")
    here = Member.objects.let_in(now).shown_to_all().exclude(pk=animator.pk)
    return here.filter(is_listed=True) | here.filter(pk__in=inside)


def find_known(animator: Member, text: str, now: datetime) -> list[Member]:
    """Those of them whom this text may mean."""
    found = find_people(text)
    known = set(known_to(animator, now).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [one for one in found if one.pk in known]


@transaction.atomic
def introduce(
    *, by: Member, two: Sequence[Member], why: str, at: datetime, once_key: str | None = None
) -> Introduction:
    """Each is asked by their own way. NotForYou, CannotIntroduce, TooOften; the same once_key asks once."""
    known = Introduction.objects.filter(once_key=once_key).first() if once_key else None
    if known is not None:
        return known
    if not holds(by, Role.Kind.ANIMATOR):
        raise NotForYou(_("Those who animate introduce people."), to_threads())
    known_two = known_to(by, at).filter(pk__in=[one.pk for one in two]).order_by("pk")
    people = list(known_two.prefetch_related("contact_points"))
    if len(people) != 2:
        raise CannotIntroduce(_("Choose two people you know here."), to_threads())
    _check_new(people, at)
    limit(f"conversations.introduce {by.pk}", times=MOST_A_DAY, per=timedelta(days=1))
    made = Introduction.objects.create(
        by=by, why=" ".join(why.split())[:LONGEST], asked_at=at, ends_at=at + LASTS, once_key=once_key
    )
    rows = {one.pk: Introduced.objects.create(introduction=made, member=one) for one in people}
    for one, other in (people, people[::-1]):
        _ask(rows[one.pk], other, at)
    return made


def _check_new(people: list[Member], at: datetime) -> None:
    """Not asked twice at once: neither would know which question they answer."""
    first, second = people
    asked = Introduction.objects.asked(at).filter(people__member=first)
    talking = Thread.objects.filter(kind=Thread.Kind.BETWEEN_TWO, introduction__people__member=first)
    both = talking.filter(closes_at__gt=at, introduction__people__member=second)
    if asked.filter(people__member=second).exists() or both.exists():
        raise CannotIntroduce(_("They are being asked already."), to_threads())


def _ask(row: Introduced, other: Member, at: datetime) -> None:
    route = route_to(row.member)
    by_text = route.channel == Channel.SMS and bool(settings.SMS_INCOMING)
    can_answer = route.channel == Channel.MAIL and can_be_answered()

    def words() -> Words:
        return wording.asked_to_meet(
            row.introduction, other, path_of(row), by_text=by_text, can_answer=can_answer
        )

    reach(
        row.member,
        ASKED,
        speak(row.member, words),
        subject=row,
        at=at,
        once_key=f"{ASKED}:{row.pk}",
        route=route,
        reply_to=reply_address(ASKED, subject=row.pk, person=row.member_id),
    )


@transaction.atomic
def answer(*, introduced: Introduced, says_yes: bool, at: datetime, gives_address: bool = False) -> bool:
    """Yes or no, no reason asked; the last word counts until both said yes. True when they are introduced.

    IntroductionOver.
    """
    hold(Introduction.objects.filter(pk=introduced.introduction_id))
    row = Introduced.objects.select_related("introduction__by").filter(pk=introduced.pk).first()
    if row is None or (row.introduction.ends_at <= at and row.introduction.thread_id is None):
        raise IntroductionOver(_("This question is over."), to_threads())
    if row.introduction.thread_id is not None:
        return True
    row.says_yes, row.answered_at, row.gives_address = says_yes, at, gives_address and says_yes
    row.save(update_fields=["says_yes", "answered_at", "gives_address"])
    people = list(row.introduction.people.select_related("member").order_by("pk"))
    if len(people) != 2 or not all(one.says_yes and _is_here(one.member, at) for one in people):
        return False
    _open(row.introduction, people, at)
    return True


def _is_here(member: Member, at: datetime) -> bool:
    return member.left_at is None and member.suspension_at(at) is None


def _open(introduction: Introduction, people: list[Introduced], at: datetime) -> None:
    introduction.thread = Thread.objects.create(
        kind=Thread.Kind.BETWEEN_TWO, opened_at=at, opened_by=introduction.by, last_said_at=at,
        closes_at=at + THEY_HAVE,
    )  # fmt: skip
    introduction.save(update_fields=["thread"])
    record("conversations.introduced", subject=introduction.thread, at=at)
    for one, other in (people, people[::-1]):
        _tell(introduction, one.member, other.member, at)


def _tell(introduction: Introduction, member: Member, other: Member, at: datetime) -> None:
    assert introduction.thread is not None
    route = route_to(member)
    can_answer = route.channel == Channel.MAIL and can_be_answered()

    def words() -> Words:
        return wording.introduced(introduction, other, can_answer=can_answer)

    key = f"{INTRODUCED}:{introduction.pk}:{member.pk}"
    write(member, INTRODUCED, words, introduction.thread, at, once_key=key, route=route)
