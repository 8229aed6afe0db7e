"""`/.well-known/security.txt` (RFC 9116): whom to tell when one finds a weakness in this place."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import anyone, door

HOLDS_FOR = timedelta(days=300)  # the standard asks for less than a year


@door(GET=anyone)
def show(request: HttpRequest) -> HttpResponse:
    """The contact who installed this place chose; 404 in words when they chose none."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        words = _("Nobody is named here for weaknesses yet. Tell the administrator of this place.")
        return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=404)
    expires = (timezone.now().astimezone(UTC) + HOLDS_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.PUBLIC_ADDRESS}{request.path}",
    ]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer
