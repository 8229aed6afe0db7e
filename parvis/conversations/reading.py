"""Which threads a person may read: their own, those they answer in, those of what they take part in."""

from datetime import datetime

from django.db.models import Q

from parvis.conversations.models import Thread
from parvis.conversations.models.thread import DESK, ThreadQuerySet
from parvis.conversations.subjects import organisers_of, subject_of, subjects
from parvis.members.models import Member, Role
from parvis.members.permissions import holds_for_all, is_administrator

_Kind = Thread.Kind


def threads_seen(member: Member, now: datetime) -> ThreadQuerySet:
    """All of them, in one question. Roles are looked at now: whoever held one reads no more."""
    if member.left_at is not None or member.suspension_at(now):
        return Thread.objects.none()
    seen = Q(kind=_Kind.WITH_US, member=member) | Q(
        kind=_Kind.BETWEEN_TWO, introduction__people__member=member
    )
    seen |= answered_by(member, now)
    for subject in subjects():
        shared = Q(subject_kind=subject.kind, subject_id__in=subject.shared_with(member))
        led = Q(subject_kind=subject.kind, subject_id__in=subject.organised_by(member, now))
        seen |= Q(kind=_Kind.AMONG_US) & (shared | led) | Q(kind=_Kind.BETWEEN_TWO) & shared
    return Thread.objects.filter(seen)


def answered_by(member: Member, now: datetime) -> Q:
    """The threads with people this person answers in: a condition on threads."""
    led = Q(pk__in=[])
    for subject in subjects():
        led |= Q(subject_kind=subject.kind, subject_id__in=subject.organised_by(member, now))
    if _is_of_the_desk(member, now):
        led |= Q(subject_kind=DESK)
    return Q(kind=_Kind.WITH_US) & led & ~Q(member=member)


def _is_of_the_desk(member: Member, now: datetime) -> bool:
    """One question only for who administers a place without a correspondent."""
    if holds_for_all(member, Role.Kind.CORRESPONDENT):
        return True
    if not is_administrator(member):
        return False
    return any(
        one.pk == member.pk for one in organisers_of(Thread(kind=_Kind.WITH_US, subject_kind=DESK), now)
    )


def may_read(thread: Thread, member: Member, now: datetime) -> bool:
    return threads_seen(member, now).filter(pk=thread.pk).exists()


def answers_in(thread: Thread, member: Member, now: datetime) -> bool:
    """Whether this person answers there, as one of those who organise."""
    return member.pk != thread.member_id and any(one.pk == member.pk for one in organisers_of(thread, now))


def people_of(thread: Thread, now: datetime) -> list[Member]:
    """Everybody whose thread it is now: they read it, and are told."""
    if thread.kind == _Kind.WITH_US:
        own = Member.objects.let_in(now).filter(pk=thread.member_id or 0)
        return [*own.prefetch_related("contact_points"), *organisers_of(thread, now)]
    if thread.kind == _Kind.BETWEEN_TWO and thread.subject_kind:
        both = subject_of(thread).people(thread.subject_id or 0, now)
        return list(both.prefetch_related("contact_points").order_by("pk"))
    if thread.kind == _Kind.BETWEEN_TWO:
        two = Member.objects.let_in(now).filter(introduced__introduction__thread=thread)
        return list(two.prefetch_related("contact_points").order_by("pk"))
    subject = subject_of(thread)
    taking_part = list(subject.people(thread.subject_id or 0, now).prefetch_related("contact_points"))
    known = {one.pk for one in taking_part}
    led = [one for one in subject.organisers(thread.subject_id or 0, now) if one.pk not in known]
    return [*taking_part, *led]


def moderators_of(thread: Thread, now: datetime) -> list[Member]:
    """Who reads words again when somebody asks, the first one first; an administrator at the end."""
    if thread.kind == _Kind.BETWEEN_TWO and not thread.subject_kind:
        introduction = getattr(thread, "introduction", None)
        by = introduction.by_id if introduction else None
        return list(Member.objects.let_in(now).filter(pk=by or 0)) + _administrators(now)
    return subject_of(thread).organisers(thread.subject_id or 0, now) + _administrators(now)


def _administrators(now: datetime) -> list[Member]:
    held = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR, circle=None, place=None, ritual=None)
    return list(Member.objects.let_in(now).filter(pk__in=held.values("member")).order_by("pk"))
