"""« Courrier à poster »: who, what, how many; one tap prints, one says posted, one takes that back."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.letters import envelopes
from parvis.courier.models import Channel, Dispatch
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.letters.posting import note_posted, note_printed, posted_lately, take_posted_back
from parvis.desk.letters.posting_days import choose_day
from parvis.desk.letters.setting import pdf_of_letters, pdf_of_week
from parvis.desk.letters.sorting import letters_for, post, waiting_letters
from parvis.desk.letters.weeks import latest_week, page_for_all
from parvis.desk.letters.writing import mailing, sender, words_of_letters
from parvis.kit.doors import door
from parvis.kit.limiting import client_of, limit
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.members.doors import correspondent, me
from parvis.members.models import Member

_SHOWN = timedelta(days=8)
MOST_AT_ONCE = 400


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the post, and what was posted this week."""
    now = timezone.now()
    taps = posted_lately(now - _SHOWN)
    people = Member.objects.in_bulk({by for _moment, by, _letters in taps if by})
    context: dict[str, Any] = {
        "post": post(me(request), now),
        "posted": [(moment, people.get(by or 0), letters) for moment, by, letters in taps],
        "weekdays": list(WEEKDAYS.items())[:6],
        "makes_pdf": is_installed(),
        "week": latest_week(),
    }
    return page(request, "desk/letters/index.html", context)


@door(POST=correspondent)
@needs_no_mandate("puts words already written into envelopes")
def printing(request: HttpRequest) -> HttpResponse:
    """These letters as paper: a PDF, or a page for the browser's print. The journals say so."""
    now, letters = timezone.now(), waiting_letters(_chosen(request))
    if not letters:
        return announce(redirect("desk:letters"), _("No letter waits."), "info")
    as_pdf = request.POST.get("form") == "pdf" and is_installed()
    if as_pdf:
        limit(f"desk.letters {client_of(request)}", times=40, per=timedelta(minutes=10))
    note_printed(letters=letters, by=me(request), at=now)
    mail = mailing(envelopes(letters_for(me(request), letters)), now)
    if as_pdf:
        return pdf_answer(f"courrier-{timezone.localdate(now):%Y-%m-%d}.pdf", pdf_of_letters(mail, at=now))
    return page(request, "desk/letters/sheets.html", {"mail": mail, "words": mail.words})


@door(POST=correspondent)
@needs_no_mandate("says that letters of the place left")
def posted(request: HttpRequest) -> HttpResponse:
    """They are in the box."""
    by_hand = request.POST.get("how") == "hand"
    letters = waiting_letters(_chosen(request))
    count = note_posted(letters=letters, by=me(request), at=timezone.now(), is_by_hand=by_hand)
    words = ngettext("%(count)s letter is posted.", "%(count)s letters are posted.", count) % {"count": count}
    return announce(redirect("desk:letters"), words)


@door(POST=correspondent)
@needs_no_mandate("says that letters of the place did not leave")
def taken_back(request: HttpRequest) -> HttpResponse:
    """It was a slip: they wait again."""
    rows = Dispatch.objects.filter(channel=Channel.LETTER, pk__in=_chosen(request))
    take_posted_back(letters=list(rows), by=me(request), at=timezone.now())
    return announce(redirect("desk:letters"), _("They wait again."))


@door(POST=correspondent)
@needs_no_mandate("on which day the person who answers posts letters")
def day(request: HttpRequest) -> HttpResponse:
    """Another day for the post."""
    chosen = request.POST.get("weekday", "")
    if chosen not in {"0", "1", "2", "3", "4", "5"}:
        return announce(redirect("desk:letters"), _("Choose a day."), "warn")
    choose_day(weekday=int(chosen), by=me(request), at=timezone.now())
    return announce(redirect("desk:letters"), _("It is noted."))


@door(GET=correspondent)
def week(request: HttpRequest, form: str) -> HttpResponse:
    """The sheet of the week for the counter: nobody's name."""
    sheet = latest_week()
    if sheet is None:
        return announce(redirect("desk:letters"), _("The sheet of the week is not made yet."), "info")
    words, ours = words_of_letters(), sender()
    if form == "pdf" and is_installed():
        limit(f"desk.letters {client_of(request)}", times=40, per=timedelta(minutes=10))
        made = pdf_of_week(page_for_all(sheet), ours, words, at=timezone.now())
        return pdf_answer(f"semaine-{sheet.first_on:%Y-%m-%d}.pdf", made)
    context = {"week": page_for_all(sheet), "sender": ours, "words": words}
    return page(request, "desk/letters/week.html", context)


def _chosen(request: HttpRequest) -> list[int]:
    typed = request.POST.get("letters", "")[:8000].split()
    return [int(text) for text in typed[:MOST_AT_ONCE] if text.isdecimal() and len(text) < 16]
