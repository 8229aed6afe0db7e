"""A way in was added or removed: the person hears of it at their other addresses, whoever did it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.courier.models import Channel
from parvis.courier.silencing import digest_of
from parvis.members.helping import helper
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import Route, Words, reach

CHANGED = "members.ways_changed"


def tell_of_change(
    *,
    member: Member,
    what: str | Promise,
    at: datetime,
    but: ContactPoint | None = None,
    also: Iterable[str] = (),
) -> int:
    """Write to each mail address the person has proved; how many.

    what: a whole sentence (lazy). but: the very address that is new. also: addresses just removed.
    """
    points = member.contact_points.filter(kind=ContactPoint.Kind.MAIL, verified_at__isnull=False)
    known = [point.address for point in points.order_by("pk") if but is None or point.pk != but.pk]
    addresses = list(dict.fromkeys([*known, *also]))
    with translation.override(member.language):
        words = Words(
            title=_("A way into your space has changed"),
            body=f"{what}\n\n{_('It was you? Then there is nothing to do.')}\n{_whom_to_call()}",
        )
    for address in addresses:
        key = f"{CHANGED}:{member.pk}:{digest_of(f'{address} {what}')[:24]}:{at:%Y%m%d%H}"  # once an hour
        reach(member, CHANGED, words, at=at, route=Route(Channel.MAIL, address), once_key=key)
    return len(addresses)


def _whom_to_call() -> str:
    person = helper()
    if person is None:
        return _("It was not you? Tell somebody of the team at once.")
    return _("It was not you? Call %(name)s at once.") % {"name": person.name}
