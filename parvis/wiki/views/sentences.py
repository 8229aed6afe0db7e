"""Add a sentence to a story, or take it back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import member
from parvis.wiki.forms import SentenceForm
from parvis.wiki.models import Sentence
from parvis.wiki.seeing import signed_in, visible_stories
from parvis.wiki.telling import add_sentence
from parvis.wiki.withdrawing import withdraw


@door(GET=member, POST=member)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(visible_stories(request.user), pk=pk)
    form = SentenceForm(signed_in(request), request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "wiki/sentence/new.html", {"story": story, "form": form}, status=status)
    add_sentence(story=story, author=signed_in(request), at=timezone.now(), **form.cleaned_data)
    there = HttpResponseRedirect(reverse("wiki:story", args=[story.pk]))
    return announce(there, _("Thank you. Your sentence is in the story."))


@door(POST=member)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    sentence = get_object_or_404(Sentence.objects.withdrawable_by(signed_in(request)), pk=pk)
    withdraw(part=sentence, by=signed_in(request), at=timezone.now())
    there = HttpResponseRedirect(reverse("wiki:stories"))
    return announce(there, _("The sentence is taken back."))
