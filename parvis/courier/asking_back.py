"""« Faut-il la publier ? »: words that may mean something to an area are asked about before it does anything.

As with « pour qui ? », the message waits meanwhile among those to read: if nobody answers, a person does.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.models.received import ReceivedQuerySet
from parvis.courier.purposes import Purpose, register_purpose
from parvis.courier.replying import Reply, register_reply, reply_address

MEANT = "courier.meant"
MOST_A_DAY = 6  # questions to one address: two machines never talk to each other
Guess = Callable[[Reply, datetime], str]
Told = Callable[[Reply, str, datetime], bool | None]
_meanings: list[tuple[Guess, Told]] = []


def declare() -> None:
    """Make the question known, and who acts on its answer."""
    register_purpose(Purpose(MEANT, is_answer=True, still_wanted=_is_open))
    register_reply(MEANT, _told)


def register_meaning(guess: Guess, told: Told) -> None:
    """In `apps.ready()`: an area whose words are asked about when nobody understood an answer by mail.

    guess(reply, at) → what to ask back, in the writer's language; empty when it is nothing of its own.
    told(before, answer, at) → True when what was written before is done, False when it was not meant so (a
    person reads it), None when the answer says neither.
    """
    if (guess, told) not in _meanings:
        _meanings.append((guess, told))


def ask(row: Received, reply: Reply, at: datetime) -> bool:
    """Ask whoever wrote it, when an area has a question; whether it has."""
    if reply.calendar is not None or not reply.is_vouched or reply.purpose == MEANT:
        return False
    words = next(filter(None, (guess(reply, at) for guess, _told_by in _meanings)), "")
    since = at - timedelta(days=1)
    asked = Dispatch.objects.filter(purpose=MEANT, address=reply.sender, written_at__gt=since)
    if not words or asked.count() >= MOST_A_DAY:
        return False
    dispatch(
        channel=Channel.MAIL, purpose=MEANT, address=reply.sender, subject=row, person=row.person,
        title=_("One question about your message"), body=words, at=at,
        reply_to=reply_address(MEANT, subject=row.pk, person=row.person or 0), once_key=f"{MEANT}:{row.pk}",
    )  # fmt: skip
    return True


@transaction.atomic
def _told(reply: Reply, at: datetime) -> bool:
    """What was written before is done, or left to a person; False when the answer says neither."""
    row = _open().select_for_update().filter(pk=reply.subject).first()
    if row is None or not row.person:
        return False
    before = replace(
        reply, purpose=row.purpose, subject=row.subject_id or 0, person=row.person, text=row.text
    )
    says = [told(before, reply.text, at) for _guess, told in _meanings]
    if True in says:
        settle(row, at)
    elif False in says:
        leave_to_a_person(row)
    return True in says or False in says


def settle(row: Received, at: datetime) -> None:
    """It is done: its words are kept no longer."""
    row.state, row.ended_at, row.why = Received.State.DONE, at, ""
    row.sender = row.title = row.text = ""
    row.save()


def leave_to_a_person(row: Received) -> None:
    """It meant something else: somebody reads it, and no question stands."""
    row.why = Received.Why.NOT_UNDERSTOOD
    row.save(update_fields=["why"])


def last_from(number: str) -> Received | None:
    """The last text message of this number that was asked about and that nobody has read, its row held."""
    rows = _open().select_for_update().filter(channel=Channel.SMS, sender=number)
    return rows.order_by("-received_at", "-pk").first()


def _is_open(question: Dispatch, now: datetime) -> bool:
    return _open().filter(pk=question.subject_id or 0).exists()


def _open() -> ReceivedQuerySet:
    return Received.objects.filter(state=Received.State.TO_READ, why=Received.Why.ASKED_BACK)
