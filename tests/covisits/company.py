"""Who visits with whom in the tests of visits: a visit, its people, a browser that carries a pass."""

from datetime import datetime

from django.http import HttpResponse
from django.test import Client

from parvis.covisits import visiting
from parvis.covisits.models import Visitor
from parvis.covisits.passes import write_pass
from parvis.kit.company import COOKIE
from parvis.members.models import Member


def carry(client: Client, visitor: Visitor) -> Client:
    """The same browser, with the pass of this visitor."""
    client.cookies[COOKIE] = write_pass(HttpResponse(), visitor).cookies[COOKIE].value
    return client


def begin(member: Member | None, at: datetime, *friends: str | Member) -> list[Visitor]:
    """A visit: who begins it, then friends by their first name or as members."""
    first = visiting.begin(member=member, at=at)
    people = [first]
    for friend in friends:
        is_name = isinstance(friend, str)
        people.append(
            visiting.join(
                co_visit=first.co_visit, first_name=friend if is_name else "",
                member=None if is_name else friend, at=at,
            )
        )  # fmt: skip
    return people
