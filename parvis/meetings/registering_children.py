"""Somebody under fifteen comes by the newcomer's form: a seat, and a parent to call."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from parvis.meetings.models import Registration
from parvis.meetings.registering import register_newcomer
from parvis.members.minors import protect


@transaction.atomic
def register_child(*, child: Mapping[str, Any], **facts: Any) -> Registration:
    """What `register_newcomer` does, with these facts; whoever it made is then protected.

    child: the year of birth and the parent. Somebody known already is not changed by what a stranger ticks.
    """
    registration = register_newcomer(**{**facts, "shows_name": False})
    member = registration.member
    if member.joined_at == facts["at"] and member.verified_at is None:
        protect(member=member, **child, at=facts["at"])
    return registration
