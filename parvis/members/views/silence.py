"""« Ne plus rien m'envoyer »: one tap and one confirmation, without an account; and back again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from parvis.courier.silencing import digest_in, is_silent, lift, silence
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.limits import check_caller


# Mail programs send this by themselves (RFC 8058), so they cannot carry our secret: the signed token is it.
@csrf_exempt
@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Looking does nothing. Sent, the address this link was written to is left alone, or written to again."""
    digest = digest_in(token)
    if digest is None:
        raise Http404
    if request.method == "POST":
        check_caller(request)
        if request.POST.get("again") == "yes":
            lift(digest=digest)
        else:
            silence(digest=digest, at=timezone.now())
    context = {"is_silent": is_silent(digest), "is_done": request.method == "POST"}
    return page(request, "members/silence/show.html", context)
