"""Somebody answers a letter by mail: « STOP » leaves its list; anything else, its author reads."""

from datetime import datetime

from parvis.courier.lists import leave_list
from parvis.courier.readers import know_reader
from parvis.courier.replying import Reply, register_reply
from parvis.courier.stop_words import says_stop
from parvis.newsletters.audience import LIST
from parvis.newsletters.models import Letter
from parvis.newsletters.purposes import LETTER


def answer(reply: Reply, at: datetime) -> bool:
    """True for « STOP »: the letter no longer comes, all the rest does. Its link does the same."""
    if not says_stop(reply.text) or not reply.person:
        return False
    leave_list(list_id=LIST, person=reply.person, at=at)
    return True


def reader(subject: int, person: int) -> int | None:
    """Who reads what people answer: whoever sent that letter."""
    sent = Letter.objects.filter(pk=subject, left_by__left_at=None)
    return sent.values_list("left_by", flat=True).first()


def register_all() -> None:
    """Say to the courier who acts on answers to letters, and who reads them."""
    register_reply(LETTER, answer, hears_stop=True)
    know_reader(LETTER, reader)
