"""My first steps: what I wish to learn, ticked when I can do it; and a screen to try without consequence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member, visitor
from parvis.members.learning_together import forget_walk, say_how_to_reach, tick, untick, walk_of, wish

STAGES = ("venir", "note", "rendu")


@door(GET=member, POST=member)
def show(request: HttpRequest) -> HttpResponse:
    """The path, at my pace; nothing is counted."""
    person = me(request)
    if request.method == "POST":
        wish(member=person, steps=request.POST.getlist("steps"), by=person, at=timezone.now())
        return announce(redirect("members:first_steps"), _("It is noted. Take your time."))
    points = person.contact_points.order_by("-is_preferred", "pk")
    context = {"person": person, "walk": walk_of(person), "points": points}
    return page(request, "members/first_steps/show.html", context)


@door(POST=member)
def step(request: HttpRequest, step: str) -> HttpResponse:
    """I did it; or I wish to see it once more."""
    if request.POST.get("answer") == "again":
        untick(member=me(request), step=step)
    else:
        tick(member=me(request), step=step, by=me(request), at=timezone.now())
    return redirect("members:first_steps")


@door(POST=member)
def reaching(request: HttpRequest) -> HttpResponse:
    """The one question at the end: how I prefer to be reached from now on."""
    chosen = request.POST.get("point", "")
    point = me(request).contact_points.filter(pk=int(chosen[:18]) if chosen.isdecimal() else 0).first()
    say_how_to_reach(member=me(request), point=point, by=me(request), at=timezone.now())
    return announce(redirect("members:first_steps"), _("It is noted."))


@door(POST=member)
def forgetting(request: HttpRequest) -> HttpResponse:
    """Nothing of the path is kept any more."""
    forget_walk(member=me(request))
    return announce(redirect("members:first_steps"), _("It is forgotten."))


@door(GET=visitor)
def trying(request: HttpRequest) -> HttpResponse:
    """The same words as on a real meeting; nothing is noted, nobody is told, no seat is counted."""
    stage = request.GET.get("etape", "")
    return page(request, "members/first_steps/trying.html", {"stage": stage if stage in STAGES else "venir"})
