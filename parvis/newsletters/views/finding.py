"""Who writes, and what they write: one way to find each, for every view."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import NotForYou, WayOut
from parvis.members.doors import me
from parvis.members.helping import holder_of
from parvis.members.models import Member, Role
from parvis.newsletters.models import Letter, Section
from parvis.newsletters.permissions import can_write_letters


def writer(request: HttpRequest) -> Member:
    """Whoever writes letters. NotForYou for the animator of one circle, who is told whom to ask."""
    member = me(request)
    if not can_write_letters(member):
        who = holder_of(Role.Kind.ANIMATOR)
        reason = _("A letter speaks to everybody: who animates the whole place writes it. Talk to %(name)s.")
        raise NotForYou(reason % {"name": who}, WayOut(_("Who is who"), reverse("members:directory")))
    return member


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """The letter of that number, for whoever writes."""
    writer(request)
    return get_object_or_404(Letter, pk=pk)


def section_of(request: HttpRequest, pk: int, section_pk: int) -> Section:
    """A section of a letter, for whoever writes."""
    writer(request)
    return get_object_or_404(Section.objects.select_related("letter", "interest"), pk=section_pk, letter=pk)
