"""An audience in words, and what somebody may choose among: never a secret circle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from parvis.community.interests import offered
from parvis.community.models import Circle, Place
from parvis.kit.moments import day
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.seeing_places import visible_places
from parvis.members.circles import visible_circles
from parvis.members.models import Member, Role
from parvis.newsletters.audience import CAME, CIRCLE, EXCEPT, INTEREST, OR, PLACE, ROLE, Audience, Criterion

MOST_MEETINGS = 40
LATELY = timedelta(days=120)
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Names:
    """What stands for each criterion, by kind and key."""

    interests: dict[str, str]
    circles: dict[str, str]
    roles: dict[str, str]
    places: dict[str, str]
    meetings: dict[str, str]

    def of(self, one: Criterion) -> str:
        """« Jardin partagé »; what is there no more is said so."""
        by_kind = {
            INTEREST: self.interests, CIRCLE: self.circles, ROLE: self.roles, PLACE: self.places,
            CAME: self.meetings,
        }  # fmt: skip
        return by_kind[one.kind].get(one.key, _("(no longer there)"))

    def groups(self) -> list[tuple[str, Choices]]:
        """As a list one chooses from."""
        return [
            (words, [(f"{kind}:{key}", name) for key, name in names.items()])
            for kind, words, names in (
                (INTEREST, _("Who asked to hear about"), self.interests),
                (CIRCLE, _("Who is in the circle"), self.circles),
                (ROLE, _("Who holds the role"), self.roles),
                (PLACE, _("Who came to a meeting at"), self.places),
                (CAME, _("Who came to"), self.meetings),
            )
            if names
        ]


def names_for(writer: Member, now: datetime) -> Names:
    """What this person may choose among; five queries."""
    return Names(
        interests={str(one.pk): one.name for one in offered()},
        circles={str(one.pk): one.name for one in _circles(writer)},
        roles={kind.value: str(kind.label) for kind in Role.Kind},
        places={str(one.pk): one.name for one in _places()},
        meetings={str(one.pk): f"{one.title}, {day(one.begins_at)}" for one in _meetings(writer, now)},
    )


def lines(audience: Sequence[Criterion], names: Names) -> list[str]:
    """« qui s’intéresse à : le jardin », « sauf qui est du cercle : … »: one line a criterion."""
    return [_line(one, names, is_first=not index) for index, one in enumerate(audience)]


def in_words(audience: Audience, names: Names) -> str:
    """The whole audience in one line."""
    return ", ".join(lines(audience, names)) if audience else _("everybody")


def _line(one: Criterion, names: Names, *, is_first: bool) -> str:
    said = _said(one.kind) % {"name": names.of(one)}
    if one.join == EXCEPT:
        return _("except %(who)s") % {"who": said}
    if is_first:
        return said
    return (_("or %(who)s") if one.join == OR else _("and also %(who)s")) % {"who": said}


def _said(kind: str) -> str:
    return {
        INTEREST: _("who asked to hear about: %(name)s"),
        CIRCLE: _("who is in the circle: %(name)s"),
        ROLE: _("who holds the role: %(name)s"),
        PLACE: _("who came to a meeting at: %(name)s"),
        CAME: _("who came to: %(name)s"),
    }[kind]


def _circles(writer: Member) -> Iterable[Circle]:
    return visible_circles(writer).exclude(joining=Circle.Joining.SECRET)[:60]


def _places() -> Iterable[Place]:
    return visible_places(None).filter(is_active=True).order_by("name")[:60]


def _meetings(writer: Member, now: datetime) -> Iterable[Meeting]:
    """Those of the last months to which somebody came."""
    came = Exists(Arrival.objects.filter(meeting=OuterRef("pk")))
    seen = Meeting.objects.visible_to(writer).exclude(circle__joining=Circle.Joining.SECRET)
    held = seen.filter(came, begins_at__lte=now, begins_at__gt=now - LATELY, cancellation=None)
    return held.order_by("-begins_at", "-pk").only("title", "begins_at")[:MOST_MEETINGS]
