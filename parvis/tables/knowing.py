"""Whom somebody may name when they say with whom they would rather not sit: people they know of already."""

from django.db.models import Q

from parvis.meetings.models import Arrival
from parvis.members.models import Member
from parvis.members.models.member import MemberQuerySet
from parvis.members.names import search_name

MOST = 12


def known_to(member: Member) -> MemberQuerySet:
    """Those in « Qui est qui », and those who were at a meeting they were at."""
    theirs = Arrival.objects.filter(member=member).values("meeting")
    met = Arrival.objects.filter(meeting__in=theirs).exclude(member=None).values("member")
    shown = Member.objects.present().shown_to_all().exclude(pk=member.pk)
    return shown.filter(Q(is_listed=True) | Q(pk__in=met))


def look_for(member: Member, text: str) -> list[tuple[Member, str]]:
    """People known to them whose name holds these words, with what they are called here."""
    words = search_name(text).split()[:4]
    if not words:
        return []
    found = known_to(member)
    for word in words:
        found = found.filter(search_name__contains=word)
    return [(one, called(one)) for one in found.order_by("search_name", "pk")[:MOST]]


def called(member: Member) -> str:
    """The whole name of who is in « Qui est qui »; of others, as they were called in the room."""
    if member.is_listed:
        return member.name
    last = member.name.split(" ")[-1]
    return f"{member.first_name} {last[0]}." if " " in member.name and last else member.first_name
