"""Forget: words that were sent are emptied, then even the fact that they were.

What is left of an emptied dispatch is its purpose, its subject and its hours, so that « 9 sur 9 prévenus »
stays true. The readable files of `PARVIS_MAIL=` (empty) go with the words they hold.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from parvis.courier.models import Attempt, CallSheet, Dispatch, Edition, LeftList, Received, TextQuestion
from parvis.courier.together import set_free

GONE = "forgotten.invalid"  # stands in a Message-ID whose own address is forgotten
_State = Dispatch.State
_EMPTY = {
    "address": "", "name": "", "title": "", "body": "", "link": "", "link_words": "", "reply_to": "",
    "remark": "", "calendar": "", "signed_by": "", "once_key": None, "edition": None,
}  # fmt: skip


def is_full() -> Q:
    """Dispatches that still hold words or an address."""
    return ~Q(body="") | ~Q(address="")


@transaction.atomic
def forget_person(
    *, person: int, addresses: Collection[str], names: Iterable[str], someone: str, at: datetime
) -> None:
    """Empty what was written to somebody; what waits for them is dropped; elsewhere their name becomes
    `someone`, and the calls they made are nobody's.

    addresses: those nobody else has. names: as they stand in words written to others.
    """
    theirs = Q(person=person)
    if addresses:
        theirs |= Q(address__in=addresses)
    chosen = list(Dispatch.objects.filter(theirs).values_list("pk", flat=True))
    set_free(chosen, at)
    _empty(chosen, at, person=None)
    Dispatch.objects.filter(ended_by=person).update(ended_by=None)
    Dispatch.objects.filter(claimed_by=person).update(claimed_by=None)
    Attempt.objects.filter(by=person).update(by=None)
    CallSheet.objects.filter(by=person).update(by=None)
    LeftList.objects.filter(person=person).delete()
    _unname([name for name in names if name], someone)


def forget_words(before: datetime, most: int) -> int:
    """Empty the words of what ended before; at most so many, how many."""
    old = Dispatch.objects.filter(is_full(), ended_at__lt=before).exclude(state=_State.WAITING)
    chosen = list(old.order_by("pk").values_list("pk", flat=True)[:most])
    _empty(chosen)
    Edition.objects.filter(copies=None, published_at__lt=before).delete()
    return len(chosen)


def forget_facts(before: datetime, most: int) -> int:
    """Delete even the trace of what ended before; at most so many, how many."""
    old = Dispatch.objects.filter(ended_at__lt=before).exclude(state=_State.WAITING)
    chosen = list(old.order_by("pk").values_list("pk", flat=True)[:most])
    delete_files(chosen)
    Dispatch.objects.filter(pk__in=chosen).delete()
    CallSheet.objects.filter(made_at__lt=before).delete()
    return len(chosen)


@transaction.atomic
def forget_answers(*, person: int, addresses: Collection[str]) -> None:
    """Delete what somebody wrote to us; what they read for others was read by nobody."""
    Received.objects.filter(Q(person=person) | Q(sender__in=addresses)).delete()
    Received.objects.filter(ended_by=person).update(ended_by=None)
    Received.objects.filter(reader=person).update(reader=None)


def forget_questions(addresses: Collection[str]) -> int:
    """Questions asked by text message at these numbers; how many."""
    return TextQuestion.objects.filter(address__in=addresses).delete()[0]


def forget_received(before: datetime, most: int) -> int:
    """Delete messages that came before and that nobody still has to read; at most so many, how many."""
    unread = [Received.State.TO_READ, Received.State.ASIDE]
    old = Received.objects.filter(received_at__lt=before).exclude(state__in=unread)
    chosen = list(old.order_by("pk").values_list("pk", flat=True)[:most])
    Received.objects.filter(pk__in=chosen).delete()
    return len(chosen)


def drop_waiting(*, person: int, at: datetime, but: Iterable[str] = ()) -> int:
    """What waits for this person is not sent, calls neither; how many."""
    waiting = Dispatch.objects.filter(person=person, state=_State.WAITING).exclude(purpose__in=but)
    set_free(waiting.values_list("pk", flat=True), at)
    return waiting.update(state=_State.DROPPED, ended_at=at, claimed_until_at=None)


def delete_files(dispatches: Collection[int]) -> None:
    """The readable files of these dispatches, when mail goes into files."""
    folder, wanted = settings.DATA / "courrier", set(dispatches)
    if not wanted or not folder.is_dir():
        return
    for path in folder.iterdir():
        number = re.match(r"\d{4}-\d\d-\d\d-(\d+)-", path.name)
        if number and int(number[1]) in wanted:
            path.unlink(missing_ok=True)


def _empty(chosen: list[int], at: datetime | None = None, **more: object) -> None:
    """Files first: after a crash in between, the rows are still there to say so.

    A file holds the words of those who went with it too: it goes with any of them.
    """
    leaders = Dispatch.objects.filter(companions__in=chosen).values_list("pk", flat=True)
    delete_files([*chosen, *leaders])
    rows = Dispatch.objects.filter(pk__in=chosen)
    if at is not None:
        open_ones = rows.filter(state__in=[_State.WAITING, _State.LEAVING, _State.DOUBT])
        open_ones.update(state=_State.DROPPED, ended_at=at, claimed_until_at=None)
    number = Cast(F("pk"), Dispatch._meta.get_field("message_id"))
    rows.update(**_EMPTY, message_id=Concat(Value("<"), number, Value(f"@{GONE}>")), **more)


def _unname(names: list[str], someone: str) -> None:
    """Words to others, and from others, which name the person name them no more."""
    if not names:
        return
    told = Q()
    for name in names:
        told |= Q(title__icontains=name) | Q(body__icontains=name) | Q(remark__icontains=name)
        told |= Q(signed_by__icontains=name)
    spoken = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)
    changed = []
    for row in Dispatch.objects.filter(told).only("title", "body", "remark", "signed_by"):
        before = (row.title, row.body, row.remark, row.signed_by)
        after = tuple(spoken.sub(someone, text) for text in before)
        if after != before:
            row.title, row.body, row.remark = after[0][:200], after[1], after[2][:300]
            row.signed_by = after[3][:120]
            changed.append(row)
    delete_files([row.pk for row in changed])
    _unname_editions(names, spoken, someone)
    Dispatch.objects.bulk_update(changed, ["title", "body", "remark", "signed_by"], batch_size=200)


def _unname_editions(names: list[str], spoken: re.Pattern[str], someone: str) -> None:
    """Letters everybody received name the person no more, as far as they are still kept."""
    told = Q()
    for name in names:
        told |= Q(title__icontains=name) | Q(text__icontains=name) | Q(html__icontains=name)
    for edition in Edition.objects.filter(told).defer("enclosed"):
        edition.title = spoken.sub(someone, edition.title)[:200]
        edition.text, edition.html = spoken.sub(someone, edition.text), spoken.sub(someone, edition.html)
        edition.save(update_fields=["title", "text", "html"])
