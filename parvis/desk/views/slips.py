"""A reply slip that came back: what is ticked on it, typed as it stands."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.letters.sorting import letters_for
from parvis.desk.models import WeekSheet
from parvis.desk.typing.finding_sheets import typed_before
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.desk.typing.slips import Said, letter_of, meetings_of, meetings_of_week, type_for_all, type_slip
from parvis.kit.notices import announce
from parvis.kit.paper_codes import PaperCode
from parvis.kit.rendering import page
from parvis.members.contacts import read_contact
from parvis.members.doors import me
from parvis.members.names import tidy

MOST_WORDS = 1000


def slip(request: HttpRequest, code: PaperCode) -> HttpResponse:
    """The slip of a letter, or of somebody's own sheet of the week."""
    found, now = letter_of(code), timezone.now()
    if found is None:
        raise Http404
    person = found[1]
    [letter] = letters_for(me(request), found[:1])  # of what is between others, nothing shows here either
    asked = meetings_of(letter, me(request), now)
    before = typed_before(code)
    version = before.version if before else 0
    facts: dict[str, Any] = {"code": str(code), "asked": asked, "person": person, "before": before}
    facts |= {"version": version, "said": Said(), "words": "", "title": letter.title}
    if request.method == "GET":
        return page(request, "desk/typing/slip.html", facts)
    said = _said(request)
    sent = request.POST.get("version", "")
    try:
        refused = type_slip(
            code=code, letter=letter, person=person, asked=asked, said=said, by=me(request), at=now,
            version=int(sent) if sent.isdecimal() and len(sent) < 9 else 0,
        )  # fmt: skip
    except TypedMeanwhile as refusal:
        facts |= {"said": said, "is_meanwhile": True, "before": refusal.sheet}
        facts["version"] = refusal.sheet.version
        return page(request, "desk/typing/slip.html", facts, status=refusal.status)
    return _noted(refused)


def for_all(request: HttpRequest, code: PaperCode) -> HttpResponse:
    """A sheet of the week from the counter, with the name somebody wrote on it."""
    sheet, now = get_object_or_404(WeekSheet, pk=code.number), timezone.now()
    asked = meetings_of_week(sheet, me(request), now)
    facts: dict[str, Any] = {"code": str(code), "asked": asked, "person": None, "said": Said(), "version": 0}
    if request.method == "GET":
        return page(request, "desk/typing/slip.html", facts)
    said, name = _said(request), tidy(request.POST.get("name", ""))[:120]
    contact, errors = None, [] if name else [_("Write a first name. For example: Samir.")]
    try:
        contact = read_contact(request.POST.get("contact", "")[:320])
    except ValidationError as wrong:
        errors += wrong.messages
    if errors or contact is None:
        facts |= {
            "said": said,
            "errors": errors,
            "name": name,
            "contact": request.POST.get("contact", "")[:320],
        }
        return page(request, "desk/typing/slip.html", facts, status=422)
    return _noted(type_for_all(asked=asked, coming=said.coming, name=name, contact=contact, at=now))


def _said(request: HttpRequest) -> Said:
    def numbers(name: str) -> set[int]:
        typed = request.POST.getlist(name)[:60]
        return {int(text) for text in typed if text.isdecimal() and len(text) < 16}

    # PostgreSQL takes no zero byte in.
    words = request.POST.get("words", "")[:MOST_WORDS].replace("\0", "").strip()
    return Said(numbers("coming"), numbers("not_coming"), bool(request.POST.get("call")), words)


def _noted(refused: list[str]) -> HttpResponse:
    words = (
        _("It is noted.") if not refused else _("Noted, but for: %(what)s") % {"what": " · ".join(refused)}
    )
    return announce(redirect("desk:typing"), words, "warn" if refused else "success")
