"""Open the coffee of the community or of a circle, choose its rhythm and its size, close it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.kit.locking import hold
from parvis.members.journaling import journal_for_all
from parvis.members.models import Member, Role
from parvis.tables.coffee.permissions import can_set
from parvis.tables.coffee.refusals import NoCoffee, to_somebody
from parvis.tables.models import CoffeeRing
from parvis.tables.models.coffee_ring import SIZES

OPENED = gettext_lazy("Opened the coffee drawn by lot to everybody.")
CLOSED = gettext_lazy("Closed the coffee drawn by lot.")
NOT_YOURS = gettext_lazy("Who runs this place, or animates the circle, decides of its coffee.")


@transaction.atomic
def settle(
    *, circle: Circle | None, by: Member, at: datetime, is_on: bool, rhythm: str, size: int,
    joins_circles: bool = False,
) -> CoffeeRing:  # fmt: skip
    """The ring as it is from now on. Closed: nobody is drawn any more, those who joined stay written down.

    Coffees already drawn go on. Raises NoCoffee for who may not decide of it.
    """
    if not can_set(by, circle) or size not in SIZES:
        raise NoCoffee(str(NOT_YOURS), to_somebody())
    ring, _is_new = CoffeeRing.objects.get_or_create(circle=circle, defaults={"opened_at": at})
    hold(CoffeeRing.objects.filter(pk=ring.pk))
    ring.refresh_from_db()
    has_turned = ring.is_on != is_on
    ring.opened_at = at if has_turned and is_on else ring.opened_at
    ring.is_on, ring.rhythm, ring.size = is_on, rhythm, size
    ring.joins_circles = joins_circles and circle is None
    ring.save()
    record("tables.coffee_settled", subject=ring, at=at, person=by.pk)
    if has_turned and circle is None:
        journal_for_all(by=by, words=OPENED if is_on else CLOSED, role=Role.Kind.ADMINISTRATOR, at=at)
    return ring


def ring_of(circle: Circle | None, at: datetime) -> CoffeeRing:
    """The ring as it stands; one nobody opened yet is not written down."""
    return CoffeeRing.objects.filter(circle=circle).first() or CoffeeRing(circle=circle, opened_at=at)
