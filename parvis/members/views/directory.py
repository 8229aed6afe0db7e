"""Who is who."""

from django.http import HttpRequest, HttpResponse

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.directory import A_PAGE, page_of, role_holders
from parvis.members.doors import visitor


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """Roles first, then people by name; a passer-by reads only who agreed to it."""
    words = request.GET.get("nom", "")[:80]
    pages = page_of(request.user, words, request.GET.get("page"))
    holders = role_holders(request.user) if not words and pages.number == 1 else []
    context = {"pages": pages, "words": words, "holders": holders[:A_PAGE]}
    return page(request, "members/directory/index.html", context)
