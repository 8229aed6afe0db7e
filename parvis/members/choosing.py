"""Somebody says how they are reached, and for what: in their space, from a message, or through the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Interest
from parvis.courier.silencing import choosing_in, choosing_path, digest_of, is_silent, lift
from parvis.courier.texting.ceiling import rules
from parvis.courier.texting.gateway import is_set
from parvis.members.choosing_interests import choose_interests
from parvis.members.journaling import SCREEN, TELEPHONE, journal
from parvis.members.keeping_details import prefer_way
from parvis.members.models import ContactPoint, Member, Role, Wish
from parvis.members.permissions import holds
from parvis.members.telling_of_changes import tell_of_change

Kind = ContactPoint.Kind
_CHANGED = _("How you are reached was changed.")
_NOTED = _("Noted how you are reached, and for what.")


class How(models.TextChoices):
    """The five ways, in the words of the page."""

    MAIL = "mail", _("By e-mail")
    TEXT = "text", _("By text message")
    CALL = "call", _("By a telephone call")
    LETTER = "letter", _("By a letter")
    THROUGH = "through", _("Through somebody")


_KINDS = {
    How.MAIL: Kind.MAIL,
    How.TEXT: Kind.TELEPHONE,
    How.CALL: Kind.TELEPHONE,
    How.LETTER: Kind.POST,
    How.THROUGH: Kind.CORRESPONDENT,
}


@dataclass(frozen=True)
class Choice:
    """One way that is possible for this person: its words and where it leads, hidden but for its end."""

    how: How
    point: ContactPoint

    @property
    def key(self) -> str:
        return f"{self.how.value}-{self.point.pk}"

    @property
    def where(self) -> str:
        if self.how == How.THROUGH:
            return self.point.via_name or str(self.point.via or "")
        return self.point.masked


def choices_for(member: Member) -> list[Choice]:
    """Every way this person can be reached by, in the order of the page."""
    points = list(member.contact_points.select_related("via").order_by("pk"))
    has_mail = any(point.kind == Kind.MAIL for point in points)
    may_text = is_set() and not (has_mail and rules().only_without_mail)
    return [
        Choice(how, point)
        for how in How
        for point in points
        if point.kind == _KINDS[how] and (how != How.TEXT or (may_text and is_mobile(point)))
    ]


def is_mobile(point: ContactPoint) -> bool:
    """A French mobile number: text messages reach it."""
    return point.kind == Kind.TELEPHONE and point.address.startswith(("+336", "+337"))


def chosen_by(member: Member) -> str:
    """The key of the way they are reached by now; empty when none is theirs."""
    points = list(member.contact_points.order_by("-is_preferred", "pk"))
    if member.needs_calling:
        point = next((one for one in points if one.kind == Kind.TELEPHONE), None)
        return f"{How.CALL.value}-{point.pk}" if point else ""
    if not points:
        return ""
    point = points[0]
    if point.kind == Kind.TELEPHONE:
        is_texted = point.receives_sms and not is_silent(digest_of(point.address))
        return f"{(How.TEXT if is_texted else How.CALL).value}-{point.pk}"
    how = next(how for how, kind in _KINDS.items() if kind == point.kind)
    return f"{how.value}-{point.pk}"


@transaction.atomic
def choose(
    *,
    member: Member,
    choice: Choice | None,
    wish: str,
    at: datetime,
    by: Member | None = None,
    interests: Collection[Interest] | None = None,
) -> None:
    """From now on they are reached this way (as before when None), about this; more of these interests.

    by: who noted it for them; their journal says so. Whoever opened a link of a message is nobody's name: the
    person hears of a new way at the addresses they proved.
    """
    is_new_way = choice is not None and choice.key != chosen_by(member)
    Member.objects.filter(pk=member.pk).update(wish=Wish(wish))
    if interests is not None:
        choose_interests(member=member, interests=interests, at=at)
    if choice is not None and is_new_way:
        _reach_by(member, choice)
        if by is None:
            tell_of_change(member=member, what=_CHANGED, at=at)
    if by is not None and by != member:
        channel = TELEPHONE if holds(by, Role.Kind.CORRESPONDENT) else SCREEN
        journal(member=member, by=by, words=_NOTED, channel=channel, at=at)


@transaction.atomic
def reach_through(
    *, member: Member, name: str, address: str, via: Member | None = None, at: datetime
) -> ContactPoint:
    """Somebody they trust passes things on to them: a name, and their number or mail address."""
    member.contact_points.filter(kind=Kind.CORRESPONDENT).delete()
    return member.contact_points.create(
        kind=Kind.CORRESPONDENT, address=address, via_name=name.strip()[:120], via=via, added_at=at
    )


def opened_by(token: str) -> tuple[Member, str] | None:
    """Whose choices a link of a message opens, and the address it went to, as long as it is still theirs."""
    found = choosing_in(token)
    member = Member.objects.present().filter(pk=found[0]).first() if found else None
    if member is None or found is None:
        return None
    points = member.contact_points.exclude(address="")
    address = next((point.address for point in points if digest_of(point.address) == found[1]), None)
    return None if address is None else (member, address)


def others_at(address: str, member: Member) -> list[tuple[str, str]]:
    """Whoever shares this address: their first names, and the pages of their own choices."""
    people = Member.objects.present().reached_at(address).exclude(pk=member.pk)[:6]
    return [(one.first_name, choosing_path(one.pk, address)) for one in people]


def _reach_by(member: Member, choice: Choice) -> None:
    prefer_way(point=choice.point)
    Member.objects.filter(pk=member.pk).update(needs_calling=choice.how == How.CALL)
    if choice.point.kind == Kind.TELEPHONE:
        ContactPoint.objects.filter(pk=choice.point.pk).update(receives_sms=choice.how == How.TEXT)
    if choice.how == How.TEXT:
        lift(digest=digest_of(choice.point.address))
