"""Tell the two of a ride, each by their own way, in the transaction of the act."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from parvis.community.models import Circle
from parvis.courier.in_time import see_to
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import reply_address
from parvis.kit.locking import hold
from parvis.members.models import Member
from parvis.members.reaching import Words, reach, route_to
from parvis.members.speaking import speak
from parvis.rides import purposes, wording
from parvis.rides.models import Car, Ride, RideWish

Say = Callable[[bool], Words]


def ask(ride: Ride, at: datetime) -> None:
    """Whoever of the two has not said yes; what was asked before and did not leave yet is dropped."""
    _drop_older(ride, at)
    for member in (ride.car.driver, ride.wish.member):
        if ride.is_waiting_for(member.pk):
            _tell(ride, member, purposes.ASKED, partial(wording.asked, ride, member), at)


def agreed(ride: Ride, at: datetime) -> None:
    """Hour and place, to both."""
    for member in (ride.car.driver, ride.wish.member):
        _tell(ride, member, purposes.AGREED, partial(wording.agreed, ride, member), at)


def off(ride: Ride, members: Iterable[Member], at: datetime) -> None:
    """Those of the two who waited for it learn that it does not take place."""
    _drop_older(ride, at)
    for member in members:
        _tell(ride, member, purposes.OFF, partial(wording.off, ride, member), at)


def too_many(car: Car, at: datetime) -> None:
    """More people come with the driver than the car can take beside those it promised seats to."""
    words = speak(car.driver, lambda: wording.too_many(car))
    key = f"{purposes.TOO_MANY}:{car.pk}:{car.aboard}:{car.taken}"
    reach(car.driver, purposes.TOO_MANY, words, subject=car, at=at, once_key=key)


def noted(member: Member, words: Callable[[], Words], about: Car | RideWish, at: datetime) -> None:
    """The answer to what was said by mail: it is done, and this is how it is written."""
    reach(member, purposes.NOTED, speak(member, words), subject=about, at=at)


def _tell(ride: Ride, member: Member, purpose: str, say: Say, at: datetime) -> None:
    route = route_to(member)
    is_text = route.channel == Channel.SMS
    reply_to = ""
    if purpose == purposes.ASKED:
        reply_to = reply_address(purposes.ASKED, subject=ride.pk, person=member.pk)
    words = speak(member, lambda: _in_public(ride, say(is_text), is_text=is_text))
    key = f"{purpose}:{ride.pk}:{ride.round}:{member.pk}"
    row = reach(member, purpose, words, subject=ride, at=at, once_key=key, route=route, reply_to=reply_to)
    see_to([row], at)


def _in_public(ride: Ride, words: Words, *, is_text: bool) -> Words:
    """A secret circle's meeting has no title where others read over one's shoulder."""
    circle = ride.car.meeting.circle if is_text else None
    if circle is None or circle.joining != Circle.Joining.SECRET:
        return words
    return Words(wording.discreet(ride), words.body, words.link, words.link_words)


def _drop_older(ride: Ride, at: datetime) -> None:
    older = Dispatch.objects.about(ride).filter(state=Dispatch.State.WAITING)
    hold(older.order_by("pk"))
    older.update(state=Dispatch.State.DROPPED, ended_at=at)
