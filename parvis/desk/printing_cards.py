"""Cards on paper: ten to a sheet of A4, for those who have no e-mail, a circle, or people one chose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.models import Circle
from parvis.members.circles import visible_circles
from parvis.members.journaling import journal_each
from parvis.members.keeping_cards import Card, card_of
from parvis.members.models import ContactPoint, Member, Role

ON_A_SHEET = 10
MOST = 200
_PRINTED = gettext_lazy("Printed your card.")


@dataclass(frozen=True)
class Cards:
    """Sheets of cards, the last one as full as it is."""

    name: str
    pages: list[list[Card]]


def without_mail() -> list[Member]:
    """Those to whom a code cannot be sent, by name."""
    mail = ContactPoint.objects.filter(kind=ContactPoint.Kind.MAIL, member=OuterRef("pk"))
    return list(Member.objects.present().filter(~Exists(mail)).order_by("search_name", "pk")[:MOST])


def circles_of(reader: Member) -> list[Circle]:
    """The circles whose people this correspondent may know."""
    return list(visible_circles(reader).order_by("name", "pk"))


def chosen(*, reader: Member, people: Collection[int], circle: int) -> list[Member]:
    """The people named one by one, and those of a circle the reader may know of; by name, MOST at most."""
    known = visible_circles(reader).order_by().filter(pk=circle).values("pk")
    in_circle = Q(memberships__circle__in=known, memberships__accepted_at__isnull=False)
    found = Member.objects.present().filter(Q(pk__in=people) | in_circle).distinct()
    return list(found.order_by("search_name", "pk")[:MOST])


@transaction.atomic
def print_cards(*, people: list[Member], by: Member, at: datetime) -> Cards:
    """The sheets; each person can read in their journal that their card was printed."""
    journal_each(members=people, by=by, words=_PRINTED, role=Role.Kind.CORRESPONDENT, at=at)
    cards = [card_of(person) for person in people]
    pages = [cards[first : first + ON_A_SHEET] for first in range(0, len(cards), ON_A_SHEET)]
    return Cards(_("Members’ cards"), pages)
