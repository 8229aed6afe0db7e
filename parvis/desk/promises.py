"""« Rappeler jeudi à 14 h »: a promise becomes a call to make, which comes up at its hour."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.courier.models import Channel
from parvis.desk.taking import Caller
from parvis.kit.fields import DayField, HourField
from parvis.kit.moments import at as in_words
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import ContactPoint, Member, Role
from parvis.members.reaching import Route, Words, reach

PROMISE = "desk.promise"
_FIRST, _LAST = time(8), time(20)
_FURTHEST = timedelta(days=92)


class PromiseForm(forms.Form):
    day = DayField(label=gettext_lazy("Which day?"))
    hour = HourField(label=gettext_lazy("At what hour?"))
    about = forms.CharField(label=gettext_lazy("What about?"), max_length=160, required=False)

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        self._now = caller.at
        local = timezone.localtime(caller.at)
        self.fields["day"].initial = local.date() + timedelta(days=1)
        self.fields["hour"].initial = time(min(max(local.hour, _FIRST.hour), _LAST.hour - 1))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("day") and said.get("hour"):
            moment = timezone.make_aware(datetime.combine(said["day"], said["hour"]))
            if not _FIRST <= said["hour"] <= _LAST:
                raise ValidationError(_("We call between 8 in the morning and 8 in the evening."))
            if not self._now < moment <= self._now + _FURTHEST:
                raise ValidationError(_("Choose a moment to come, within three months."))
            said["moment"] = moment
        return said


def why_not(caller: Caller) -> str:
    """Without a number, nobody can call back."""
    return "" if _number_of(caller.person) else _("No number is known. Note one first.")


@transaction.atomic
def promise_call(caller: Caller, said: Mapping[str, Any]) -> str:
    """The call waits for its hour; the person reads in their journal what was promised."""
    moment = in_words(said["moment"])
    title = said["about"] or _("We promised to call you back.")
    body = _("Promised by %(by)s, %(at)s.") % {"by": caller.by.name, "at": in_words(caller.at)}
    call = reach(
        caller.person,
        PROMISE,
        Words(title=title, body=body),
        subject=caller.person,
        at=caller.at,
        not_before_at=said["moment"],
        route=Route(Channel.TELEPHONE, _number_of(caller.person)),
        once_key=f"{PROMISE}:{caller.person.pk}:{said['moment']:%Y%m%d%H%M}",
    )
    call.call_again_at = said["moment"]  # its place among the calls, the most urgent first
    call.ended_by = caller.by.pk  # who promised: they are told first when nobody calls
    call.save(update_fields=["call_again_at", "ended_by"])
    journal(
        member=caller.person,
        by=caller.by,
        words=gettext_lazy("Promised to call you back, %(moment)s."),
        values={"moment": moment},
        role=Role.Kind.CORRESPONDENT,
        subject=PROMISE,
        channel=TELEPHONE,
        at=caller.at,
    )
    return _("To be called back, %(moment)s") % {"moment": moment}


def _number_of(person: Member) -> str:
    """Read from the points at hand: prefetched, they cost no query."""
    numbers = [p for p in person.contact_points.all() if p.kind == ContactPoint.Kind.TELEPHONE]
    best = min(numbers, key=lambda point: (not point.is_preferred, point.pk), default=None)
    return best.address if best else ""
