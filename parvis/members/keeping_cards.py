"""A member's card: what is printed on it, a new one when it is lost, the personal number that goes with it.

A card alone opens nothing. It says who one is; a code read out or sent, or a number only its owner knows,
shows that it is them (`entering_by_card`).
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from parvis.kit import qr
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.joining import free_card_code
from parvis.members.journaling import journal
from parvis.members.models import Member, PersonalNumber, Role, SignInCode
from parvis.members.sessions import end_every_session
from parvis.members.telling_of_changes import tell_of_change

MOST_TRIES = 5
DIGITS = 4
_REPLACED = gettext_lazy("Your card was replaced. The old one opens nothing any more.")
_CHOSEN = gettext_lazy("A personal number was chosen for the kiosk.")


class NumberTooSimple(Refusal):
    """The first numbers a stranger would try."""


@dataclass(frozen=True)
class Card:
    """What is printed: a name, « KL 40 72 », and the address with that code filled in, as a square."""

    name: str
    code: str
    square: Markup


def card_of(member: Member) -> Card:
    """The card of this person as it is printed today."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('members:sign_in')}?carte={member.card_code}"
    return Card(member.name, spaced(member.card_code), qr.draw(address, _("The address where I enter")))


def spaced(code: str) -> str:
    """« KL 40 72 »: a card code for eyes and ears."""
    return " ".join(re.findall(r"..?", code))


@transaction.atomic
def replace_card(*, member: Member, by: Member, at: datetime) -> Member:
    """A new code; the old one is like one that never was, and every session ends.

    Codes asked for with the old card go too. The person reads of it in their journal, and by mail.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    SignInCode.objects.filter(address=member.card_code).delete()
    member.card_code = free_card_code()
    member.save(update_fields=["card_code"])
    end_every_session(member)
    role = "" if by == member else Role.Kind.CORRESPONDENT
    journal(member=member, by=by, words=_REPLACED, at=at, role=role)
    tell_of_change(member=member, what=_REPLACED, at=at)
    return member


@transaction.atomic
def choose_number(*, member: Member, digits: str, at: datetime) -> PersonalNumber:
    """From now on these four digits open the kiosk with the card. NumberTooSimple."""
    if is_too_simple(digits):
        raise NumberTooSimple(
            _("This number is too easy to guess. Avoid years, suites and the same digit four times."),
            WayOut(_("My card"), reverse("members:card")),
        )
    salt = secrets.token_hex(16)
    values = {"salt": salt, "digest": digest_of(salt, digits), "tries": 0, "set_at": at}
    number, _made = PersonalNumber.objects.update_or_create(member=member, defaults=values)
    journal(member=member, by=member, words=_CHOSEN, at=at)
    tell_of_change(member=member, what=_CHOSEN, at=at)
    return number


def forget_number(*, member: Member) -> None:
    """The card asks for a code again."""
    PersonalNumber.objects.filter(member=member).delete()


def is_too_simple(digits: str) -> bool:
    """Not four digits, or one of those tried first: 0000, 1212, 1234, 4321, a year."""
    if not re.fullmatch(r"[0-9]{4}", digits):
        return True
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return len(steps) == 1 or digits[:2] in ("19", "20") or digits[:2] == digits[2:]


def digest_of(salt: str, digits: str) -> str:
    """What is kept of a number. Without this place's key, trying ten thousand of them finds nothing."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"parvis number {salt} {digits}".encode(), hashlib.sha256).hexdigest()
