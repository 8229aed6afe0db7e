"""A letter leaves: first it is marked, then the worker writes a row for each reader, batch by batch.

Killed anywhere, it goes on where the last batch ended: a row is written with its once_key, and how far it
came is written with the rows.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.courier.dispatching import dispatch_many, prepare
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit import waking
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal
from parvis.members.journaling import journal_for_all
from parvis.members.models import Member, Role
from parvis.members.reaching import Route, absolute, route_to
from parvis.newsletters import audience
from parvis.newsletters.models import Letter
from parvis.newsletters.purposes import LETTER
from parvis.newsletters.sparing_weeks import check_week
from parvis.newsletters.variants import Press, Printed
from parvis.newsletters.wording import page_path
from parvis.newsletters.writing import back_to, held

BATCH = 500
_SENT = gettext_lazy("Sent the letter “%(title)s” to %(count)s people.")
_CALLED_BACK = gettext_lazy("Called the letter “%(title)s” back.")


class NothingToSend(Refusal):
    """An empty letter, or nobody to read it."""


@transaction.atomic
def leave(*, letter: Letter, by: Member, at: datetime) -> Letter:
    """From now on it is what people read; the worker writes to each. HasLeft, NothingToSend, WeekIsFull."""
    letter = held(letter)
    if not letter.sections.said().exists():
        raise NothingToSend(_("This letter says nothing yet."), back_to(letter))
    criteria = audience.read(letter.audience)
    count = audience.readers(criteria, at).count()
    if count == 0:
        raise NothingToSend(_("Nobody would receive this letter. Choose who reads it."), back_to(letter))
    check_week(letter, criteria, at, at)
    letter.left_at, letter.left_by, letter.readers = at, by, count
    letter.save(update_fields=["left_at", "left_by", "readers"])
    record("newsletters.sent", subject=letter, at=at, person=by.pk)
    values = {"title": letter.title, "count": count}
    journal_for_all(by=by, words=_SENT, values=values, role=Role.Kind.ANIMATOR, at=at)
    waking.soon()
    return letter


@transaction.atomic
def call_back(*, letter: Letter, by: Member, at: datetime) -> Letter:
    """What has not left does not leave; the page on the site goes. Twice: as once."""
    hold(Letter.objects.filter(pk=letter.pk))
    letter = Letter.objects.get(pk=letter.pk)
    if letter.has_left and not letter.is_stopped:
        letter.stopped_at, letter.stopped_by, letter.shown_to = at, by, Letter.ShownTo.NOBODY
        letter.save(update_fields=["stopped_at", "stopped_by", "shown_to"])
        record("newsletters.called_back", subject=letter, at=at, person=by.pk)
        journal_for_all(
            by=by, words=_CALLED_BACK, values={"title": letter.title}, role=Role.Kind.ANIMATOR, at=at
        )
    return letter


def write_out(at: datetime) -> int:
    """For the worker: the rows of the letters that leave, the oldest first; how many were written."""
    written = 0
    for letter in Letter.objects.on_their_way():
        press = Press(letter, at)
        while not waking.is_stopping():
            count = write_batch(letter, press, at)
            written += count
            if count < BATCH:
                break
    return written


@transaction.atomic
def write_batch(letter: Letter, press: Press, at: datetime) -> int:
    """The rows of the next readers, and how far this came; how many readers there were."""
    hold(Letter.objects.filter(pk=letter.pk))
    letter = Letter.objects.select_related("left_by").get(pk=letter.pk)
    if not letter.is_leaving(at):
        return 0
    people = audience.readers(audience.read(letter.audience), letter.left_at or at).filter(
        pk__gt=letter.reached
    )
    batch = list(people.order_by("pk").prefetch_related("contact_points")[:BATCH])
    dispatch_many(_rows(letter, batch, press, at))
    if batch:
        letter.reached = batch[-1].pk
    if len(batch) < BATCH:
        letter.written_at = at
    letter.save(update_fields=["reached", "written_at"])
    return len(batch)


def _rows(letter: Letter, people: Sequence[Member], press: Press, at: datetime) -> Iterator[Dispatch]:
    wanted = press.wanted_by(people)
    for person in people:
        yield row_for(letter, person, press.printed(wanted[person.pk]), at)


def row_for(
    letter: Letter, person: Member, printed: Printed, at: datetime, route: Route | None = None
) -> Dispatch:
    """The letter for one person, by their own way: whole in a mail or on paper, short by voice or by text."""
    route = route or route_to(person)
    path = page_path(letter)
    with translation.override(person.language):
        return prepare(
            channel=route.channel,
            purpose=LETTER,
            address=route.address,
            title=_titled(letter, person, route),
            body=_body(route, printed, path),
            edition=printed.edition if route.channel == Channel.MAIL else None,
            at=at,
            name=route.through or person.name,
            person=person.pk,
            subject=letter,
            signed_by=letter.left_by.name if letter.left_by else "",
            once_key=f"{LETTER}:{letter.pk}:{person.pk}",
            link=absolute(path),
            link_words=_("Read it on the site") if path else "",
            reply_to=_reply_to(letter, person) if route.channel == Channel.MAIL else "",
        )


def _titled(letter: Letter, person: Member, route: Route) -> str:
    if not route.through:
        return letter.title
    return _("For %(name)s: %(title)s") % {"name": person.first_name, "title": letter.title}


def _body(route: Route, printed: Printed, path: str) -> str:
    if route.channel == Channel.MAIL:
        return ""
    if route.channel == Channel.LETTER:
        return printed.paper
    is_short = route.channel == Channel.SMS and bool(path)
    return _("The letter has come out.") if is_short else printed.spoken


def _reply_to(letter: Letter, person: Member) -> str:
    return reply_address(LETTER, subject=letter.pk, person=person.pk) if can_be_answered() else ""
