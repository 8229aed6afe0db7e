"""The keeper reads a story again: the words, the rights of the photos, then publishes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import member
from parvis.members.models import Member
from parvis.wiki.forms import AboutPhotoForm
from parvis.wiki.models import Photo, Story
from parvis.wiki.publishing import describe, publish, put_back, what_is_missing
from parvis.wiki.seeing import signed_in


def _kept(reader: Member, pk: int) -> Story:
    return get_object_or_404(Story.objects.kept_by(reader).for_list(), pk=pk)


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    story = _kept(signed_in(request), pk)
    photos = [(photo, _form(photo)) for photo in story.photos.all()]
    context = {"story": story, "photos": photos, "missing": what_is_missing(story)}
    return page(request, "wiki/review/show.html", context)


def _form(photo: Photo) -> AboutPhotoForm:
    initial = {"description": photo.description, "people_agreed": photo.people_agreed}
    return AboutPhotoForm(initial=initial, auto_id=f"photo{photo.pk}_%s")


@door(POST=member)
def describe_photo(request: HttpRequest, pk: int) -> HttpResponse:
    photo = get_object_or_404(
        Photo.objects.filter(story__in=Story.objects.kept_by(signed_in(request))), pk=pk
    )
    form = AboutPhotoForm(request.POST, auto_id=f"photo{photo.pk}_%s")
    if not form.is_valid():
        story = _kept(signed_in(request), photo.story_id)
        photos = [(other, form if other.pk == photo.pk else _form(other)) for other in story.photos.all()]
        context = {"story": story, "photos": photos, "missing": what_is_missing(story), "form": form}
        return page(request, "wiki/review/show.html", context, status=422)
    describe(photo=photo, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
    there = HttpResponseRedirect(reverse("wiki:review", args=[photo.story_id]))
    return announce(there, _("It is noted."))


@door(POST=member)
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    story = publish(story=_kept(signed_in(request), pk), by=signed_in(request), at=timezone.now())
    there = HttpResponseRedirect(reverse("wiki:story", args=[story.pk]))
    return announce(there, _("The story is published. Thank you for keeping it."))


@door(POST=member)
def putting_back(request: HttpRequest, pk: int) -> HttpResponse:
    story = put_back(story=_kept(signed_in(request), pk), by=signed_in(request), at=timezone.now())
    there = HttpResponseRedirect(reverse("wiki:review", args=[story.pk]))
    return announce(there, _("The story is out of sight. Nothing is lost."))
