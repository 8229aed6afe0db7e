"""The author writes their notice anew while it lives; those who answered are told when it matters."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.finding import index
from parvis.aid.models import HeldBack, Notice
from parvis.aid.posting import LARGEST_SIDE, ends_at, faults, put_photo, sentence
from parvis.aid.refusals import CannotPost, ChangedMeanwhile, NoticeOver, TooYoung, to_notice, to_someone
from parvis.aid.reporting.holding_back import look_first
from parvis.aid.telling_answers import tell_changed
from parvis.chronicle.recording import record
from parvis.kit.images import clean_image

COLUMNS = ("words", "category", "circle", "place", "place_words", "from_on", "until_on")
_OF_SUBSTANCE = ("words", "place", "place_words", "from_on", "until_on")


@transaction.atomic
def rewrite(
    *,
    notice: Notice,
    facts: Mapping[str, Any],
    at: datetime,
    seen: int | None = None,
    photo: IO[bytes] | None = None,
    drops_photo: bool = False,
) -> Notice:
    """The notice as its author says it now; facts: of COLUMNS those that are said anew.

    seen: the version the form was made from; None: whatever stands. Whoever calls checks who may.
    Raises NoticeOver, ChangedMeanwhile (nothing is written), CannotPost, TooYoung, NotAPicture.
    """
    clean = clean_image(photo, LARGEST_SIDE) if photo is not None else b""
    row = Notice.objects.locked(notice.pk)
    if not row.is_live(at):
        raise NoticeOver(_("This notice has ended. You may write a new one."), to_notice(row))
    new = _said(row, facts)
    _check(row, new, at)
    before = {name: getattr(row, name) for name in COLUMNS}
    if before == new and not clean and not (drops_photo and row.photo):
        return row  # the same form sent twice
    if seen is not None and seen != row.version:
        raise ChangedMeanwhile(row)
    _write(row, new, clean, drops_photo, at)
    _look_and_tell(row, _is_another_thing(before, new), at)
    fresh = Notice.objects.for_list().get(pk=row.pk)
    index(fresh)
    record("aid.changed", subject=row, person=row.author_id, at=at)
    return fresh


def _said(row: Notice, facts: Mapping[str, Any]) -> dict[str, Any]:
    new = {name: facts.get(name, getattr(row, name)) for name in COLUMNS}
    new["words"] = sentence(row.direction, new["words"])
    new["place_words"] = " ".join(new["place_words"].replace("\0", " ").split())[:120]
    return new


def _check(row: Notice, new: dict[str, Any], at: datetime) -> None:
    if row.author.minor_until_on is not None:
        raise TooYoung(_("Under fifteen, a parent asks or offers for you."), to_someone())
    for is_wrong, reason in faults({**new, "author": row.author}, timezone.localdate(at)):
        if is_wrong:
            raise CannotPost(reason, to_notice(row))


def _write(row: Notice, new: dict[str, Any], clean: bytes, drops_photo: bool, at: datetime) -> None:
    if new["until_on"] != row.until_on:
        row.ends_at, row.told_at = ends_at(at, new["until_on"]), None
    for name, value in new.items():
        setattr(row, name, value)
    if clean:
        put_photo(row, clean)  # the file of the former one goes with the hourly sweep
    elif drops_photo:
        row.photo = ""
    row.version += 1
    row.save()


def _look_and_tell(row: Notice, is_another: bool, at: datetime) -> None:
    """Doubtful words wait for a person, and so does telling those who answered."""
    waited = HeldBack.objects.filter(notice=row, has_changed=True).exists()
    has_changed = is_another or waited
    if look_first(notice=row, at=at, has_changed=has_changed) is None and has_changed:
        tell_changed(row.pk, at)


def _is_another_thing(before: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether who answered must know: what, where or when; a capital or a full stop is no news."""
    return any(_plain(before[name]) != _plain(new[name]) for name in _OF_SUBSTANCE)


def _plain(value: Any) -> Any:
    return "".join(filter(str.isalnum, value.casefold())) if isinstance(value, str) else value
