"""Enter with a card and digits: six, read out or sent, work once; four are the personal number.

What is answered never tells whether a card exists, nor which of the two was wrong.
"""

import hmac
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kit.limiting import limit
from parvis.members.journaling import journal
from parvis.members.keeping_cards import DIGITS, MOST_TRIES, digest_of
from parvis.members.models import Member, PersonalNumber, SignInCode
from parvis.members.signing_in import enter_code, people_behind, recognise

_CLOSED = _(
    "Five wrong numbers were tried with your card. Your number is closed until you enter with a code."
)


def check_card(card_code: str) -> None:
    """Count one try with this card, whether anybody has it or not. TooOften after ten in an hour."""
    limit(f"members.card {card_code}", times=10, per=timedelta(hours=1))


def enter_with_card(*, card_code: str, digits: str, at: datetime) -> Member | None:
    """Whose card this is, when the digits prove it; None otherwise, or when they are kept out."""
    by_number = len(digits) == DIGITS
    found = _by_number(card_code, digits, at) if by_number else _by_code(card_code, digits, at)
    return found if found is not None and found.suspension_at(at) is None and not found.left_at else None


def _by_code(card_code: str, digits: str, at: datetime) -> Member | None:
    code = enter_code(asked=SignInCode(address=card_code), digits=digits, at=at).code
    member = next((one for one in people_behind(code) if one.card_code == card_code), None) if code else None
    if code is None or member is None:
        return None
    recognise(member=member, code=code, at=at)
    reopen_number(member)
    return member


@transaction.atomic
def _by_number(card_code: str, digits: str, at: datetime) -> Member | None:
    """A try is counted before the digits are looked at. A card nobody has costs the same statements."""
    rows = PersonalNumber.objects.select_for_update(of=("self",)).select_related("member")
    number = rows.filter(member__card_code=card_code).first()
    kept = number or PersonalNumber(pk=0, salt="", digest="", tries=MOST_TRIES)
    PersonalNumber.objects.filter(pk=kept.pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    is_right = hmac.compare_digest(kept.digest, digest_of(kept.salt, digits))
    if number is None or number.tries >= MOST_TRIES:
        return None
    if is_right:
        reopen_number(number.member)
        return number.member
    if number.tries + 1 == MOST_TRIES:
        journal(member=number.member, by=None, words=_CLOSED, at=at)
    return None


def reopen_number(member: Member) -> None:
    """They showed that it is them: wrong tries are forgotten."""
    PersonalNumber.objects.filter(member=member, tries__gt=0).update(tries=0)
