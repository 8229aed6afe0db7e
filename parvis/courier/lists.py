"""Lists one leaves with one tap: the letter of the place, say. Everything else still arrives.

A purpose with a `list_id` is of a list. A member leaves by their number, whatever the address; who is no
member leaves by the digest of the address. The link of a message says both, signed; it opens this only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction

from parvis.courier.models import Dispatch, LeftList
from parvis.courier.purposes import Purpose, all_purposes, list_of
from parvis.courier.silencing import digest_of

_SIGNER = Signer(salt="parvis.courier.list", sep=".")


def who_is(person: int | None, address: str = "") -> str:
    """What stands for a reader of a list."""
    return digest_of(f"person {person}" if person is not None else address)


@transaction.atomic
def leave_list(*, list_id: str, person: int | None, address: str = "", at: datetime) -> None:
    """From now on nothing of this list leaves for them, what waits included. Twice: nothing changes."""
    leave_as(Reader(list_id, person, who_is(person, address)), at=at)


@transaction.atomic
def join_list_again(*, list_id: str, person: int | None, address: str = "") -> None:
    """They receive it again."""
    join_again_as(Reader(list_id, person, who_is(person, address)))


def has_left(list_id: str, person: int | None, address: str = "") -> bool:
    """Whether they left this list."""
    return is_gone(Reader(list_id, person, who_is(person, address)))


def lists_left_by(person: int) -> set[str]:
    """The lists a person left."""
    return set(LeftList.objects.filter(person=person).values_list("list_id", flat=True))


def left_among(rows: Iterable[Dispatch]) -> set[int]:
    """Of these dispatches, those of a list their reader left; one query, none when no list is among them."""
    listed = {row.pk: (list_of(row.purpose), who_is(row.person, row.address)) for row in _of_lists(rows)}
    if not listed:
        return set()
    people = {who for _list, who in listed.values()}
    gone = set(LeftList.objects.filter(who__in=people).values_list("list_id", "who"))
    return {pk for pk, known in listed.items() if known in gone}


def list_named(list_id: str) -> Purpose | None:
    """A purpose of that list, for its words; None when no area has it."""
    return next((known for known in all_purposes() if list_id and known.list_id == list_id), None)


def leaving_path(list_id: str, person: int | None, address: str) -> str:
    """The page that leaves this list, for this reader."""
    value = f"{list_id}:{person}:" if person is not None else f"{list_id}::{who_is(None, address)}"
    return f"/ne-plus-recevoir/{_SIGNER.sign(value)}/"


def leaving_link(list_id: str, person: int | None, address: str) -> str:
    """The whole address of that page, for a message."""
    return f"{settings.PUBLIC_ADDRESS}{leaving_path(list_id, person, address)}"


@dataclass(frozen=True)
class Reader:
    """A reader of a list, as the link of a message says it."""

    list_id: str
    person: int | None
    who: str


def reader_in(token: str) -> Reader | None:
    """Whose link this is; None for any other."""
    try:
        list_id, person, who = _SIGNER.unsign(token).split(":")
        return Reader(list_id, int(person), who_is(int(person))) if person else Reader(list_id, None, who)
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def leave_as(reader: Reader, *, at: datetime) -> None:
    """They leave, by their link."""
    values = {"person": reader.person, "left_at": at}
    LeftList.objects.get_or_create(list_id=reader.list_id, who=reader.who, defaults=values)


@transaction.atomic
def join_again_as(reader: Reader) -> None:
    """They come back, by their link."""
    LeftList.objects.filter(list_id=reader.list_id, who=reader.who).delete()


def is_gone(reader: Reader) -> bool:
    """Whether they left this list."""
    return LeftList.objects.filter(list_id=reader.list_id, who=reader.who).exists()


def _of_lists(rows: Iterable[Dispatch]) -> list[Dispatch]:
    return [row for row in rows if list_of(row.purpose)]
