"""Somebody says of themselves what tables may know, or takes it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.members.models import Member
from parvis.tables.models import Portrait


@transaction.atomic
def portray(*, member: Member, at: datetime, **said: Any) -> None:
    """Keep what they said; nothing said: nothing is kept.

    said: age, quarter, trade, languages, needs_easy_table, declined, as `Portrait` has them.
    """
    if not any(value not in (None, "", False, []) for value in said.values()):
        Portrait.objects.filter(member=member).delete()
        return
    Portrait.objects.update_or_create(member=member, defaults={**said, "changed_at": at})
