"""A paper was typed in: one row a code, and two people who type it at once notice each other."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.desk.models import TypedSheet
from parvis.kit.paper_codes import PaperCode
from parvis.kit.refusals import Refusal
from parvis.meetings.models import Meeting
from parvis.members.models import Member


class TypedMeanwhile(Refusal):
    """Somebody typed this paper since the form was opened."""

    def __init__(self, sheet: TypedSheet) -> None:
        super().__init__(_("This sheet was typed in meanwhile. Compare, then save once more."))
        self.sheet = sheet


def note_typed(
    code: PaperCode, *, version: int, by: Member, at: datetime, meeting: Meeting | None = None
) -> TypedSheet:
    """Write down that this paper is typed in; call it first inside the act's transaction.

    version: the one the form was made from, 0 when it was never typed. TypedMeanwhile when it is another now.
    """
    values = {
        "kind": code.kind,
        "meeting": meeting,
        "first_by": by,
        "first_at": at,
        "last_by": by,
        "last_at": at,
    }
    sheet, is_new = TypedSheet.objects.get_or_create(code=str(code), defaults=values)
    if is_new:
        return sheet
    sheet = TypedSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.version != version:
        raise TypedMeanwhile(sheet)
    sheet.version, sheet.last_by, sheet.last_at = sheet.version + 1, by, at
    sheet.save(update_fields=["version", "last_by", "last_at"])
    return sheet
