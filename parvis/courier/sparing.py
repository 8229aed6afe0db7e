"""Spare people's attention: what nobody asked for comes twice a week at most, all channels together.

What exceeds waits, and goes with the next words as a title in a short list; it is dropped when its moment
has passed. Answers, changes in what one joined, reminders and duties are never counted nor held.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, UnknownPurpose, names_of, purpose

COUNTED = (Matter.ESSENTIAL, Matter.ORDINARY)
MOST_A_WEEK = 2
MOST_LETTERS_A_WEEK = 1
WEEK = timedelta(days=7)
MOST_TITLES = 8  # in one list
State = Dispatch.State
Fits = Callable[[list[Dispatch]], bool]


def is_counted(dispatch: Dispatch) -> bool:
    """Whether these words came without anybody asking."""
    try:
        return dispatch.person is not None and purpose(dispatch.purpose).matter in COUNTED
    except UnknownPurpose:
        return False


def free_again_at(dispatch: Dispatch, now: datetime) -> datetime | None:
    """When this person may be written to again; None when they may be now."""
    if not is_counted(dispatch):
        return None
    until = _until(dispatch, now, list(Channel.values), MOST_A_WEEK)
    if dispatch.channel == Channel.LETTER:
        by_post = _until(dispatch, now, [Channel.LETTER], MOST_LETTERS_A_WEEK)
        until = max(filter(None, (until, by_post)), default=None)
    return until


def free_again_among(rows: Sequence[Dispatch], now: datetime) -> dict[int, datetime]:
    """Of many mails, those that must wait, by key, and until when; two queries."""
    counted = [row for row in rows if is_counted(row)]
    if not counted:
        return {}
    theirs = _counting([row.person for row in counted])
    gone = theirs.filter(state__in=[State.SENT, State.LEAVING, State.DOUBT], ended_at__gt=now - WEEK)
    ended, carried = _grouped(gone.values_list("person", "ended_at")), _grouped(
        theirs.filter(state=State.WAITING, claimed_until_at__gt=now).values_list("person", "pk")
    )  # fmt: skip
    found = {}
    for row in counted:
        last = sorted(ended.get(row.person, []), reverse=True)[:MOST_A_WEEK]
        before = sum(1 for pk in carried.get(row.person, []) if pk < row.pk)
        if len(last) + before >= MOST_A_WEEK:
            found[row.pk] = min(last, default=now) + WEEK
    return found


def with_titles_put_off(rows: Sequence[Dispatch]) -> set[int]:
    """Of these mails, by key, those for somebody for whom other words were put off; one query."""
    counted = {row.pk: row.person for row in rows if row.attempts <= 1 and is_counted(row)}
    if not counted:
        return set()
    waiting = Dispatch.objects.filter(
        state=State.WAITING, person__in=set(counted.values()), put_off_at__isnull=False, goes_with=None
    )
    people = set(waiting.exclude(pk__in=counted).values_list("person", flat=True))
    return {pk for pk, person in counted.items() if person in people}


def _counting(people: Iterable[int | None]) -> "models.QuerySet[Dispatch]":
    """Words of the week of these people; not the titles of a list of theirs."""
    own = Q(goes_with=None) | ~Q(goes_with__person=F("person"))
    return Dispatch.objects.filter(own, person__in=set(people), purpose__in=names_of(*COUNTED))


def _grouped(pairs: "Iterable[tuple[int | None, Any]]") -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = {}
    for person, value in pairs:
        found.setdefault(person, []).append(value)
    return found


def put_off(dispatch: Dispatch, until: datetime, now: datetime) -> None:
    """It waits until then, unless other words take it along."""
    Dispatch.objects.filter(pk=dispatch.pk, state=State.WAITING).update(
        not_before_at=until,
        put_off_at=dispatch.put_off_at or now,
        claimed_until_at=None,
        attempts=F("attempts") - 1,  # it was not tried
    )


@transaction.atomic
def take_along(dispatch: Dispatch, fits: Fits) -> list[Dispatch]:
    """What was put off for this person goes with these words, the oldest first; those that do.

    fits(rows): whether the message still holds them. Only at the first attempt: what a mailbox may have
    already is not changed.
    """
    if dispatch.attempts > 1 or not is_counted(dispatch):
        return []
    rows = Dispatch.objects.filter(
        state=State.WAITING,
        person=dispatch.person,
        channel=dispatch.channel,
        address=dispatch.address,
        put_off_at__isnull=False,
        goes_with=None,
        purpose__in=names_of(*COUNTED),
    ).exclude(pk=dispatch.pk)
    chosen: list[Dispatch] = []
    for row in rows.order_by("written_at", "pk").select_for_update(skip_locked=True)[:MOST_TITLES]:
        if not fits([*chosen, row]):
            break  # it waits for the next words, or its own turn
        chosen.append(row)
    Dispatch.objects.filter(pk__in=[row.pk for row in chosen]).update(
        goes_with=dispatch, claimed_until_at=None
    )
    return chosen


def _until(dispatch: Dispatch, now: datetime, channels: list[str], most: int) -> datetime | None:
    """When the week that counts is over for the oldest of the last `most` words by these channels."""
    own = Q(goes_with=None) | ~Q(goes_with__person=dispatch.person)  # not a title of a list of theirs
    rows = Dispatch.objects.filter(
        own, person=dispatch.person, channel__in=channels, purpose__in=names_of(*COUNTED)
    )
    gone = rows.filter(state__in=[State.SENT, State.LEAVING, State.DOUBT], ended_at__gt=now - WEEK)
    last = list(gone.order_by("-ended_at").values_list("ended_at", flat=True)[:most])
    carried = rows.filter(state=State.WAITING, claimed_until_at__gt=now, pk__lt=dispatch.pk or 0).count()
    if len(last) + carried < most:
        return None
    return min((moment for moment in last if moment is not None), default=now) + WEEK
