"""How often one may begin a visit, or try digits: for one caller, and for the whole place.

One caller may be a whole library. Wrong digits are counted for the whole place: beyond thirty an hour nobody
enters by digits, right or wrong, so that many callers together guess no better than one.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.covisits import refusals
from parvis.kit.limiting import allow, client_of, has_room, limit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_WRONG: Any = {"key": "covisits.wrong", "times": 30, "per": HOUR}


def check_beginning(request: HttpRequest) -> None:
    """Count one visit begun. TooOften when it is one too many."""
    limit(f"covisits.begin {client_of(request)}", times=30, per=HOUR)


def check_digits(request: HttpRequest) -> None:
    """Count one try of four digits. TooOften for this caller, CodesRest for everybody."""
    limit(f"covisits.digits {client_of(request)}", times=12, per=timedelta(minutes=20))
    if not has_room(**_WRONG):
        raise refusals.CodesRest(
            _("Digits do not open for a while: too many wrong ones were tried. Ask for the link instead."),
            refusals.to_someone(),
        )


def count_wrong() -> None:
    """One wrong try, counted for the whole place."""
    allow(**_WRONG)


def check_link(request: HttpRequest) -> None:
    """Count one arrival by a link; TooOften when there are too many."""
    limit(f"covisits.link {client_of(request)}", times=60, per=HOUR)


def check_act(request: HttpRequest) -> None:
    """Count one act in a visit: wide enough for eight people behind one address."""
    limit(f"covisits.act {client_of(request)}", times=1200, per=HOUR)


def check_sending(request: HttpRequest, address: str) -> None:
    """Count one list sent to an address somebody typed."""
    limit(f"covisits.send {client_of(request)}", times=20, per=HOUR)
    limit(f"covisits.send to {address.casefold()}", times=3, per=DAY)
