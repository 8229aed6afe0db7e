"""A card of mutual aid that comes back from paper: who wrote it, one sentence, published once a card."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.aid.understanding import suggest
from parvis.desk.aid import SUBJECT
from parvis.desk.models import TypedSheet
from parvis.desk.typing.noting_sheets import note_typed
from parvis.kit.paper_codes import PaperCode
from parvis.members.journaling import journal
from parvis.members.models import Member, Role

A_SHEET = 4
_TYPED = gettext_lazy("Typed in your card: what you ask or offer.")


def new_codes() -> list[PaperCode]:
    """The codes of a sheet of blank cards: drawn by lot, kept nowhere until one comes back."""
    return [PaperCode(TypedSheet.Kind.AID, secrets.randbelow(31**5)) for _each in range(A_SHEET)]


@transaction.atomic
def type_card(
    *, code: PaperCode, author: Member, told: Mapping[str, Any], version: int, by: Member, at: datetime
) -> Notice:
    """The notice; the same card typed again gives the same one. TypedMeanwhile, and what `post` raises."""
    note_typed(code, version=version, by=by, at=at)
    notice = post(
        author=author, direction=told["direction"], words=told["words"], at=at, channel="paper",
        category=suggest(told["words"]), until_on=told.get("until_on"), once_key=f"card:{code}",
    )  # fmt: skip
    journal(
        member=author,
        by=by,
        words=_TYPED,
        role=Role.Kind.CORRESPONDENT,
        subject=SUBJECT,
        channel="paper",
        at=at,
    )
    return notice
