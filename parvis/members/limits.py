"""How often one may ask for a code and try one: for an address, and for the browser's own address.

What is counted for an address lies in the database: nothing a browser sends resets it.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.clock import SLACK
from parvis.kit.limiting import client_of, limit
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import SignInCode

MOST_CODES_AN_HOUR = 6  # for one address; five tries each, so thirty guesses in a million an hour


class AskedTooOften(Refusal):
    """Too many codes for one address: the same answer whether somebody has it or not."""

    status = 429


def check_asking(address: str, at: datetime) -> None:
    """Refuse (AskedTooOften) a seventh code for one address within an hour."""
    lately = (at - timedelta(hours=1), at + SLACK)
    asked = SignInCode.objects.filter(address=address, made_at__range=lately).count()
    if asked >= MOST_CODES_AN_HOUR:
        raise AskedTooOften(
            _(
                "Several codes have already left for this address. Wait an hour, use the code of your card "
                "or a passkey, or call us: a code will be read out to you."
            ),
            WayOut(_("Enter another way"), reverse("members:sign_in")),
        )


def check_caller(request: HttpRequest) -> None:
    """Count one question or one try for where it comes from; TooOften when there are too many.

    Wide, because a whole village hall may stand behind one address.
    """
    limit(f"members.enter {client_of(request)}", times=120, per=timedelta(hours=1))
