"""What people are told of a ride: a title that is the fact, a text complete on paper or read aloud."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.replying import can_be_answered
from parvis.kit import moments
from parvis.kit.telephones import spoken
from parvis.kit.unlinking import unlinked
from parvis.meetings.models import Meeting
from parvis.meetings.wording import facts, who_to_call
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import Words
from parvis.rides.links import path_for
from parvis.rides.models import Car, Ride, RideWish


def asked(ride: Ride, member: Member, by_text: bool) -> Words:
    """« L’emmenez-vous ? », « Cette voiture vous va-t-elle ? »; what happens to numbers is said before."""
    title = _would_take(ride) if ride.is_driver(member.pk) else would_suit(ride)
    if by_text and settings.SMS_INCOMING:
        title = f"{title} {_('Reply YES or NO.')}"
    how = _("Reply “yes” or “no” to this message, or tap below.") if can_be_answered() and not by_text else ""
    body = _text(
        _would_take(ride) if ride.is_driver(member.pk) else would_suit(ride),
        car_words(ride.car),
        _stranger(ride, member),
        numbers_are_told(),
        how,
        facts(ride.car.meeting),
    )
    return _words(ride, member, title, body, _("Answer"))


def agreed(ride: Ride, member: Member, by_text: bool = False) -> Words:
    """Hour, place, and how to reach the other one."""
    if ride.is_driver(member.pk):
        title = _("%(name)s comes with you, %(when)s") % _said(ride)
        first = _with_so_many(ride)
    else:
        title = _("%(driver)s takes you along, %(when)s") % _said(ride)
        first = _("%(driver)s takes you along.") % _said(ride)
    title = f"{title}. {car_words(ride.car)}" if by_text else title
    late = _("You cannot any more? Say so as soon as you can: one tap, or one call.")
    body = _text(first, car_words(ride.car), _their_number(ride, member), facts(ride.car.meeting), late)
    return _words(ride, member, title, body, _("See the car"))


def off(ride: Ride, member: Member, _by_text: bool = False) -> Words:
    """Who is told, and what happens next."""
    if ride.end == Ride.End.MEETING_OFF:
        title, then = _("The car to %(meeting)s does not leave"), _("The meeting is cancelled.")
        if ride.car.meeting.mode == Meeting.Mode.REMOTE:
            then = _("The meeting takes place at a distance now.")
    elif ride.is_driver(member.pk):
        title, then = _("%(name)s does not come with you to %(meeting)s"), _("The seat is free again.")
    else:
        title = _("%(driver)s cannot take you along to %(meeting)s")
        then = _("You still have your seat at the meeting. We look for another car, and tell you.")
    return _words(ride, member, title % _said(ride), _text(then, facts(ride.car.meeting)), _("See the cars"))


def too_many(car: Car) -> Words:
    """More of them come than the car has room for."""
    title = _("Your car to %(meeting)s: is there room for all?") % {"meeting": unlinked(car.meeting.title)}
    promised = ngettext(
        "You promised %(count)s seat, and more of you come.",
        "You promised %(count)s seats, and more of you come.",
        car.taken,
    ) % {"count": car.taken}
    body = _text(promised, _("Change your car, or tell who was to come with you."), facts(car.meeting))
    path = path_for(car.meeting, car.driver)
    return Words(title=title, body=body, link=path, link_words=_("See the car"))


def offered(car: Car) -> Words:
    """What was understood of an offer by mail."""
    title = _("Your car to %(meeting)s: it is noted") % {"meeting": unlinked(car.meeting.title)}
    body = _text(seats_words(car), car_words(car), _("Is it otherwise? Change it with one tap, or call."))
    path = path_for(car.meeting, car.driver)
    return Words(title=title, body=body, link=path, link_words=_("See the car"))


def wished(wish: RideWish) -> Words:
    """What was understood of a wish by mail."""
    title = _("A car to %(meeting)s: we look for one") % {"meeting": unlinked(wish.meeting.title)}
    body = _text(_("We tell you as soon as somebody offers a seat near you."), wish_words(wish))
    path = path_for(wish.meeting, wish.member)
    return Words(title=title, body=body, link=path, link_words=_("See the cars"))


def discreet(ride: Ride) -> str:
    """What may be read over somebody's shoulder."""
    return _("News of your car, %(when)s") % {"when": moments.at(ride.car.leaves_at)}


def car_words(car: Car) -> str:
    """« Départ : Saint-Martin, mardi 25 novembre à 13 h 30. »."""
    said = {"place": unlinked(car.place_words), "when": moments.at(car.leaves_at)}
    return _("Leaves from: %(place)s, %(when)s.") % said


def seats_words(car: Car) -> str:
    return ngettext(
        "You offer %(count)s seat.", "You offer %(count)s seats.", car.seats
    ) % {"count": car.seats}  # fmt: skip


def wish_words(wish: RideWish) -> str:
    """« Depuis : le bourg. »; empty when nobody said it."""
    return _("From: %(place)s.") % {"place": unlinked(wish.place_words)} if wish.place_words else ""


def numbers_are_told() -> str:
    """Before either says yes."""
    return _("If you both say yes, each of you is given the other’s telephone number.")


def telephone_of(member: Member) -> str:
    """Their number, once both agreed; empty when they have none."""
    points = [one for one in member.contact_points.all() if one.kind == ContactPoint.Kind.TELEPHONE]
    return min(points, key=lambda one: (not one.is_preferred, one.pk)).address if points else ""


def would_suit(ride: Ride) -> str:
    """« Jeanne part de… Cette voiture vous convient-elle ? »."""
    words = _("%(driver)s leaves from %(place)s, %(when)s. Does this car suit you?")
    return words % (_said(ride) | {"place": unlinked(ride.car.place_words)})


def _would_take(ride: Ride) -> str:
    place = unlinked(ride.wish.place_words)
    if ride.people == 1:
        from_there = _("%(name)s looks for a car from %(place)s. Do you take them along?")
        alone = _("%(name)s looks for a car. Do you take them along?")
    else:
        from_there = _("%(name)s looks for %(count)s seats from %(place)s. Do you take them along?")
        alone = _("%(name)s looks for %(count)s seats in a car. Do you take them along?")
    return (from_there if place else alone) % (_said(ride) | {"place": place})


def _with_so_many(ride: Ride) -> str:
    alone = _("%(name)s comes with you.")
    return (alone if ride.people == 1 else _("%(name)s comes with you: %(count)s people.")) % _said(ride)


def _stranger(ride: Ride, member: Member) -> str:
    other = ride.other_of(member.pk)
    if other.verified_at is not None:
        return ""
    return _("%(name)s is new here: nobody has met them yet.") % {"name": unlinked(other.first_name)}


def _their_number(ride: Ride, member: Member) -> str:
    other = ride.other_of(member.pk)
    said = {"name": unlinked(other.first_name), "telephone": spoken(telephone_of(other))}
    return _("Telephone of %(name)s: %(telephone)s") % said if said["telephone"] else ""


def _said(ride: Ride) -> dict[str, object]:
    return {
        "name": unlinked(ride.wish.member.first_name), "driver": unlinked(ride.car.driver.first_name),
        "count": ride.people, "meeting": unlinked(ride.car.meeting.title),
        "when": moments.at(ride.car.leaves_at),
    }  # fmt: skip


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in [*parts, who_to_call()] if part)


def _words(ride: Ride, member: Member, title: str, body: str, button: str) -> Words:
    path = path_for(ride.car.meeting, member)
    return Words(title=capfirst(title), body=body, link=path, link_words=button)
