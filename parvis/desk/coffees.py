"""The coffee by telephone, where what is said stands in the journal; by themselves at the kiosk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.models import Circle
from parvis.kit.moments import at as in_words
from parvis.kit.refusals import Refusal
from parvis.kit.telephones import spoken
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Member, Role
from parvis.tables.coffee.answering import choose, say_yes
from parvis.tables.coffee.dropping_out import drop_out
from parvis.tables.coffee.joining import come_back, join, leave, pause
from parvis.tables.coffee.meeting_up import say_met
from parvis.tables.coffee.showing import Pour, Seen, pours_of, rings_seen
from parvis.tables.models import Cup

A_PAUSE = timedelta(weeks=4)
_DONE = gettext_lazy("The coffee: wrote down what you said.")
Act = Callable[[datetime], object]


@dataclass(frozen=True)
class Choice:
    """One thing the person may say. mine: the same, on a button they tap themselves."""

    key: str
    words: str
    mine: str
    act: Act


@dataclass(frozen=True)
class Heard:
    """A coffee or a ring of theirs, and what may be said of it. is_calm: nothing waits for a word."""

    title: str
    facts: list[str]
    choices: list[Choice]
    is_calm: bool = False


class SayForm(forms.Form):
    said = forms.ChoiceField()

    def __init__(self, heard: list[Heard], data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        known = [(choice.key, choice.words) for one in heard for choice in one.choices]
        self.fields["said"].choices = known  # type: ignore[attr-defined]


def heard_of(person: Member, reader: Member, now: datetime, *, with_telephones: bool = True) -> list[Heard]:
    """Their coffees, then the rings; a secret circle's only for a reader who is in it."""
    pours = [pour for pour in pours_of(person, now) if _may_know(reader, pour.company.cup.draw.ring.circle)]
    rings = [seen for seen in rings_seen(person, now) if _may_know(reader, seen.ring.circle)]
    return [
        *(_of_pour(pour, now, with_telephones) for pour in pours),
        *(_of_ring(seen, person) for seen in rings),
    ]


@transaction.atomic
def say(*, heard: list[Heard], key: str, person: Member, by: Member | None, at: datetime) -> None:
    """What they said is done. by: who wrote it down for them; None: themselves.

    Raises what the acts raise, when it is too late.
    """
    choice = next((choice for one in heard for choice in one.choices if choice.key == key), None)
    if choice is None:
        raise Refusal(_("This can no longer be chosen."))
    choice.act(at)
    if by is None:
        return
    journal(
        member=person, by=by, words=_DONE, role=Role.Kind.CORRESPONDENT, subject="tables.coffee",
        channel=TELEPHONE, at=at,
    )  # fmt: skip


def _may_know(reader: Member, circle: Circle | None) -> bool:
    is_secret = circle is not None and circle.joining == Circle.Joining.SECRET
    return not is_secret or (circle is not None and circle.pk in reader.circle_ids)


def _of_pour(pour: Pour, now: datetime, with_telephones: bool) -> Heard:
    company = pour.company
    cup, coffee = company.cup, company.coffee
    facts = [capfirst(in_words(coffee.begins_at))] if coffee.begins_at else []
    facts += [coffee.place.name] if coffee.place else []
    facts += [_("It is settled.")] if coffee.is_agreed else []
    shown = company.telephones if with_telephones else []
    facts += [f"{name} : {spoken(number)}" for name, number in shown]
    title = _("Coffee with %(names)s") % {"names": company.names}
    if pour.can_say:
        met = [(_("They met"), _("Yes"), True), (_("They did not meet"), _("No"), False)]
        answers = [
            Choice(f"met-{cup.pk}-{int(has_met)}", words, mine, _met(cup, has_met=has_met))
            for words, mine, has_met in met
        ]
        return Heard(title, facts, answers)
    *yes, cannot = _yes_or_no(pour)
    return Heard(title, facts, [*yes, *_hours(pour, now), cannot])


def _hours(pour: Pour, now: datetime) -> list[Choice]:
    cup, seen = pour.company.cup, pour.company.coffee.version
    hours = [hour for hour in pour.company.hours if hour > now and hour != pour.company.when]
    return [
        Choice(
            f"hour-{cup.pk}-{int(hour.timestamp())}",
            capfirst(in_words(hour)),
            capfirst(in_words(hour)),
            _hour(cup, hour, seen),
        )
        for hour in hours
    ]


def _hour(cup: Cup, hour: datetime, seen: int) -> Act:
    return lambda at: choose(cup=cup, begins_at=hour, at=at, seen=seen)


def _met(cup: Cup, *, has_met: bool) -> Act:
    return lambda at: say_met(cup=cup, has_met=has_met, at=at)


def _yes_or_no(pour: Pour) -> list[Choice]:
    cup, coffee = pour.company.cup, pour.company.coffee
    seen = coffee.version
    says_yes = Choice(
        f"yes-{cup.pk}-{seen}", _("Yes, that hour suits"), _("Yes, I come"),
        lambda at: say_yes(cup=cup, at=at, seen=seen),
    )  # fmt: skip
    cannot = Choice(f"no-{cup.pk}", _("Cannot come"), _("I cannot come"), lambda at: drop_out(cup=cup, at=at))
    return [says_yes, cannot] if coffee.begins_at and not cup.said_yes else [cannot]


def _of_ring(seen: Seen, person: Member) -> Heard:
    ring, wish = seen.ring, seen.wish
    title = ring.circle.name if ring.circle else _("With everybody here")
    if wish is None:
        takes = Choice(
            f"join-{ring.pk}", _("Takes part"), _("Count me in"),
            lambda at: join(ring=ring, member=person, at=at),
        )  # fmt: skip
        return Heard(title, [], [takes] if person.minor_until_on is None else [])
    leaves = Choice(
        f"leave-{ring.pk}", _("Leaves the coffee"), _("Leave the coffee"),
        lambda at: leave(ring=ring, member_id=person.pk, at=at),
    )  # fmt: skip
    if seen.is_paused:
        back = Choice(
            f"back-{ring.pk}", _("Comes back now"), _("Come back now"), lambda at: come_back(wish=wish)
        )
        return Heard(title, [], [back, leaves])
    until = timezone.localdate() + A_PAUSE
    rests = Choice(
        f"pause-{ring.pk}", _("Pauses for four weeks"), _("Take a pause of four weeks"),
        lambda at: pause(wish=wish, until_on=until, at=at),
    )  # fmt: skip
    return Heard(title, [capfirst(str(wish.get_rhythm_display()))], [rests, leaves], is_calm=True)
