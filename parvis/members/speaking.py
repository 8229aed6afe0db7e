"""Words for a person, in their language."""

from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from parvis.courier.letterhead import letterhead
from parvis.members.models import Member

Said = TypeVar("Said")


def speak(member: Member, say: Callable[[], Said]) -> Said:
    """Words in the language of the person, hours in the community's time zone."""
    with translation.override(member.language), timezone.override(ZoneInfo(letterhead().time_zone)):
        return say()
