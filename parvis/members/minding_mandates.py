"""Look after mandates once a day: who holds them, which end, and whether anybody keeps the desk at all.

Each case is told once to a person with a name: a message, and a line at the desk and behind the scenes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.chronicle.models import Deed
from parvis.community.identity import current
from parvis.courier.models import Channel, Dispatch
from parvis.members.mandates import end_those_held_by
from parvis.members.models import Mandate, Member, Role, Scope
from parvis.members.reaching import Words, reach

ENDING = "members.mandates_ending"
VACANT_DESK = "members.desk_vacant"
SOON = timedelta(days=7)
MOST = 50
Expecting = Callable[[Iterable[int], datetime], set[int]]
_expecting: list[Expecting] = []


def who_expects(function: Expecting) -> None:
    """In `apps.ready()`: which of these people (ids) have something to come, for which the desk may act."""
    if function not in _expecting:
        _expecting.append(function)


def mind_mandates(at: datetime) -> int:
    """For the worker, daily; again the same day, it tells nothing twice. How many cases were told."""
    gone = Member.objects.filter(mandates_held__ended_at=None, mandates_held__for_the_desk=False).distinct()
    for holder in gone.exclude(pk__in=at_the_desk(at).values("pk")):
        end_those_held_by(holder, at)
    return _tell_ending(at) + _tell_vacancy(at)


def ending(at: datetime) -> list[Mandate]:
    """The mandates that end within a week, or ended in the last one, of people who count on the desk.

    One line a person: nothing when another mandate goes on.
    """
    near = Mandate.objects.filter(
        Q(ended_at=None, ends_at__gt=at - SOON, ends_at__lte=at + SOON)
        | Q(ended_why=Mandate.Why.HOLDER, ended_at__gt=at - SOON)
    ).filter(member__in=Member.objects.let_in(at))
    last: dict[int, Mandate] = {}
    for mandate in near.select_related("member", "holder").order_by("ends_at", "pk"):
        if Scope.REGISTRATIONS in mandate.scopes:
            last[mandate.member_id] = mandate
    later = Mandate.objects.live(at).filter(member__in=last, ends_at__gt=at + SOON)
    covered = {one.member_id for one in later if Scope.REGISTRATIONS in one.scopes}
    wanted = _who_counts_on_us(set(last) - covered, at)
    return [mandate for person, mandate in last.items() if person in wanted][:MOST]


def is_desk_vacant(at: datetime) -> bool:
    """Nobody keeps the desk, while somebody is to be called or let the desk act for them."""
    if at_the_desk(at).exists():
        return False
    return Mandate.objects.live(at).exists() or _calls().exists()


def _who_counts_on_us(people: set[int], at: datetime) -> set[int]:
    waiting = _calls().filter(person__in=people).values_list("person", flat=True)
    called = {person for person in waiting if person}
    return called.union(*(expecting(people, at) for expecting in _expecting)) if people else set()


def _calls() -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(channel=Channel.TELEPHONE, state=Dispatch.State.WAITING)


@transaction.atomic
def _tell_ending(at: datetime) -> int:
    """One message for all new cases, to whoever answers at the desk, else to an administrator."""
    fresh = [mandate for mandate in ending(at) if mandate.warned_at is None]
    reader = at_the_desk(at).first() or _administrator(at)
    if not fresh or reader is None:
        return 0
    rows = Mandate.objects.filter(pk__in=[mandate.pk for mandate in fresh], warned_at=None)
    if rows.update(warned_at=at) == 0:
        return 0
    names = "\n".join(f"– {mandate.member.name}" for mandate in fresh)
    with translation.override(reader.language):
        words = Words(
            title=_("Their word for the desk ends soon"),
            body=_("These people count on the desk. Ask them at the next call:\n%(names)s")
            % {"names": names},
            link="/permanence/mandats/",
            link_words=_("See them"),
        )
    reach(reader, ENDING, words, at=at)
    return len(fresh)


def _tell_vacancy(at: datetime) -> int:
    """Once a vacancy: it is named after the last correspondent anybody was given."""
    reader = _administrator(at)
    if reader is None or not current().vacancy_alarms or not is_desk_vacant(at):
        return 0
    given = Deed.objects.filter(verb="members.role_given", details__kind=Role.Kind.CORRESPONDENT)
    last = given.order_by("-pk").values_list("pk", flat=True).first() or 0
    with translation.override(reader.language):
        words = Words(
            title=_("Nobody answers at the telephone desk"),
            body=_("People are waiting to be called, or let the desk act for them. Who could take it over?"),
            link="/coulisses/roles/",
            link_words=_("See the roles"),
        )
    reach(reader, VACANT_DESK, words, at=at, once_key=f"{VACANT_DESK}:{last}")
    return 1


def at_the_desk(at: datetime) -> QuerySet[Member]:
    """Who keeps the desk now, the first to come here first."""
    return Member.objects.let_in(at).filter(roles__kind=Role.Kind.CORRESPONDENT).distinct().order_by("pk")


def _administrator(at: datetime) -> Member | None:
    roles = {"roles__kind": Role.Kind.ADMINISTRATOR, "roles__circle": None, "roles__place": None}
    return Member.objects.let_in(at).filter(**roles).order_by("roles__since_on", "pk").first()
