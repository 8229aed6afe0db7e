"""By telephone: « comptez sur moi », yes or no to the bridge, how many of a group purchase."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.bridge.answering import can_help, cannot
from parvis.aid.bridge.readying import be_ready, no_longer
from parvis.aid.forms.bridge import ReadyForm
from parvis.aid.forms.purchase import TakeForm
from parvis.aid.models import GroupPurchase, Readiness, Volunteer
from parvis.aid.purchases.taking_part import take
from parvis.courier.models import Channel
from parvis.desk.taking import Caller, Taking
from parvis.kit.refusals import Refusal
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.mandates import Scope
from parvis.members.models import Role
from parvis.members.models.member import MemberQuerySet

READY = gettext_lazy("In hard times: what they can do")
BRIDGE = gettext_lazy("The bridge is awake: yes or no")
PURCHASE = gettext_lazy("A group purchase: how many")
_WROTE_READY = gettext_lazy("Wrote down what you can do in hard times.")
_WROTE_YES = gettext_lazy("Wrote down your answer for the bridge.")
_WROTE_SHARE = gettext_lazy("Wrote down how many you take of a group purchase.")


class BridgeForm(forms.Form):
    says = forms.ChoiceField(
        label=gettext_lazy("Can they help this time?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not this time"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)


class WhichForm(TakeForm):
    purchase = forms.ChoiceField(label=gettext_lazy("Of what?"))
    field_order = ("purchase", "how_many")

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        named = [(str(row.pk), f"{row.title} ({row.unit})") for row in _open_to(caller)]
        self.fields["purchase"].choices = named  # type: ignore[attr-defined]
        self.fields["how_many"].label = gettext_lazy("How many for them?")


def with_bridge(people: MemberQuerySet) -> MemberQuerySet:
    """Each with whether a bridge asks them, or something is bought together, in the same query."""
    asked = Volunteer.objects.filter(member=OuterRef("pk"), state=Volunteer.State.ASKED, wake__slept_at=None)
    bought = GroupPurchase.objects.live().filter(Q(told_at=None) | Q(loosened_at__isnull=False))
    known = people.select_related("readiness")
    return known.annotate(awaits_bridge=Exists(asked), awaits_purchase=Exists(bought))


def ready_form(caller: Caller, **known: Any) -> ReadyForm:
    row: Readiness | None = getattr(caller.person, "readiness", None)
    initial = {"kinds": row.kinds if row else [], **(known.pop("initial", None) or {})}
    return ReadyForm(initial=initial, **known)


@transaction.atomic
def note_ready(caller: Caller, said: Mapping[str, Any]) -> str:
    """What they can do, or nothing more."""
    if said["kinds"]:
        be_ready(member=caller.person, kinds=said["kinds"], at=caller.at, channel=Channel.TELEPHONE)
    else:
        no_longer(member=caller.person)
    _journal(caller, _WROTE_READY, "aid.ready")
    return _("It is noted.")


@transaction.atomic
def note_answer(caller: Caller, said: Mapping[str, Any]) -> str:
    """Yes or no, as a link in a message would say it."""
    row = _asked(caller)
    if row is None:
        raise Refusal(_("The bridge sleeps again."))
    (can_help if said["says"] == "yes" else cannot)(volunteer=row, at=caller.at)
    _journal(caller, _WROTE_YES, "aid.bridge")
    return _("It is noted. Whom to call is read out to them from the list of the bridge.")


@transaction.atomic
def note_share(caller: Caller, said: Mapping[str, Any]) -> str:
    """How many they take; 0 takes it back."""
    row = next((one for one in _open_to(caller) if str(one.pk) == said["purchase"]), None)
    if row is None:
        raise Refusal(_("This list is closed."))
    take(row=row, member=caller.person, how_many=said["how_many"], at=caller.at, channel=Channel.TELEPHONE)
    _journal(caller, _WROTE_SHARE, "aid.purchase")
    return _("It is noted.")


def takings() -> list[Taking]:
    return [
        Taking("ready", READY, 60, ready_form, note_ready, Scope.AID, is_shown=_is_grown),
        Taking(
            "bridge",
            BRIDGE,
            5,
            BridgeForm,
            note_answer,
            Scope.AID,
            is_shown=lambda caller: _asked(caller) is not None,
        ),
        Taking(
            "purchase",
            PURCHASE,
            62,
            WhichForm,
            note_share,
            Scope.AID,
            is_shown=lambda caller: _is_grown(caller) and bool(_open_to(caller)),
        ),
    ]


def _is_grown(caller: Caller) -> bool:
    return caller.person.minor_until_on is None


def _asked(caller: Caller) -> Volunteer | None:
    if not getattr(caller.person, "awaits_bridge", True):
        return None
    rows = Volunteer.objects.filter(member=caller.person, state=Volunteer.State.ASKED, wake__slept_at=None)
    known = (
        rows.filter(wake__ends_at__gt=caller.at).select_related("wake", "member").order_by("wake__ends_at")
    )
    found: Volunteer | None = caller.once("bridge", known.first)
    return found


def _open_to(caller: Caller) -> list[GroupPurchase]:
    """Those the person may take part in and whoever answers may know of."""
    if not getattr(caller.person, "awaits_purchase", True):
        return []
    return list(caller.once("purchases", lambda: _look_for_purchases(caller)))


def _look_for_purchases(caller: Caller) -> list[GroupPurchase]:
    rows = GroupPurchase.objects.visible_to(caller.person).open_for(caller.person, caller.at)
    known = GroupPurchase.objects.visible_to(caller.by).values("pk")
    return list(rows.filter(pk__in=known).order_by("closes_at", "pk")[:12])


def _journal(caller: Caller, words: Any, subject: str) -> None:
    journal(
        member=caller.person, by=caller.by, words=words, role=Role.Kind.CORRESPONDENT, subject=subject,
        channel=TELEPHONE, at=caller.at,
    )  # fmt: skip
