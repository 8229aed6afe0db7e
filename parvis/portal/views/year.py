"""« L’année du village »: a book to print, of what may be read here by everyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import visitor
from parvis.portal.cover import cover
from parvis.portal.year import gather

FIRST_YEAR = 1990


@door(GET=visitor)
def show(request: HttpRequest, number: int) -> HttpResponse:
    now = timezone.now()
    if not FIRST_YEAR <= number <= timezone.localdate(now).year:
        raise Http404
    year = gather(number, now, is_public=current().is_open)
    if year.is_empty:
        raise Http404
    words, ours = _("told by those who were there"), current()
    picture = cover(number, words, ground=ours.brand, ink=ours.on_brand)
    return page(request, "portal/year/show.html", {"year": year, "door": picture})
