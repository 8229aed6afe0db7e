"""Answers by mail: the address that says which question and which person, and who acts on what comes back.

The address carries two numbers and a signature, nothing that names anybody: r+c-5k-rz6c….@exemple.fr. It is
the same for the same question and person for ever, so that calendar programs know their organiser again.
Where no mailbox is named (PARVIS_MAIL_REPLIES) there is no such address, and words must not ask for a reply.
"""

import re
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from parvis.courier.attachments import Attached
from parvis.kit.calendar_replies import CalendarReply

_TOKEN = re.compile(r"[+]([0-9a-z]{1,13})-([0-9a-z]{1,13})-([a-z2-7]{16})(?=@)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Reply:
    """One answer. subject, person: the numbers `reply_address` was made with (person 0: nobody's).

    text: the typed words, without the quote; empty when a machine wrote them. calendar: what a calendar
    program answered, if one did. sender: the address it came from, which is one we wrote to.
    is_vouched: our mail server says that address did write it. Otherwise anybody may have who was shown the
    words we sent: a handler then does what the link in them does, and no more.
    attachments: pictures, a few, already written anew; only for who registered with `takes_pictures`.
    """

    purpose: str
    subject: int
    person: int
    sender: str
    text: str
    calendar: CalendarReply | None
    is_vouched: bool = False
    attachments: tuple[Attached, ...] = ()


Handler = Callable[[Reply, datetime], bool]
Addresses = Callable[[int], set[str]]
Idle = Callable[[Reply, datetime], bool]
_handlers: dict[str, Handler] = {}
_words: list[Handler] = []
_idle: dict[str, Idle] = {}
_address_books: list[Addresses] = []
_take_pictures: set[str] = set()
_hear_stop: set[str] = set()


def register_reply(
    purpose: str, handler: Handler, *, takes_pictures: bool = False, hears_stop: bool = False
) -> None:
    """In `apps.ready()`: who acts on answers to words of this purpose.

    handler(reply, at) runs in a transaction: True when it was understood and done, False when a person must
    read it. A `Refusal` is undone and read by a person too. It may be called again for a second answer.
    takes_pictures: it does something with `reply.attachments`; otherwise the sender is told that they were
    not kept. hears_stop: « STOP » means something to it; otherwise nothing more leaves for that address.
    ValueError when somebody else answers for this purpose.
    """
    if _handlers.setdefault(purpose, handler) is not handler:
        raise ValueError(f"two handlers answer for {purpose}")
    _take_pictures.update({purpose} if takes_pictures else ())
    _hear_stop.update({purpose} if hears_stop else ())


def register_words(handler: Handler) -> None:
    """In `apps.ready()`: words that mean the same whatever message of ours they answer (« je cherche… »).

    Asked when whoever acts on answers to that message did not understand; as `register_reply` otherwise.
    """
    if handler not in _words:
        _words.append(handler)


def hear(reply: Reply, at: datetime) -> bool:
    """Whoever answers for its purpose acts on it, else whoever knows these words; False when nobody does."""
    return handler_of(reply.purpose)(reply, at) or any(heard(reply, at) for heard in _words)


def takes_pictures(purpose: str) -> bool:
    """Whether whoever acts on these answers does something with pictures."""
    return purpose in _take_pictures


def hears_stop(purpose: str) -> bool:
    """Whether « STOP » is understood there."""
    return purpose in _hear_stop


def know_idle(purpose: str, is_idle: Idle) -> None:
    """In `apps.ready()`: says whether an answer would leave all as it is (a « yes » of who comes)."""
    _idle[purpose] = is_idle


def changes_nothing(reply: Reply, at: datetime) -> bool:
    """Whether this answer leaves all as it is for this person; False when nobody knows."""
    return reply.purpose in _idle and _idle[reply.purpose](reply, at)


def handler_of(purpose: str) -> Handler:
    """Who acts on answers to this purpose. KeyError when nobody does."""
    return _handlers[purpose]


def know_addresses(book: Addresses) -> None:
    """In `apps.ready()`: the mail addresses of a person (id), beside those we wrote to."""
    if book not in _address_books:
        _address_books.append(book)


def addresses_of(person: int) -> set[str]:
    """The addresses this person has now, in small letters."""
    return {address.lower() for book in _address_books for address in book(person)} if person else set()


def can_be_answered() -> bool:
    """Whether words may ask for an answer by mail: somebody named the mailbox that takes them."""
    return "@" in settings.MAIL_REPLIES


def reply_address(purpose: str, *, subject: int, person: int = 0) -> str:
    """Where answers to this question come back from this person; empty where no mailbox takes them.

    Give it as `reply_to` of the dispatch: answers are only taken from an address so written to.
    """
    if not can_be_answered():
        return ""
    name, _at, domain = settings.MAIL_REPLIES.rpartition("@")
    token = f"{in_base_36(subject)}-{in_base_36(person)}-{signature(purpose, subject, person)}"
    return f"{name}+{token}@{domain}"


def question_in(text: str) -> tuple[str, int, int] | None:
    """Purpose, subject and person that an address in this text stands for; None when we made none of them."""
    for found in _TOKEN.finditer(text.lower()):
        subject, person = int(found[1], 36), int(found[2], 36)
        for purpose in _handlers:
            if constant_time_compare(found[3], signature(purpose, subject, person)):
                return purpose, subject, person
    return None


def signature(purpose: str, subject: int, person: int) -> str:
    """80 bits, in letters no mail program changes."""
    value = f"{purpose} {subject} {person}"
    digest = salted_hmac("parvis.courier.reply", value, algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()


def in_base_36(number: int) -> str:
    """In base 36: short, and the same in capitals."""
    written = ""
    while number or not written:
        number, rest = divmod(number, 36)
        written = _DIGITS[rest] + written
    return written
