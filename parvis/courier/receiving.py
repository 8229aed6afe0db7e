"""A message reached us: find which question it answers, let its area act, once; the rest a person reads.

The token of the address decides whose answer it is; the sender must be somebody that token was given to.
What an act has to say goes through the outbox, and never to a machine.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from parvis.courier.asking_back import ask as ask_back
from parvis.courier.asking_for_whom import act, ask, can_be_asked, share
from parvis.courier.attachments import Attached, cleaned
from parvis.courier.bouncing import read_bounce, take_bounce
from parvis.courier.for_whom import all_asked, message_answered
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.readers import give_to_reader
from parvis.courier.reading_mail import Mail, read_mail
from parvis.courier.replying import Reply, addresses_of, hears_stop, question_in, takes_pictures
from parvis.courier.saying_back import say_not_kept, say_silence
from parvis.courier.setbacks import fares_well
from parvis.courier.setting_aside import is_ours, origin_of, set_aside, why_aside
from parvis.courier.silencing import digest_of, silence
from parvis.courier.stop_words import says_stop
from parvis.kit.calendar_replies import CalendarReply, read_calendar_reply
from parvis.kit.refusals import Refusal

MOST_UNKNOWN = 100  # strangers' messages that wait for a reader; more are left aside
logger = logging.getLogger(__name__)
_State, _Why = Received.State, Received.Why
Question = tuple[str, int, int]


@dataclass(frozen=True)
class _Come:
    """What came: the message, the question it answers, what a calendar program says in it."""

    mail: Mail
    question: Question | None
    calendar: CalendarReply | None
    at: datetime


def receive(raw: bytes, at: datetime, *, is_whole: bool = True) -> Received:
    """Take one message in; the row that says what became of it. The same message again: that row.

    is_whole: False when only its beginning was fetched. Only a database that is away raises: then the
    message is to be given again later.
    """
    mail = _read(raw, is_whole=is_whole)
    if known := Received.objects.filter(key=mail.key).first():
        return known
    try:
        with transaction.atomic():
            return _take_in(mail, raw, at)
    except IntegrityError:  # another process took it in at this moment
        return Received.objects.get(key=mail.key)


def _read(raw: bytes, *, is_whole: bool) -> Mail:
    """Whatever breaks the reader is kept as a message too odd to read, never given back to its sender."""
    try:
        return read_mail(raw, is_whole=is_whole)
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


def _take_in(mail: Mail, raw: bytes, at: datetime) -> Received:
    calendar = read_calendar_reply(mail.calendar) if mail.calendar else None
    come = _Come(mail, _question(mail, calendar), calendar, at)
    row = Received(key=mail.key, received_at=at, state=_State.TO_READ, origin=origin_of(mail.sender))
    if come.question is not None:
        row.purpose, row.subject_id, row.person = come.question[0], come.question[1], come.question[2] or None
    if _came_back(come, raw) or _is_left(come):
        row.state, row.ended_at = _State.LEFT, at
        row.save(force_insert=True)
        return row
    row.save(force_insert=True)
    _judge(row, come)
    row.save()
    return row


def _came_back(come: _Come, raw: bytes) -> bool:
    """A message of ours that could not be delivered, or was called unwanted: what it says is acted on."""
    bounce = read_bounce(raw) if come.mail.is_automatic else None
    return bounce is not None and take_bounce(bounce, come.at)


def _is_left(come: _Come) -> bool:
    """Our own words come back, or a machine's: a calendar program may well answer by itself, no other."""
    if is_ours(come.mail):
        return True
    is_answer = come.calendar is not None and come.calendar.is_answer and come.question is not None
    return come.mail.is_automatic and not is_answer


def _judge(row: Received, come: _Come) -> None:
    """Set it aside, let it be acted on, or give it to a person, with its words."""
    if aside := why_aside(come.mail, come.at):
        set_aside(row, aside)
    else:
        row.why = _fault(come.mail, come.question)
        if come.question is not None and not row.why:
            fares_well(come.mail.sender)
            _hear(row, come, come.question)
        elif row.why == _Why.TOO_LONG and _is_theirs(come.mail, come.question):
            say_not_kept(row, come.mail.sender, come.at)
    if row.state in (_State.TO_READ, _State.ASIDE):
        _keep_words(row, come.mail, come.calendar)
    if row.state == _State.TO_READ:
        give_to_reader(row, come.at)


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
    return "" if _is_theirs(mail, question) else _Why.OTHER_SENDER


def _is_theirs(mail: Mail, question: Question | None) -> bool:
    """Whether we wrote this question to that address, or the person has it now."""
    if question is None or not mail.sender or mail.is_vouched is False:
        return False
    if mail.sender in addresses_of(question[2]):
        return True
    sent = Dispatch.objects.filter(channel=Channel.MAIL, address__iexact=mail.sender).exclude(reply_to="")
    return any(question_in(address) == question for address in sent.values_list("reply_to", flat=True)[:200])


def _hear(row: Received, come: _Come, question: Question) -> None:
    """« STOP », or an answer its area acts on; what was attached and not taken is said once."""
    mail = come.mail
    if come.calendar is None and not hears_stop(question[0]) and says_stop(mail.text, mail.title):
        silence(digest=digest_of(mail.sender), at=come.at)
        say_silence(row, mail.sender, come.at)
        row.state, row.ended_at = _State.DONE, come.at
        return
    pictures, left_out = (
        cleaned(mail.pictures) if takes_pictures(question[0]) else ((), _names(mail.pictures))
    )
    _let_act(row, come, question, pictures)
    if (left_out or mail.left_out) and not mail.is_automatic:
        say_not_kept(row, mail.sender, come.at, names=[*mail.left_out, *left_out])


def _names(pictures: tuple[Attached, ...]) -> tuple[str, ...]:
    return tuple(one.name for one in pictures)


def _let_act(row: Received, come: _Come, question: Question, pictures: tuple[Attached, ...]) -> None:
    """The area's own act, undone when it refuses or breaks: then a person reads."""
    mail, at = come.mail, come.at
    text = "" if mail.is_automatic else mail.text
    reply = Reply(
        *question, mail.sender, text, come.calendar, is_vouched=bool(mail.is_vouched), attachments=pictures
    )
    message = message_answered(question, mail.references, mail.sender)
    replies = share(reply, all_asked(message) if message else [], at)
    if message is not None and not replies and can_be_asked(reply):
        ask(row, reply, message, at)
        return
    if len(replies) == 1:
        row.person = replies[0].person or row.person
    try:
        is_done = bool(replies) and act(replies, at)
        is_asked = not is_done and len(replies) == 1 and ask_back(row, replies[0], at)
    except Refusal:
        row.why = _Why.REFUSED
    except OperationalError:
        raise  # the message is given again
    except Exception:
        logger.exception("an answer could not be acted on")
        row.why = _Why.NOT_UNDERSTOOD
    else:
        row.why = "" if is_done else _Why.ASKED_BACK if is_asked else _Why.NOT_UNDERSTOOD
        row.state, row.ended_at = (_State.DONE, at) if is_done else (row.state, None)


def _keep_words(row: Received, mail: Mail, calendar: CalendarReply | None) -> None:
    """What a person needs to read; of strangers' messages only so many."""
    if row.why == _Why.UNKNOWN and Received.objects.to_read().filter(person=None).count() > MOST_UNKNOWN:
        row.state, row.ended_at = _State.LEFT, row.received_at
        return
    row.sender, row.title = mail.sender, mail.title
    row.text = "\n\n".join(part for part in (calendar.comment if calendar else "", mail.text) if part)[:4000]
