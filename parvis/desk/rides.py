"""Cars by telephone: somebody looks for one, offers seats, says yes or no; the journal says it was noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.switches import is_on
from parvis.desk.taking import Caller, Taking
from parvis.kit import moments
from parvis.kit.fields import HourField
from parvis.kit.refusals import Refusal
from parvis.meetings.models import Registration
from parvis.members.mandates import Scope
from parvis.members.models.member import MemberQuerySet
from parvis.rides.after_all import after_all
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.changing_minds import say_yes_after_all
from parvis.rides.coming import can_share_cars, note
from parvis.rides.declining import rides_declined_by
from parvis.rides.ending import take_back
from parvis.rides.forms.cars import leaving
from parvis.rides.models import Car, RideWish
from parvis.rides.models.car import MOST_SEATS
from parvis.rides.offering import offer
from parvis.rides.showing import Again, Seen, Shared, seen_each

MOST = 4
_TAKEN_BACK = gettext_lazy("Noted that no car is needed any more for: %(title)s.")


@dataclass(frozen=True)
class Choice:
    """One thing they may say of a car."""

    key: str
    words: str
    act: Callable[[], object]


def with_cars(people: MemberQuerySet) -> MemberQuerySet:
    """Each with whether they share a car with anybody, in the same query."""
    me = OuterRef("pk")
    return people.annotate(
        drives=Exists(Car.objects.live().filter(driver=me)),
        looks_for_car=Exists(RideWish.objects.live().filter(member=me)),
        said_no_to_ride=Exists(rides_declined_by(me)),
    )


def cars_of(caller: Caller) -> list[Seen]:
    """The cars of the meetings this person comes to, looked up once a page."""
    asked = {"car": "drives", "wish": "looks_for_car"}
    known = [what for what, name in asked.items() if getattr(caller.person, name, True)]
    if not known or not is_on("rides"):
        return []
    seen: list[Seen] = caller.once("cars", lambda: seen_each(_coming(caller)[:MOST], known))
    return seen


class AskForm(forms.Form):
    meeting = forms.ChoiceField(label=gettext_lazy("For which meeting?"))
    place_words = forms.CharField(
        label=gettext_lazy("Where could they be taken along?"), max_length=120, required=False
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        _offer_meetings(self, caller)


class OfferForm(forms.Form):
    meeting = forms.ChoiceField(label=gettext_lazy("For which meeting?"))
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats, beside their own?"), min_value=1, max_value=MOST_SEATS
    )
    place_words = forms.CharField(label=gettext_lazy("From where, in their words?"), max_length=120)
    leaves_at = HourField(label=gettext_lazy("At what hour, if they know?"), required=False)

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        _offer_meetings(self, caller)


class SayForm(forms.Form):
    said = forms.ChoiceField(label=gettext_lazy("What do they say?"), widget=forms.RadioSelect)

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        said = [(choice.key, choice.words) for choice in _choices(caller)]
        self.fields["said"].choices = said  # type: ignore[attr-defined]


def note_ask(caller: Caller, said: Mapping[str, Any]) -> str:
    """They look for a car: who drives from near is asked."""
    ask(
        registration=_chosen(caller, said), place_words=said["place_words"], at=caller.at,
        channel="telephone", by=caller.by,
    )  # fmt: skip
    return _("It is noted. We tell them when a seat is found.")


def note_offer(caller: Caller, said: Mapping[str, Any]) -> str:
    """They have seats in their car."""
    registration = _chosen(caller, said)
    leaves_at = leaving(registration.meeting, said["leaves_at"]) if said["leaves_at"] else None
    offer(
        registration=registration, seats=said["seats"], place_words=said["place_words"],
        leaves_at=leaves_at, at=caller.at, channel="telephone", by=caller.by,
    )  # fmt: skip
    return _("It is noted. We tell them who looks for a car.")


def note_said(caller: Caller, said: Mapping[str, Any]) -> str:
    """Yes, no, or « no car any more »."""
    choice = next((choice for choice in _choices(caller) if choice.key == said["said"]), None)
    if choice is None:
        raise Refusal(_("This can no longer be chosen."))
    choice.act()
    return _("It is noted.")


def takings() -> list[Taking]:
    """Shown to who comes somewhere; the last one only while there is something to say."""
    scope = Scope.REGISTRATIONS
    known = [
        ("ride_ask", gettext_lazy("Look for a car"), 36, AskForm, note_ask, _is_free),
        ("ride_offer", gettext_lazy("Offer seats in a car"), 37, OfferForm, note_offer, _can_offer),
        ("ride_said", gettext_lazy("Note an answer about a car"), 38, SayForm, note_said, _has_to_say),
    ]
    return [
        Taking(name, words, order, form, take, scope, is_shown=shown)
        for name, words, order, form, take, shown in known
    ]


def _coming(caller: Caller) -> list[Registration]:
    return [row for row in caller.coming if is_on("rides") and can_share_cars(row, caller.at)]


def _is_free(caller: Caller) -> bool:
    return bool(_coming(caller)) and not any(seen.car or seen.wish for seen in cars_of(caller))


def _can_offer(caller: Caller) -> bool:
    return bool(_coming(caller)) and not any(seen.wish for seen in cars_of(caller))


def _has_to_say(caller: Caller) -> bool:
    return bool(_choices(caller))


def _offer_meetings(form: forms.Form, caller: Caller) -> None:
    rows = [
        (str(row.pk), f"{row.meeting.title}, {moments.at(row.meeting.begins_at)}") for row in _coming(caller)
    ]
    form.fields["meeting"].choices = rows  # type: ignore[attr-defined]
    form.fields["meeting"].initial = rows[0][0] if rows else None
    if len(rows) == 1:
        form.fields["meeting"].widget = forms.HiddenInput()


def _chosen(caller: Caller, said: Mapping[str, Any]) -> Registration:
    return next(row for row in _coming(caller) if str(row.pk) == said["meeting"])


def _choices(caller: Caller) -> list[Choice]:
    return [choice for seen in cars_of(caller) for choice in _of(caller, seen)]


def _of(caller: Caller, seen: Seen) -> list[Choice]:
    choices = [choice for shared in seen.rides for choice in _answers(caller, shared)]
    choices += [_after_all(caller, seen.registration, one) for one in _minds_to_change(caller, seen)]
    if seen.car is not None or seen.wish is not None:
        words = _("They do not drive after all") if seen.car else _("They come otherwise")
        choices.append(Choice(f"back-{seen.registration.pk}", words, _take_back(caller, seen.registration)))
    return choices


def _answers(caller: Caller, shared: Shared) -> list[Choice]:
    ride, said = shared.ride, {"name": shared.name, "when": moments.at(shared.ride.car.leaves_at)}
    said["place"] = ride.car.place_words if not shared.is_driver else ride.wish.place_words or "…"
    yes = _("Yes: takes %(name)s along (%(place)s)") if shared.is_driver else _(
        "Yes: with %(name)s, from %(place)s, %(when)s"
    )  # fmt: skip
    no = _("No longer possible with %(name)s") if ride.is_agreed else _("No, not with %(name)s")
    says_no = Choice(f"no-{ride.pk}", no % said, _answer(caller, shared, says_yes=False))
    if not shared.waits:
        return [says_no]
    return [
        Choice(f"yes-{ride.pk}-{ride.round}", yes % said, _answer(caller, shared, says_yes=True)),
        says_no,
    ]


def _answer(caller: Caller, shared: Shared, *, says_yes: bool) -> Callable[[], object]:
    return lambda: answer(
        ride=shared.ride, member=caller.person, says_yes=says_yes, at=caller.at, by=caller.by
    )


def _minds_to_change(caller: Caller, seen: Seen) -> list[Again]:
    """Those they said no to, while there is a seat; asked once a page, and only of who ever said no."""
    if not getattr(caller.person, "said_no_to_ride", True):
        return []
    found: dict[int, list[Again]] = caller.once("rides.noes", lambda: after_all(cars_of(caller)))
    return found.get(seen.registration.pk, [])


def _after_all(caller: Caller, registration: Registration, one: Again) -> Choice:
    words = _("Yes after all, with %(name)s") % {"name": one.other.first_name}
    return Choice(
        f"after-{registration.pk}-{one.other.pk}", words,
        lambda: say_yes_after_all(
            registration=registration, other=one.other.pk, at=caller.at, by=caller.by
        ),
    )  # fmt: skip


def _take_back(caller: Caller, registration: Registration) -> Callable[[], object]:
    def act() -> None:
        take_back(meeting=registration.meeting, member=caller.person, at=caller.at)
        note(registration, caller.by, _TAKEN_BACK, caller.at)

    return act
