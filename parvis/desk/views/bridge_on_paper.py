"""A sheet of the bridge typed back: one key a person, in the order of the paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.bridge.on_paper import KEYS, keys, lines_of, sheet_of
from parvis.aid.models import BridgeSheet
from parvis.desk.typing.bridge_sheets import type_bridge
from parvis.desk.typing.finding_sheets import typed_before
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.kit.form_keys import version_in
from parvis.kit.notices import announce
from parvis.kit.paper_codes import PaperCode
from parvis.kit.rendering import page
from parvis.members.doors import me


def bridge_on_paper(request: HttpRequest, code: PaperCode) -> HttpResponse:
    """The people of the sheet; what is noted already is shown, and not typed again. Kindly refused asleep."""
    now = timezone.now()
    sheet = sheet_of(code.number, now)
    if request.method == "GET":
        return _lines(request, code, sheet)
    said = {
        number: key
        for number in range(1, len(sheet.lines) + 1)
        if (key := request.POST.get(f"answer-{number}", "")) in KEYS
    }
    if not said:
        words = _("No line was filled in: nothing is noted.")
        return announce(redirect("desk:typing_sheet", str(code)), words, "warn")
    version = version_in(request.POST, "version") or 0
    try:
        left = type_bridge(code=code, sheet=sheet, said=said, version=version, by=me(request), at=now)
    except TypedMeanwhile as refusal:
        return _lines(request, code, sheet, status=refusal.status)
    words = _("It is noted.") if not left else _("Noted, but for: %(what)s") % {"what": " · ".join(left)}
    return announce(redirect("desk:typing"), words, "warn" if left else "success")


def _lines(request: HttpRequest, code: PaperCode, sheet: BridgeSheet, status: int = 200) -> HttpResponse:
    before = typed_before(code)
    context: dict[str, Any] = {
        "code": str(code),
        "sheet": sheet,
        "wake": sheet.helper.wake,
        "lines": lines_of(sheet),
        "keys": keys(),
        "before": before,
        "version": before.version if before else 0,
        "is_meanwhile": status == TypedMeanwhile.status,
        "typed": request.POST,
    }
    return page(request, "desk/typing/bridge.html", context, status=status)
