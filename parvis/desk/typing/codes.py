"""Read the code somebody typed, or what a scanner read instead: the address of the square."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.desk.models import TypedSheet
from parvis.kit.paper_codes import PaperCode, read_code
from parvis.kit.refusals import Refusal

Kind = TypedSheet.Kind
_KINDS = "".join(Kind.values)


class NoSuchPaper(Refusal):
    """No paper of ours bears this code."""

    status = 404


def code_in(typed: str, now: datetime) -> PaperCode | None:
    """The code, typed by hand or read from the square; None when there is a slip in it."""
    last = typed.strip()[:300].rstrip("/").rpartition("/")[2]
    return read_code(last, kinds=_KINDS, dated=Kind.SIGNED, now=now)


def no_such_paper() -> NoSuchPaper:
    return NoSuchPaper(_("No paper bears this code. Read it once more, sign by sign."))
