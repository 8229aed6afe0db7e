"""My data: everything in one file, and the way out."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.limiting import limit
from parvis.kit.rendering import page
from parvis.members.doors import even_leaving, me_even_leaving
from parvis.members.giving_data import archive
from parvis.members.holdings.register import holdings

MOST_COPIES = 5  # an hour: each is made anew


@door(GET=even_leaving)
def show(request: HttpRequest) -> HttpResponse:
    """One button: take everything with me; what it holds; what was written about me; how to leave."""
    member = me_even_leaving(request)
    context = {"member": member, "holdings": holdings(), "is_inside": request.user == member}
    return page(request, "members/my_data/show.html", context)


@door(POST=even_leaving)
def copy(request: HttpRequest) -> StreamingHttpResponse:
    """The file itself, written while it is sent; kept by no cache. TooOften."""
    member, now = me_even_leaving(request), timezone.now()
    limit(f"members.copy:{member.pk}", times=MOST_COPIES, per=timedelta(hours=1))
    answer = StreamingHttpResponse(archive(member, now), content_type="application/zip")
    name = f"mes-donnees-{timezone.localtime(now):%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
