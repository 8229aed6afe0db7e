"""A person keeps their own details: name, pen name, how to be reached, what is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel
from parvis.kit.refusals import Refusal, WayOut
from parvis.members import codes
from parvis.members.consenting import BEING_LISTED, agree, withdraw_all
from parvis.members.contacts import Contact
from parvis.members.joining import add_contact_point
from parvis.members.models import ContactPoint, Member, PenName, SignInCode
from parvis.members.names import search_name
from parvis.members.telling_of_changes import tell_of_change
from parvis.members.turning_names import turn_name

MOST_POINTS = 6
_ADDED = gettext_lazy("A way to reach you was added.")
_REMOVED = gettext_lazy("A way to reach you was removed.")


class PenNameTaken(Refusal):
    """Somebody else writes under this name."""


class TooManyWays(Refusal):
    """Six ways to reach one person are enough."""


@dataclass(frozen=True)
class Details:
    """What a person says of themselves."""

    name: str
    about: str = ""
    pen_name: str = ""
    wears_pen_name: bool = False
    needs_calling: bool = False
    large_print: bool = False
    is_listed: bool = False


@transaction.atomic
def change_details(*, member: Member, details: Details, listing_sentence: str, at: datetime) -> Member:
    """Write the details down. Being listed is a consent, with the sentence that was on the screen."""
    member.name, member.search_name = details.name, search_name(details.name)
    member.about = details.about
    member.needs_calling, member.large_print = details.needs_calling, details.large_print
    member.is_listed = details.is_listed and member.minor_until_on is None  # under fifteen: in no list
    member.save()
    turn_name(member)
    _write_under(member, details.pen_name, is_worn=details.wears_pen_name)
    if member.is_listed:
        agree(member=member, purpose=BEING_LISTED, sentence=listing_sentence, at=at)
    else:
        withdraw_all(member=member, purpose=BEING_LISTED, at=at)
    return member


@transaction.atomic
def add_way(*, member: Member, contact: Contact, at: datetime) -> ContactPoint:
    """One more way to reach the person. A mail receives a code, to make sure it is theirs."""
    if member.contact_points.count() >= MOST_POINTS:
        raise TooManyWays(
            _("Six ways to reach you are enough. Remove one first."),
            WayOut(_("My details"), "/mon-espace/coordonnees/"),
        )
    is_known = member.contact_points.filter(kind=contact.kind, address=contact.address).exists()
    point = add_contact_point(member=member, contact=contact, at=at)
    if not is_known:
        tell_of_change(member=member, what=_ADDED, at=at, but=point)
    if point.kind == ContactPoint.Kind.MAIL and point.verified_at is None:
        send_check(point=point, at=at)
    return point


@transaction.atomic
def send_check(*, point: ContactPoint, at: datetime) -> None:
    """Six digits to a mail address, which the person copies into their space."""
    fresh = codes.make_code(address=point.address, member=point.member, at=at)
    dispatch(
        channel=Channel.MAIL,
        purpose=codes.SIGN_IN,
        address=point.address,
        name=point.member.name,
        person=point.member_id,
        subject=fresh.row,
        title=_("%(code)s is the code of this address") % {"code": fresh.spoken},
        body=_("Copy this code into your space: %(code)s\n\nIt shows that this address is yours.")
        % {"code": fresh.spoken},
        at=at,
    )


def verify_way(*, point: ContactPoint, digits: str, at: datetime) -> bool:
    """Whether the digits are those sent to this address; then it is verified."""
    with transaction.atomic():
        sent = SignInCode.objects.select_for_update().filter(
            member=point.member, address=point.address, used_at=None
        )
        rows = [row for row in sent if codes.is_live(row, at) and row.tries < codes.MOST_TRIES]
        codes.count_try(rows)
        right = next((row for row in rows if codes.matches(row, digits)), None)
        if right is None:
            return False
        codes.use(right, at)
        point.verified_at = at
        point.save(update_fields=["verified_at"])
    return True


@transaction.atomic
def prefer_way(*, point: ContactPoint) -> None:
    """From now on the person is reached this way first."""
    ContactPoint.objects.filter(member=point.member).update(is_preferred=False)
    ContactPoint.objects.filter(pk=point.pk).update(is_preferred=True)


@transaction.atomic
def remove_way(*, point: ContactPoint, at: datetime) -> None:
    """One way less; the first of the others is preferred if this one was. All of them hear of it."""
    is_proved_mail = point.kind == ContactPoint.Kind.MAIL and point.verified_at is not None
    also = [point.address] if is_proved_mail else []
    tell_of_change(member=point.member, what=_REMOVED, at=at, but=point, also=also)
    point.delete()
    others = ContactPoint.objects.filter(member=point.member_id)
    if point.is_preferred and (first := others.order_by("pk").first()):
        prefer_way(point=first)


def _write_under(member: Member, name: str, *, is_worn: bool) -> None:
    if not name:
        PenName.objects.filter(member=member).delete()
        return
    if PenName.objects.filter(name__iexact=name).exclude(member=member).exists():
        raise PenNameTaken(
            _("Somebody already writes under this name. Choose another one."),
            WayOut(_("My details"), "/mon-espace/details/"),
        )
    PenName.objects.update_or_create(member=member, defaults={"name": name, "is_worn": is_worn})
