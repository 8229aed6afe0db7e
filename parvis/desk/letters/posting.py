"""Print letters, post them, or take that back. Each leaves a line in the person's journal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.courier import calling
from parvis.courier.models import Channel, Dispatch
from parvis.members.journaling import journal_each
from parvis.members.models import JournalEntry, Member, Role

LETTERS, PRINTED = "desk.letters", "desk.letters_printed"
_PRINTED = _("Printed a letter for you, with your address.")
_POSTED = _("Posted you a letter.")
_BY_HAND = _("Brought you a letter.")
_TAKEN_BACK = _("Noted that your letter is not posted yet.")


@transaction.atomic
def note_printed(*, letters: list[Dispatch], by: Member, at: datetime) -> None:
    """Addresses were read to print: once a day, each person can read that they were."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    noted = JournalEntry.objects.filter(author=by, subject=PRINTED, at__gte=day)
    known = set(noted.values_list("member_id", flat=True))
    _write(letters, by, _PRINTED, at, subject=PRINTED, but=known)


@transaction.atomic
def note_posted(*, letters: list[Dispatch], by: Member, at: datetime, is_by_hand: bool = False) -> int:
    """They are in the box, or in the person's hands; how many were not noted yet."""
    done = [letter for letter in letters if calling.told(letter, by.pk, at)]
    _write(done, by, _BY_HAND if is_by_hand else _POSTED, at)
    return len(done)


@transaction.atomic
def take_posted_back(*, letters: Iterable[Dispatch], by: Member, at: datetime) -> int:
    """« Postées » was a slip: they wait again; how many."""
    back = [letter for letter in letters if calling.take_back(letter, at)]
    _write(back, by, _TAKEN_BACK, at)
    return len(back)


def posted_lately(since: datetime) -> list[tuple[datetime, int | None, list[Dispatch]]]:
    """What was posted since, tap by tap, the latest first: when, by whom (id), which letters."""
    rows = Dispatch.objects.filter(channel=Channel.LETTER, state=Dispatch.State.SENT, ended_at__gte=since)
    taps: dict[tuple[datetime, int | None], list[Dispatch]] = {}
    for row in rows.order_by("-ended_at", "pk")[:400]:
        assert row.ended_at is not None
        taps.setdefault((row.ended_at, row.ended_by), []).append(row)
    return [(moment, by, letters) for (moment, by), letters in taps.items()]


def _write(
    letters: list[Dispatch],
    by: Member,
    words: str | Promise,
    at: datetime,
    *,
    subject: str = LETTERS,
    but: Iterable[int] = (),
) -> None:
    people = {letter.person for letter in letters if letter.person} - set(but)
    members = Member.objects.filter(pk__in=people)
    role = Role.Kind.CORRESPONDENT
    journal_each(members=members, by=by, words=words, role=role, subject=subject, channel="letter", at=at)
