"""A sheet of calls that comes back from paper: one line a number, one key for what came of it, each once.

A line whose call was noted since the sheet was printed, by whatever hand, is not written again.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.courier.models import Attempt, CallSheet, Dispatch
from parvis.courier.noting import note
from parvis.desk.calling_round import SomebodyCalls, TooLateAnHour, note_answer
from parvis.desk.calls import Call, calls_among
from parvis.desk.hearing_again import HeardByThemselves
from parvis.desk.masking import known_to
from parvis.desk.typing.noting_sheets import note_typed
from parvis.kit.paper_codes import PaperCode
from parvis.kit.refusals import Refusal
from parvis.members.models import Member

ON_PAPER = "desk.calls_on_paper"
# In the order of the boxes on paper; the digit is the key.
ANSWERS = (
    ("told", gettext_lazy("1 Told")),
    ("message", gettext_lazy("2 Message left")),
    ("absent", gettext_lazy("3 Not reached")),
    ("later", gettext_lazy("4 Call again at…")),
    ("wrong", gettext_lazy("5 Wrong number")),
)


class WrongLines(Refusal):
    """Some hours cannot be: nothing is written. `lines`: for each number, why."""

    status = 422

    def __init__(self, lines: Mapping[int, str]) -> None:
        super().__init__(_("To look at again before going on"))
        self.lines = lines


@dataclass(frozen=True)
class PaperLine:
    """One number of the sheet; noted: what came of it since, when it is known."""

    number: int
    call: Call
    noted: Attempt | None
    is_open: bool  # it may be typed


@dataclass(frozen=True)
class CallsTyped:
    """What was typed: by number of line an answer and the hour to call again; remarks at the foot."""

    answers: dict[int, tuple[str, datetime | None]] = field(default_factory=dict)
    words: str = ""


def lines_of(sheet: CallSheet, reader: Member, now: datetime) -> list[PaperLine]:
    """The lines as printed; those whose calls are gone altogether are left out."""
    pks = [pk for line in sheet.lines for pk in line]
    rows = Dispatch.objects.filter(pk__in=pks).defer("calendar").in_bulk()
    tries = Attempt.objects.filter(dispatch__in=pks, at__gte=sheet.made_at).order_by("pk")
    noted = {attempt.dispatch_id: attempt for attempt in tries}
    groups = {
        number: [rows[pk] for pk in line if pk in rows] for number, line in enumerate(sheet.lines, start=1)
    }
    groups = {number: group for number, group in groups.items() if group}
    calls = calls_among(list(groups.values()), known_to(reader, rows.values()), reader, now)
    return [
        PaperLine(
            number,
            call,
            next((noted[row.pk] for row in reversed(groups[number]) if row.pk in noted), None),
            any(_waits(row, noted) for row in groups[number]),
        )
        for number, call in zip(groups, calls, strict=True)
    ]


@transaction.atomic
def type_calls(
    *, code: PaperCode, sheet: CallSheet, typed: CallsTyped, version: int, by: Member, at: datetime
) -> list[str]:
    """Note what the paper says, each line once; what could not be noted, in sentences.

    TypedMeanwhile when somebody typed it since; WrongLines, and nothing is written, for an hour too late.
    """
    note_typed(code, version=version, by=by, at=at)
    wrong: dict[int, str] = {}
    busy: list[str] = []
    for number, (answer, again_at) in sorted(typed.answers.items()):
        rows = _still_open(sheet, number)
        try:
            note_answer(calls=rows, answer=answer, by=by, at=at, again_at=again_at)
        except TooLateAnHour as refusal:
            wrong[number] = refusal.reason
        except (SomebodyCalls, HeardByThemselves) as refusal:
            busy.append(_("line %(number)s: %(reason)s") % {"number": number, "reason": refusal.reason})
    if wrong:
        raise WrongLines(wrong)
    if typed.words:
        title = _("Remarks on the sheet of calls %(code)s") % {"code": code}
        note(key=f"{code} {version}", purpose=ON_PAPER, title=title, text=typed.words, at=at)
    return busy


def _still_open(sheet: CallSheet, number: int) -> list[Dispatch]:
    """The calls of this line nobody has noted since it was printed."""
    pks = sheet.lines[number - 1] if 0 < number <= len(sheet.lines) else []
    noted = set(
        Attempt.objects.filter(dispatch__in=pks, at__gte=sheet.made_at).values_list("dispatch", flat=True)
    )
    return [row for row in Dispatch.objects.filter(pk__in=pks) if _waits(row, noted)]


def _waits(row: Dispatch, noted: Container[int]) -> bool:
    return row.state == Dispatch.State.WAITING and row.pk not in noted
