"""Leave with everything: the whole community as one archive, read without Parvis."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from parvis.console.carrying_away.whole import name_of, whole_community
from parvis.console.taking_away import take_everything_away
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me


@door(GET=administrator, POST=administrator)
def show(request: HttpRequest) -> HttpResponseBase:
    """GET says what it holds and who will read that it left; POST hands it over, piece by piece."""
    if request.method != "POST":
        return page(request, "console/carrying_away.html")
    now = timezone.now()
    take_everything_away(by=me(request), at=now)
    answer = StreamingHttpResponse(whole_community(now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name_of(now)}"'
    answer["Cache-Control"] = "no-store"
    return answer
