"""First step, « Relire »: the letter as it stands, section by section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import animator
from parvis.newsletters import writing
from parvis.newsletters.filling import gone_from
from parvis.newsletters.forms.letter import AddForm, SectionForm, TitleForm
from parvis.newsletters.models import Letter, Plan
from parvis.newsletters.views.finding import letter_of, section_of, writer
from parvis.newsletters.wording import because_of

ACTS = {
    "haut": lambda section, at: writing.move(section=section, by_one=writing.UP, at=at),
    "bas": lambda section, at: writing.move(section=section, by_one=writing.DOWN, at=at),
    "retirer": lambda section, at: writing.take_out(section=section, at=at),
    "remettre": lambda section, at: writing.put_in(section=section, at=at),
}


@door(GET=animator, POST=animator)
def index(request: HttpRequest) -> HttpResponse:
    """The drafts and what has left; POST begins one, written from the programme."""
    member = writer(request)
    if request.method == "POST":
        letter = writing.begin(by=member, at=timezone.now(), once_key=key_of(request.POST))
        return redirect("newsletters:reading", letter.pk)
    context = {"drafts": Letter.objects.drafts()[:20], "left": Letter.objects.left()[:10]}
    return page(request, "newsletters/writing/index.html", context)


@door(GET=animator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it again; what it tells that is no longer so is said first."""
    letter = letter_of(request, pk)
    if letter.has_left:
        return redirect("newsletters:departure", pk)
    sections = list(letter.sections.select_related("interest", "changed_by"))
    read = [one for one in sections if not one.is_out]
    context = {
        "letter": letter,
        "sections": read,
        "because": because_of,
        "taken_out": [one for one in sections if one.is_out],
        "gone": gone_from([one for one in read if one.words], timezone.now()),
        "plan": Plan.objects.live().filter(kind="letter", subject_id=pk).first(),
        "form": AddForm(),
    }
    return page(request, "newsletters/writing/show.html", context)


@door(GET=animator, POST=animator)
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Its title."""
    letter = letter_of(request, pk)
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": letter.title})
    if request.method == "POST" and form.is_valid():
        writing.retitle(letter=letter, title=form.cleaned_data["title"], at=timezone.now())
        return announce(redirect("newsletters:reading", pk), _("It is noted."))
    context = {"letter": letter, "form": form}
    return page(request, "newsletters/writing/title.html", context, status=422 if form.errors else 200)


@door(POST=animator)
def addition(request: HttpRequest, pk: int) -> HttpResponse:
    """One section more, to be written at once."""
    letter, form = letter_of(request, pk), AddForm(request.POST)
    chosen = form.chosen if form.is_valid() else None
    section = writing.add(letter=letter, by=writer(request), at=timezone.now(), interest=chosen)
    return redirect("newsletters:section", pk, section.pk)


@door(GET=animator, POST=animator)
def section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Write it. When somebody else wrote meanwhile, both stand side by side and nothing is lost."""
    row, theirs = section_of(request, pk, section_pk), None
    form = SectionForm(request.POST if request.method == "POST" else None, section=row)
    if request.method == "POST" and form.is_valid():
        try:
            writing.write(section=row, by=writer(request), at=timezone.now(), **form.cleaned_data)
            return announce(redirect("newsletters:reading", pk), _("It is noted."))
        except writing.WrittenMeanwhile as meanwhile:
            theirs = meanwhile.section
    context = {
        "letter": row.letter,
        "section": row,
        "form": form,
        "theirs": theirs,
        "because": because_of(row),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return page(request, "newsletters/writing/section.html", context, status=status)


@door(POST=animator)
def place(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Up, down, out, in: one button each."""
    row = section_of(request, pk, section_pk)
    if act := ACTS.get(request.POST.get("act", "")):
        act(row, timezone.now())
    return redirect("newsletters:reading", pk)


@door(POST=animator)
def filling(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Written anew from the programme."""
    row = section_of(request, pk, section_pk)
    writing.fill_again(section=row, by=writer(request), at=timezone.now())
    return announce(
        redirect("newsletters:section", pk, section_pk), _("It is written anew from the programme.")
    )
