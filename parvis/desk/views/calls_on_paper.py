"""A sheet of calls typed back: for each line one key, in the order of the paper."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.models import CallSheet
from parvis.desk.making_calls import next_such_hour
from parvis.desk.typing.call_sheets import ANSWERS, CallsTyped, WrongLines, lines_of, type_calls
from parvis.desk.typing.finding_sheets import typed_before
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.kit.fields import HourField
from parvis.kit.notices import announce
from parvis.kit.paper_codes import PaperCode
from parvis.kit.rendering import page
from parvis.members.doors import me

_KNOWN = {answer for answer, _words in ANSWERS}
_HOUR = HourField()
MOST_WORDS = 2000


def calls_on_paper(request: HttpRequest, code: PaperCode) -> HttpResponse:
    """The lines of the sheet; what is noted already is shown, and not typed again."""
    sheet, now = get_object_or_404(CallSheet, pk=code.number), timezone.now()
    if request.method == "GET":
        return _lines(request, code, sheet, now)
    typed, wrong = _read(request.POST, sheet, now)
    if wrong:
        return _lines(request, code, sheet, now, wrong=wrong, status=422)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 9 else 0
    try:
        busy = type_calls(code=code, sheet=sheet, typed=typed, version=version, by=me(request), at=now)
    except TypedMeanwhile as refusal:
        return _lines(request, code, sheet, now, is_meanwhile=True, status=refusal.status)
    except WrongLines as refusal:
        return _lines(request, code, sheet, now, wrong=dict(refusal.lines), status=422)
    words = _("It is noted.") if not busy else _("Noted, but for: %(what)s") % {"what": " · ".join(busy)}
    return announce(redirect("desk:typing"), words, "warn" if busy else "success")


def _lines(
    request: HttpRequest,
    code: PaperCode,
    sheet: CallSheet,
    now: datetime,
    *,
    wrong: dict[int, str] | None = None,
    is_meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    before = typed_before(code)
    context: dict[str, Any] = {
        "code": str(code),
        "made_at": sheet.made_at,
        "lines": lines_of(sheet, me(request), now),
        "answers": ANSWERS,
        "before": before,
        "version": before.version if before else 0,
        "is_meanwhile": is_meanwhile,
        "wrong": wrong or {},
        "typed": request.POST,
        "now": now,
    }
    return page(request, "desk/typing/calls.html", context, status=status)


def _read(data: QueryDict, sheet: CallSheet, now: datetime) -> tuple[CallsTyped, dict[int, str]]:
    """What was typed, line by line, and what is wrong with a line."""
    answers: dict[int, tuple[str, datetime | None]] = {}
    wrong: dict[int, str] = {}
    for number in range(1, len(sheet.lines) + 1):
        answer, hour = data.get(f"answer-{number}", ""), data.get(f"hour-{number}", "")[:20]
        if answer not in _KNOWN:
            continue
        try:
            read = _HOUR.clean(hour) if answer == "later" else None
        except ValidationError as fault:
            wrong[number] = _("Write an hour. For example: 14 h 30.") if not hour else fault.messages[0]
        else:
            answers[number] = (answer, next_such_hour(read, now) if read else None)
    # PostgreSQL takes no zero byte in.
    words = data.get("words", "")[:MOST_WORDS].replace("\0", "").strip()
    return CallsTyped(answers, words), wrong
