"""The ways out a message offers: one tap on the web, or a mail; of its list, or of all our words."""

from datetime import datetime
from zlib import crc32

from parvis.courier.lists import leave_list, leaving_link
from parvis.courier.models import Dispatch
from parvis.courier.purposes import all_purposes, list_of
from parvis.courier.replying import Reply, register_reply, reply_address
from parvis.courier.silencing import link_of

_BY_MAIL = "courier.leave_list"


def declare() -> None:
    """In `apps.ready()`: a mail to the address of a way out leaves the list."""
    register_reply(_BY_MAIL, _leave, hears_stop=True)


def stop_link(row: Dispatch) -> str:
    """Where one leaves the list these words are of; words of no list: where one asks for no words at all."""
    if list_id := list_of(row.purpose):
        return leaving_link(list_id, row.person, row.address)
    return link_of(row.address)


def ways_out(row: Dispatch, by_web: str = "") -> list[str]:
    """For mail programs: an address to post to, and one to write to where a mailbox takes answers.

    by_web: the stop_link of this row, when it is known already.
    """
    list_id = list_of(row.purpose)
    by_mail = (
        reply_address(_BY_MAIL, subject=_number(list_id), person=row.person) if list_id and row.person else ""
    )
    return [by_web or stop_link(row), *([f"mailto:{by_mail}?subject=STOP"] if by_mail else [])]


def _leave(reply: Reply, at: datetime) -> bool:
    """Whatever the mail says: it came to the address that means it."""
    lists = {_number(known.list_id): known.list_id for known in all_purposes() if known.list_id}
    list_id = lists.get(reply.subject)
    if list_id is None or not reply.person:
        return False
    leave_list(list_id=list_id, person=reply.person, at=at)
    return True


def _number(list_id: str) -> int:
    """The same for the same list for ever: addresses carry numbers."""
    return crc32(list_id.encode())
