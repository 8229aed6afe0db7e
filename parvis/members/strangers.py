"""What strangers may cause to be written to somebody else's address: little.

A form anybody may fill in (a code to enter, a seat for a newcomer) writes to the address typed in it. So
that nobody's mailbox is filled that way, an address which nobody here has proved receives a few answers a
day. The courier asks when they leave, so that forms answer the same, and as fast, whatever becomes of it.
"""

from datetime import datetime, timedelta

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import UnknownPurpose, all_purposes, purpose
from parvis.courier.texting.purposes import CONVERSATION
from parvis.members.models import ContactPoint

MOST_A_DAY, MOST_TEXTS_A_DAY = 6, 2  # a text message rings, and is paid for
DAY = timedelta(days=1)


def is_too_much(dispatch: Dispatch, now: datetime) -> bool:
    """Whether as many answers as may be already left within a day for an address nobody has proved."""
    try:
        is_answer = dispatch.channel in (Channel.MAIL, Channel.SMS) and purpose(dispatch.purpose).is_answer
    except UnknownPurpose:
        return False
    if not is_answer or dispatch.purpose in CONVERSATION:  # they have just written to us
        return False
    answers = [one.name for one in all_purposes() if one.is_answer and one.name not in CONVERSATION]
    most = MOST_TEXTS_A_DAY if dispatch.channel == Channel.SMS else MOST_A_DAY
    sent = Dispatch.objects.filter(
        address=dispatch.address, written_at__gt=now - DAY, purpose__in=answers, state=Dispatch.State.SENT
    )
    return sent.count() >= most and not _is_proved(dispatch.address)


def is_own_door(dispatch: Dispatch) -> bool:
    """A code for an address a member has proved: it goes even where silence was asked, to let them in."""
    return dispatch.purpose == "members.sign_in" and _is_proved(dispatch.address)


def _is_proved(address: str) -> bool:
    points = ContactPoint.objects.filter(address=address, verified_at__isnull=False)
    return points.filter(member__left_at=None).exists()
