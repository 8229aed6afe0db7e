"""« Ne plus recevoir la lettre »: one tap and one confirmation, without an account; and back again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from parvis.courier.lists import is_gone, join_again_as, leave_as, list_named, reader_in
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import passer_by


# Mail programs send this by themselves (RFC 8058), so they cannot carry our secret: the signed token is it.
# Nor is it counted by caller: one provider posts for all its readers, and nobody guesses a token.
@csrf_exempt
@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Looking does nothing. Sent, the reader this link was written to leaves that list, or joins it again."""
    reader = reader_in(token)
    known = list_named(reader.list_id) if reader else None
    if reader is None or known is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("again") == "yes":
            join_again_as(reader)
        else:
            leave_as(reader, at=timezone.now())
    context = {"list": known.list_words, "is_gone": is_gone(reader), "is_done": request.method == "POST"}
    return page(request, "members/silence/list.html", context)
