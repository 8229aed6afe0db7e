"""What telephones did without network becomes rounds here: composed on one of them, turned as it went.

A tap « round » says that from its hour people sit in that round; taps « table » say where each of them sits;
a tap « left », that somebody went before the end.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.meetings.models import Meeting, Tap
from parvis.members.models import Member
from parvis.tables.changes import note
from parvis.tables.composing import want
from parvis.tables.correcting import correct
from parvis.tables.departing import depart, people_of
from parvis.tables.models import Change, Composition, Round
from parvis.tables.writing import Seated, keep_present, write_round


def adopt(meeting: Meeting, by: Member, at: datetime) -> dict[str, str]:
    """Rounds further than the present one, as telephones went through them. The meeting's row is locked.

    Who went further first is followed: another telephone's round of the same number changes only seats, and
    why is said: key of the tap → words.
    """
    taps = sorted(meeting.taps.select_related("registration"), key=lambda tap: (tap.at, tap.key))
    composition = Composition.objects.filter(meeting=meeting).first()
    began = _began(taps, composition.present if composition else 0)
    if began:
        composition = _turned(meeting, composition, taps, began, by, at)
    changed = depart(meeting, composition, taps, by, at)
    if composition is None:
        return {}
    composition.meeting = meeting
    if changed or began:
        keep_present(composition)
        _go_on(composition, by, at)
    if correct(meeting, composition, taps, by, at):
        composition.version += 1
        composition.save(update_fields=["version"])
    words = _("The evening was already at round %(n)s, and goes on. Everyone keeps the table last given.")
    late = [tap.key for tap in taps if tap.kind == Tap.Kind.ROUND and tap not in began]
    return dict.fromkeys(late, words % {"n": composition.present})


def _turned(
    meeting: Meeting, composition: Composition | None, taps: Sequence[Tap], began: Sequence[Tap], by: Member,
    at: datetime,
) -> Composition:  # fmt: skip
    """People went through these rounds."""
    if composition is None:
        composition = Composition(meeting=meeting, asked_at=at, asked_by=by, state=Composition.State.READY)
        composition.save()
    composition.meeting = meeting
    kind = Change.Kind.NEXT if composition.present else Change.Kind.COMPOSED
    note(composition, kind, by=by, at=at, round_number=int(began[-1].table))
    for tap in began:
        if composition.present:
            before = taps[: taps.index(tap)]
            write_round(composition, composition.present, _seated(meeting, before), {})
        composition.present = int(tap.table)
        turn, _made = Round.objects.get_or_create(composition=composition, number=composition.present)
        Round.objects.filter(pk=turn.pk).update(shown_at=min(tap.at, at))
    return composition


def _began(taps: Sequence[Tap], present: int) -> list[Tap]:
    """The tap that began each round after the present one, the first of each."""
    found: list[Tap] = []
    for tap in taps:
        if tap.kind == Tap.Kind.ROUND and int(tap.table) > max(present, int(found[-1].table) if found else 0):
            found.append(tap)
    return found


def _seated(meeting: Meeting, taps: Sequence[Tap]) -> Seated:
    """Table → arrivals, as these taps alone would have it."""
    found: dict[str, list[int]] = {}
    for presence, arrival in people_of(meeting, taps):
        if presence.table:
            found.setdefault(presence.table, []).append(arrival)
    return found


def _go_on(composition: Composition, by: Member, at: datetime) -> None:
    """Everyone may know; rounds ahead are composed for who is here."""
    composition.wanted = max(composition.wanted, composition.present)
    if composition.wanted > composition.present:
        want(composition, composition.present + 1, by, at)
    else:
        composition.state = Composition.State.READY
        composition.version += 1
    composition.save()
