"""Sign in without a password: ask for a code, type it or open its link, say which of you it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.courier.dispatching import dispatch_all, prepare
from parvis.courier.models import Channel, Dispatch
from parvis.courier.setbacks import fares_well
from parvis.courier.silencing import nowhere
from parvis.kit.refusals import NotForYou, WayOut
from parvis.members import codes
from parvis.members.codes import FreshCode, make_code
from parvis.members.contacts import Contact
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import ContactPoint, Member, SignInCode
from parvis.members.permissions import can_let_in
from parvis.members.recalling import recall

CARD = "card"  # besides the kinds of a contact point: the code printed on a member's card
MOST_AT_ONE_ADDRESS = 8
READ_OUT = gettext_lazy("Read out a code to you, so that you could enter.")
Target = tuple[str, Member | None]  # an address, and whose it is when that is one person


class SignInBackend:
    """Loads the signed-in member of a session; there is no password to check."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        return None

    def get_user(self, user_id: int) -> Member | None:
        return recall(user_id)


class Attempt(Enum):
    """What became of six digits."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_OLD = "too old"


@dataclass(frozen=True)
class Entry:
    """An attempt and, when it was right, the code it used up."""

    attempt: Attempt
    code: SignInCode | None = None


@transaction.atomic
def ask_for_code(*, contact: Contact, at: datetime) -> SignInCode:
    """A code on its way to an address, or to the mail of those who have this number or card.

    What is answered never tells whether anybody has it, nor does the time it takes: for an address nobody
    has, the same statements write a message to nowhere.
    """
    asked = make_code(address=contact.address, at=at)
    targets = _targets_by_mail(contact) if contact.is_mail else _targets_of_people(contact)
    if contact.is_mail:
        fresh = [asked]
    else:
        fresh = [codes.prepare_code(member=member, at=at) for _address, member in targets]
        SignInCode.objects.bulk_create([code.row for code in fresh])
    pairs = zip(fresh, targets, strict=True)
    dispatch_all([_letter(code, address, member, at) for code, (address, member) in pairs])
    return asked.row


def enter_code(*, asked: SignInCode, digits: str, at: datetime) -> Entry:
    """Try six digits against the codes that open the address which was asked for.

    A try is counted before the digits are looked at, and stays counted when they are wrong.
    """
    with transaction.atomic():
        rows = list(_codes_for(asked, at).select_for_update())
        codes.count_try(rows)
        row = next((row for row in rows if codes.matches(row, digits)), None)
        if row is None:
            return Entry(Attempt.WRONG)
        if not codes.is_in_time(row, at):
            return Entry(Attempt.TOO_OLD)
        return Entry(Attempt.RIGHT, row) if codes.use(row, at) else Entry(Attempt.WRONG)


@transaction.atomic
def open_link(*, token: str, at: datetime) -> SignInCode | None:
    """Use up the code behind a link; None when it was used, is too old, or never was."""
    row = codes.find_link(token)
    if row is None or row.used_at is not None or not codes.is_in_time(row, at):
        return None
    return row if codes.use(row, at) else None


def people_behind(code: SignInCode) -> list[Member]:
    """Who a used code may let in: its member, or everybody who shares its address."""
    if code.member_id is not None:
        return list(Member.objects.may_enter().filter(pk=code.member_id))
    return list(Member.objects.reached_at(code.address)[:MOST_AT_ONE_ADDRESS])


@transaction.atomic
def recognise(*, member: Member, code: SignInCode, at: datetime) -> None:
    """The person proved an address: it is verified from now on, and so are they."""
    if code.address:
        member.contact_points.filter(address=code.address, verified_at=None).update(verified_at=at)
        fares_well(code.address)
    if member.verified_at is None:
        member.verified_at = at
        member.save(update_fields=["verified_at"])


@transaction.atomic
def give_code(*, member: Member, by: Member, at: datetime) -> FreshCode:
    """A code to read out to someone on the telephone, written in their journal.

    NotForYou when it would open a role to somebody who does not hold it.
    """
    if not can_let_in(by, member):
        raise NotForYou(
            _("%(name)s holds a role you do not hold: an administrator reads out this code.")
            % {"name": member.name},
            WayOut(_("Who is who"), reverse("members:directory")),
        )
    journal(
        member=member,
        by=by,
        words=READ_OUT,
        channel=TELEPHONE,
        at=at,
    )
    return make_code(member=member, at=at)


def make_link(member: Member, at: datetime, *, lasts: timedelta = codes.LASTS) -> str:
    """An address that lets this person in once, after they press its button."""
    fresh = make_code(member=member, at=at, lasts=lasts)
    return f"{settings.PUBLIC_ADDRESS}{_link_path(fresh)}"


def card_contact(card_code: str) -> Contact:
    """What stands for a contact when the person types the code of their card."""
    return Contact(CARD, card_code)


def _targets_by_mail(contact: Contact) -> list[Target]:
    """The address itself, when somebody has it; whose it is, when only one person has it."""
    members = list(Member.objects.reached_at(contact.address)[:MOST_AT_ONE_ADDRESS])
    member = members[0] if len(members) == 1 else None
    return [(contact.address if members else nowhere(contact.address), member)]


def _targets_of_people(contact: Contact) -> list[Target]:
    """The mail of each person who has this number or card; nowhere when nobody has one."""
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.MAIL, member__in=_members_at(contact))
    chosen: dict[int, Target] = {}
    for point in points.select_related("member").order_by("member_id", "-is_preferred", "pk"):
        chosen.setdefault(point.member_id, (point.address, point.member))
    return list(chosen.values())[:MOST_AT_ONE_ADDRESS] or [(nowhere(contact.address), None)]


def _members_at(contact: Contact) -> QuerySet[Member]:
    if contact.kind == CARD:
        return Member.objects.may_enter().filter(card_code=contact.address)
    return Member.objects.reached_at(contact.address)


def _codes_for(asked: SignInCode, at: datetime) -> QuerySet[SignInCode]:
    """Unused codes of the last day: sent to the address, or made for the people who have it."""
    people = Member.objects.may_enter()
    having = people.filter(contact_points__address=asked.address) | people.filter(card_code=asked.address)
    rows = SignInCode.objects.filter(made_at__gt=at - codes.KEPT, used_at=None, tries__lt=codes.MOST_TRIES)
    return rows.filter(address=asked.address) | rows.filter(member__in=having.values("pk"))


def _link_path(fresh: FreshCode) -> str:
    return reverse("members:sign_in_link", args=[fresh.token])


def _letter(fresh: FreshCode, address: str, member: Member | None, at: datetime) -> Dispatch:
    minutes = int(codes.LASTS.total_seconds() // 60)
    return prepare(
        channel=Channel.MAIL,
        purpose=codes.SIGN_IN,
        address=address,
        name=member.name if member else "",
        person=member.pk if member else None,
        subject=fresh.row,
        title=_("%(code)s is your code to enter") % {"code": fresh.spoken},
        body=_(
            "Here is your code: %(code)s\n\n"
            "It works once, for %(minutes)s minutes.\n"
            "You may also open the link, then press “Enter”.\n\n"
            "You asked for nothing? Then do nothing: nobody will enter."
        )
        % {"code": fresh.spoken, "minutes": minutes},
        link=f"{settings.PUBLIC_ADDRESS}{_link_path(fresh)}",
        link_words=_("Enter"),
        at=at,
    )
