"""What each person wishes to be written about, and what that lets through. The whole table is here, once.

In French, for everybody: docs/comprendre/ce-qui-est-envoye.md. How often: `courier.sparing`; at what hours:
`courier.calm`. The courier asks when words leave, so that a wish holds for what waits already.
"""

from collections.abc import Sequence
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
    return dispatch.pk in unwished_among([dispatch], now)


def unwished_among(rows: Sequence[Dispatch], now: datetime) -> set[int]:
    """Of many, the keys of those whose person does not wish such words; one query at most."""
    asked = {row.pk: (row.person, matter) for row in rows if (matter := _asked_for(row)) is not None}
    people = {person for person, _matter in asked.values() if person is not None}
    wishes = dict(Member.objects.filter(pk__in=people).values_list("pk", "wish")) if people else {}
    return {
        pk
        for pk, (person, matter) in asked.items()
        if person in wishes and matter not in LETS_THROUGH[wishes[person]]
    }


def _asked_for(row: Dispatch) -> Matter | None:
    """The matter of words a wish may keep back."""
    try:
        matter = purpose(row.purpose).matter
    except UnknownPurpose:
        return None
    return None if row.person is None or matter in ALWAYS else matter
