"""Who is who."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.directory import listed, role_holders
from parvis.members.doors import visitor

A_PAGE = 30


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """Roles first, then people by name; a passer-by reads only who agreed to it."""
    words = request.GET.get("nom", "")[:80]
    pages = Paginator(listed(request.user, words), A_PAGE).get_page(request.GET.get("page"))
    holders = role_holders(request.user) if not words and pages.number == 1 else []
    context = {"pages": pages, "words": words, "holders": holders[:A_PAGE]}
    return page(request, "members/directory/index.html", context)
