"""Addresses machines and telephones know: where texts and mail are handed over, and short links."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from parvis.courier.reading_mail import LONGEST
from parvis.courier.receiving import receive
from parvis.courier.texting.arriving import MOST_BYTES, NotAText, read_text
from parvis.courier.texting.incoming import take_in
from parvis.courier.texting.short_links import link_behind, way_out_behind
from parvis.kit.doors import anyone, door


# A gateway cannot carry our secret of forms: the one in its address is longer, and compared in constant time.
@csrf_exempt
@door(POST=anyone)
def incoming(request: HttpRequest, token: str) -> HttpResponse:
    """A text message arrives. The same one again: the same answer, and nothing more is done."""
    if not settings.SMS_INCOMING or not constant_time_compare(token, settings.SMS_INCOMING):
        raise Http404
    try:
        body = request.read(MOST_BYTES + 1)
        text = read_text(body, request.content_type or "")
    except NotAText as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    take_in(text, timezone.now())
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@csrf_exempt
@door(POST=anyone)
def incoming_mail(request: HttpRequest, token: str) -> HttpResponse:
    """A message arrives, as a mail server or a provider hands it over: its bytes, as they came.

    The same one again: the same answer, and nothing more is done. When the database is away the answer is
    an error of the server, so that it is given again.
    """
    if not settings.MAIL_INCOMING or not constant_time_compare(token, settings.MAIL_INCOMING):
        raise Http404
    raw = request.read(LONGEST + 1)
    if not raw:
        return HttpResponse("empty\n", status=400, content_type="text/plain; charset=utf-8")
    receive(raw, timezone.now())
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@door(GET=anyone)
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """The short address of a text message leads to its link; looking does nothing."""
    return _away(link_behind(code))


@door(GET=anyone)
def short_way_out(request: HttpRequest, code: str) -> HttpResponse:
    """The way out of a text message leads to the page that asks; looking does nothing."""
    return _away(way_out_behind(code))


def _away(link: str) -> HttpResponse:
    if not link:
        raise Http404
    return HttpResponseRedirect(link)
