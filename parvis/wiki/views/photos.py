"""Add a photo to a story, look at it, take it back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.images import NotAPicture, picture_answer
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import member, visitor
from parvis.wiki.forms import PhotoForm
from parvis.wiki.models import Photo
from parvis.wiki.seeing import signed_in, visible_photos, visible_stories
from parvis.wiki.telling import add_photo
from parvis.wiki.withdrawing import withdraw

# Kept by the reader's own browser, never by a cache in between: a photo taken back must not live on there.
FOR_EVER_HERE = "private, max-age=31536000, immutable"


@door(GET=member, POST=member)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(visible_stories(request.user), pk=pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_valid():
        values = {**form.cleaned_data, "author": signed_in(request), "at": timezone.now()}
        try:
            photo = add_photo(story=story, file=values.pop("photo"), **values)
        except NotAPicture as refusal:
            form.add_error("photo", refusal.reason)  # what was written beside it stays
        else:
            there = HttpResponseRedirect(reverse("wiki:story", args=[story.pk]))
            return announce(there, _thanks(photo))
    status = 422 if form.is_bound else 200
    return page(request, "wiki/photo/new.html", {"story": story, "form": form}, status=status)


def _thanks(photo: Photo) -> str:
    if photo.is_ready:
        return _("Thank you. Your photo is in the story.")
    return _("Thank you. Your photo waits for its description, or for the agreement of the people in it.")


@door(GET=visitor)
def show(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    photo = get_object_or_404(visible_photos(request.user), pk=pk, image__endswith=f"/{name}")
    try:
        with photo.image.open() as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return picture_answer(content, FOR_EVER_HERE)


@door(POST=member)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    photo = get_object_or_404(Photo.objects.withdrawable_by(signed_in(request)), pk=pk)
    withdraw(part=photo, by=signed_in(request), at=timezone.now())
    return announce(HttpResponseRedirect(reverse("wiki:stories")), _("The photo is taken back."))
