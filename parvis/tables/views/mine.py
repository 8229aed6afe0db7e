"""In my space: what tables may know of me, and with whom I would rather not sit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.tables.forms.mine import LookingForm, PortraitForm
from parvis.tables.knowing import called, known_to, look_for
from parvis.tables.models import Portrait, SilentWish
from parvis.tables.portraying import portray
from parvis.tables.wishing import MOST, take_back, wish_apart, wishes_of


@door(GET=member, POST=member)
def portrait(request: HttpRequest) -> HttpResponse:
    """What I say of myself; every answer may stay empty."""
    known = Portrait.objects.filter(member=me(request)).first()
    form = PortraitForm(request.POST if request.method == "POST" else None, initial=PortraitForm.start(known))
    if form.is_valid():
        portray(member=me(request), at=timezone.now(), **form.cleaned_data)
        return announce(redirect("tables:portrait"), _("It is noted."))
    return page(request, "tables/mine/portrait.html", {"form": form}, status=422 if form.is_bound else 200)


@door(GET=member, POST=member)
def apart(request: HttpRequest) -> HttpResponse:
    """With whom I would rather not sit. Nobody else reads this page."""
    if request.method == "POST":
        number = request.POST.get("person", "")
        other = get_object_or_404(known_to(me(request)), pk=int(number[:18]) if number.isdecimal() else 0)
        is_kept = wish_apart(member=me(request), other=other, at=timezone.now())
        words = (
            _("It is noted, for you alone.") if is_kept else _("Twenty people at most. Take one off first.")
        )
        return announce(redirect("tables:apart"), words, "success" if is_kept else "warn")
    form = LookingForm(request.GET or None)
    text = form.cleaned_data["qui"] if form.is_valid() else ""
    wishes = [(wish, called(other)) for wish, other in wishes_of(me(request))]
    kept = {name for _wish, name in wishes}
    facts = {
        "form": form,
        "text": text,
        "found": [(one, name) for one, name in look_for(me(request), text) if name not in kept],
        "wishes": wishes,
        "is_full": len(wishes) >= MOST,
    }
    return page(request, "tables/mine/apart.html", facts)


@door(POST=member)
def apart_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """I take it back."""
    get_object_or_404(SilentWish, member=me(request), pk=pk)
    take_back(member=me(request), number=pk)
    return announce(redirect("tables:apart"), _("Taken off."))
