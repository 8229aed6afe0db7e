"""The finite thread of a circle: who animates it opens one, until a day they say."""

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.conversations.forms import CircleThreadForm
from parvis.conversations.opening import LONGEST, open_among, thread_about
from parvis.conversations.subjects import subject_at
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.circles import visible_circles
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is about, and until when; the one that is open already."""
    circle, now = get_object_or_404(visible_circles(me(request)), pk=pk), timezone.now()
    if me(request).pk not in {one.pk for one in subject_at("community.circle").organisers(pk, now)}:
        raise Http404
    if (known := thread_about(circle, now)) is not None:
        return redirect("conversations:thread", known.pk)
    form = CircleThreadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        until = timezone.make_aware(datetime.combine(form.cleaned_data["until"], time(22)))
        if now < until <= now + LONGEST:
            topic = form.cleaned_data["topic"]
            made = open_among(about=circle, by=me(request), closes_at=until, at=now, topic=topic)
            return announce(redirect("conversations:thread", made.pk), _("It is open. Say the first words."))
        form.add_error("until", _("Choose a day to come, within a month."))
    context = {"circle": circle, "form": form}
    return page(request, "conversations/circle/new.html", context, status=422 if form.errors else 200)
