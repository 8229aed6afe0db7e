"""What each person wishes to be written about, and what that lets through. The whole table is here, once.

In French, for everybody: docs/comprendre/ce-qui-est-envoye.md. How often: `courier.sparing`; at what hours:
`courier.calm`. The courier asks when words leave, so that a wish holds for what waits already.
"""

from datetime import datetime

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, UnknownPurpose, purpose
from parvis.members.models import Member, Wish

# An answer, a change in what one joined, a reminder and what a role asks reach everybody who is concerned.
ALWAYS = frozenset({Matter.ANSWER, Matter.JOINED, Matter.REMINDER, Matter.DUTY})
LETS_THROUGH: dict[str, frozenset[Matter]] = {
    Wish.EVERYTHING: ALWAYS | {Matter.ESSENTIAL, Matter.ORDINARY},
    Wish.ESSENTIAL: ALWAYS | {Matter.ESSENTIAL},
    Wish.REMINDERS: ALWAYS,
}


def is_unwished(dispatch: Dispatch, now: datetime) -> bool:
    """Whether the person said they do not wish such words (asked by the courier, whatever the channel)."""
    if dispatch.person is None:
        return False
    try:
        matter = purpose(dispatch.purpose).matter
    except UnknownPurpose:
        return False
    if matter in ALWAYS:
        return False
    wish = Member.objects.filter(pk=dispatch.person).values_list("wish", flat=True).first()
    return wish is not None and matter not in LETS_THROUGH[wish]
