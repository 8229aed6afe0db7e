"""A text message came: let the area that understands it act, once; the rest a person reads.

Never an error to who wrote; and never a conversation between two machines: a number is answered so many
times a day, and no more.
"""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from parvis.courier.dispatching import NUMBER, dispatch
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.silencing import digest_of, is_silent
from parvis.courier.texting import stopping
from parvis.courier.texting.alphabet import as_typed, cheapest
from parvis.courier.texting.answering import Answer, handlers
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.gateway import is_set
from parvis.courier.texting.purposes import ANSWER, CONVERSATION, STOPPED
from parvis.kit.refusals import Refusal

MOST_ANSWERS_A_DAY = 12
MOST_UNKNOWN = 100  # messages of strangers that wait for a reader; more are left aside
DAY = timedelta(days=1)
_State, _Why = Received.State, Received.Why
logger = logging.getLogger(__name__)


def take_in(text: Text, at: datetime) -> Received:
    """Take one message in; the row that says what became of it. The same message again: that row.

    Only a database that is away raises: then the gateway gives it again.
    """
    if known := Received.objects.filter(key=text.key).first():
        return known
    try:
        with transaction.atomic():
            return _take_in(text, at)
    except IntegrityError:  # another process took it in at this moment
        return Received.objects.get(key=text.key)


def _take_in(text: Text, at: datetime) -> Received:
    row = Received(
        key=text.key, channel=Channel.SMS, received_at=at, state=_State.TO_READ, why=_Why.NOT_UNDERSTOOD
    )
    row.save(force_insert=True)
    answer = _ask_all(text, at)
    if answer is None:
        row.why = _Why.UNKNOWN
        _keep_words(row, text)
    else:
        row.person = answer.person
        if answer.is_for_a_person or answer.is_asked_back:
            row.why = _Why.ASKED_BACK if answer.is_asked_back else row.why
            _keep_words(row, text)
        else:
            row.state, row.ended_at, row.why = _State.DONE, at, ""
        _answer(text, answer.says, at)
    row.save()
    return row


def _ask_all(text: Text, at: datetime) -> Answer | None:
    for handler in [stopping.stop, *handlers()]:
        try:
            with transaction.atomic():
                answer = handler(text, at)
        except Refusal as refusal:
            return Answer(refusal.reason)
        except OperationalError:
            raise  # the message is given again
        except Exception:
            logger.exception("a text message could not be acted on")
            return Answer(is_for_a_person=True)
        if answer is not None:
            return answer
    return None


def _keep_words(row: Received, text: Text) -> None:
    """What a person needs to read; of strangers' messages only so many."""
    waiting = Received.objects.to_read().filter(person=None, channel=Channel.SMS)
    if row.person is None and waiting.count() > MOST_UNKNOWN:
        row.state, row.ended_at = _State.LEFT, row.received_at
        return
    row.sender, row.text = text.sender, text.words


def _answer(text: Text, says: str, at: datetime) -> None:
    """Words back to the number; to nobody's number, or to one that has had enough of them, none."""
    if not says or not is_set() or not NUMBER.fullmatch(text.sender):
        return
    told = Dispatch.objects.filter(address=text.sender, purpose__in=CONVERSATION, written_at__gt=at - DAY)
    if told.count() >= MOST_ANSWERS_A_DAY:
        return
    purpose = STOPPED if is_silent(digest_of(text.sender)) else ANSWER
    dispatch(
        channel=Channel.SMS,
        purpose=purpose,
        address=text.sender,
        title=_("Answer to your text message"),
        body=cheapest(as_typed(says)),
        at=at,
        once_key=f"text-answer:{text.key}",
    )
