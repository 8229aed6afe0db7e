"""A message reached us: find which question it answers, let its area act, once; the rest a person reads.

The token of the address decides whose answer it is; the sender must be somebody that token was given to.
Nothing is ever answered here, least of all to a machine: what an act has to say goes through the outbox.
"""

import hashlib
import logging
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from parvis.courier.asking_for_whom import act, ask, can_be_asked, share
from parvis.courier.for_whom import all_asked, message_answered
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.reading_mail import Mail, read_mail
from parvis.courier.replying import Reply, addresses_of, question_in
from parvis.kit.calendar_replies import CalendarReply, read_calendar_reply
from parvis.kit.refusals import Refusal

MOST_UNKNOWN = 100  # strangers' messages that wait for a reader; more are left aside
logger = logging.getLogger(__name__)
_State, _Why = Received.State, Received.Why
Question = tuple[str, int, int]


def receive(raw: bytes, at: datetime) -> Received:
    """Take one message in; the row that says what became of it. The same message again: that row.

    Only a database that is away raises: then the message is to be given again later.
    """
    mail = _read(raw)
    if known := Received.objects.filter(key=mail.key).first():
        return known
    try:
        with transaction.atomic():
            return _take_in(mail, at)
    except IntegrityError:  # another process took it in at this moment
        return Received.objects.get(key=mail.key)


def _read(raw: bytes) -> Mail:
    """Whatever breaks the reader is kept as a message too odd to read, never given back to its sender."""
    try:
        return read_mail(raw)
    except Exception:
        logger.exception("a message could not be read")
        key = hashlib.sha256(raw).hexdigest()
        return Mail(key, "", "", (), (), is_automatic=False, is_whole=False, text="", calendar="")


@transaction.atomic
def mark_read(*, received: Received, by: int, at: datetime) -> bool:
    """Somebody read it and did what had to be done; False when it was read already."""
    waiting = Received.objects.filter(pk=received.pk, state=_State.TO_READ)
    return bool(waiting.update(state=_State.READ, ended_at=at, ended_by=by))


def note_wrong_number(call: Dispatch, *, words: str, at: datetime) -> Received:
    """Somebody is to find the right number of this person; a line among the messages to read, once a call."""
    known = {"received_at": at, "state": _State.TO_READ, "why": _Why.WRONG_NUMBER, "person": call.person}
    return Received.objects.get_or_create(
        key=_key_of_wrong(call), defaults={**known, "title": call.name, "text": words}
    )[0]


def forget_wrong_number(call: Dispatch) -> None:
    """It was a slip of the finger: there is nothing to find."""
    Received.objects.filter(key=_key_of_wrong(call), state=_State.TO_READ).delete()


def _key_of_wrong(call: Dispatch) -> str:
    return f"wrong number:{call.pk}"


def _take_in(mail: Mail, at: datetime) -> Received:
    calendar = read_calendar_reply(mail.calendar) if mail.calendar else None
    question = _question(mail, calendar)
    row = Received(key=mail.key, received_at=at, state=_State.TO_READ)
    if question is not None:
        row.purpose, row.subject_id, row.person = question[0], question[1], question[2] or None
    # A calendar program may well answer by itself; words a machine wrote are no answer.
    if mail.is_automatic and (calendar is None or not calendar.is_answer or question is None):
        row.state, row.ended_at = _State.LEFT, at
        row.save(force_insert=True)
        return row
    row.why = _fault(mail, question)
    row.save(force_insert=True)
    if question is not None and not row.why:
        _let_act(row, mail, question, calendar, at)
    if row.state == _State.TO_READ:
        _keep_words(row, mail, calendar)
    row.save()
    return row


def _question(mail: Mail, calendar: CalendarReply | None) -> Question | None:
    """By the address it came to, by what its calendar repeats of ours, or by the message it answers."""
    repeated = [f"+{part}" for part in (calendar.organizer, calendar.uid)] if calendar else []
    if found := question_in(" ".join([*mail.to, *repeated])):
        return found
    answered = Dispatch.objects.filter(message_id__in=mail.references).exclude(reply_to="")
    return next((found for row in answered[:5] if (found := question_in(row.reply_to))), None)


def _fault(mail: Mail, question: Question | None) -> str:
    """Why no area may act on it; empty when one may."""
    if question is None:
        return _Why.UNKNOWN
    if not mail.is_whole:
        return _Why.TOO_LONG
    is_theirs = mail.sender and mail.is_vouched is not False and _is_known(mail.sender, question)
    return "" if is_theirs else _Why.OTHER_SENDER


def _is_known(sender: str, question: Question) -> bool:
    """Whether we wrote this question to that address, or the person has it now."""
    if sender in addresses_of(question[2]):
        return True
    sent = Dispatch.objects.filter(channel=Channel.MAIL, address__iexact=sender).exclude(reply_to="")
    return any(question_in(address) == question for address in sent.values_list("reply_to", flat=True)[:200])


def _let_act(
    row: Received, mail: Mail, question: Question, calendar: CalendarReply | None, at: datetime
) -> None:
    """The area's own act, undone when it refuses or breaks: then a person reads."""
    purpose, subject, person = question
    text = "" if mail.is_automatic else mail.text
    is_vouched = bool(mail.is_vouched)
    reply = Reply(purpose, subject, person, mail.sender, text, calendar, is_vouched=is_vouched)
    message = message_answered(question, mail.references, mail.sender)
    replies = share(reply, all_asked(message) if message else [], at)
    if message is not None and not replies and can_be_asked(reply):
        ask(row, reply, message, at)
        return
    if len(replies) == 1:
        row.person = replies[0].person or row.person
    try:
        is_done = bool(replies) and act(replies, at)
    except Refusal:
        row.why = _Why.REFUSED
    except OperationalError:
        raise  # the message is given again
    except Exception:
        logger.exception("an answer could not be acted on")
        row.why = _Why.NOT_UNDERSTOOD
    else:
        row.why = "" if is_done else _Why.NOT_UNDERSTOOD
        row.state, row.ended_at = (_State.DONE, at) if is_done else (row.state, None)


def _keep_words(row: Received, mail: Mail, calendar: CalendarReply | None) -> None:
    """What a person needs to read; of strangers' messages only so many."""
    if row.why == _Why.UNKNOWN and Received.objects.to_read().filter(person=None).count() > MOST_UNKNOWN:
        row.state, row.ended_at = _State.LEFT, row.received_at
        return
    row.sender, row.title = mail.sender, mail.title
    row.text = "\n\n".join(part for part in (calendar.comment if calendar else "", mail.text) if part)[:4000]
