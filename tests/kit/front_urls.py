"""Addresses for the tests of the front, and nothing else."""

import itertools
from datetime import datetime

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls
from parvis.community.models import Ritual
from parvis.kit import front
from parvis.kit.doors import anyone, door

made = itertools.count(1)
until: list[datetime | None] = [None]


@door(GET=anyone)
def same(request: HttpRequest) -> HttpResponse:
    names = ", ".join(Ritual.objects.values_list("name", flat=True))
    words = f"<p>page {next(made)} {request.COOKIES.get('langue', 'fr')} {names}</p>" + "<p>mot</p>" * 200
    return front.remember(HttpResponse(words), until[0])


@door(GET=anyone)
def personal(request: HttpRequest) -> HttpResponse:
    return front.remember(HttpResponse(f"page {next(made)} {request.user.is_authenticated}"))


@door(GET=anyone)
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(f"page {next(made)}")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return front.remember(response)


@door(GET=anyone)
def missing(request: HttpRequest) -> HttpResponse:
    return front.remember(HttpResponse(f"page {next(made)}", status=404))


@door(GET=anyone)
@front.kept_for_passers_by
def with_form(request: HttpRequest) -> HttpResponse:
    field = f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
    response = HttpResponse(f"<p>page {next(made)} {field} {Ritual.objects.count()} {field}</p>")
    if not request.user.is_authenticated:
        front.remember_for_passers_by(response, until[0])
    return response


@door(GET=anyone)
@front.kept_for_passers_by
def for_passers_by(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(f"page {next(made)} {request.user.is_authenticated}")
    return response if request.user.is_authenticated else front.remember_for_passers_by(response, until[0])


@door(GET=anyone, POST=anyone)
@csrf_exempt
def echo(request: HttpRequest, rest: str = "") -> HttpResponse:
    told = [
        request.method,
        request.path,
        request.GET.get("a", ""),
        request.headers.get("X-Twice", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        request.scheme,
        len(request.body),
    ]
    return HttpResponse("|".join(map(str, told)), content_type="text/plain; charset=utf-8")


@door(GET=anyone)
def stream(request: HttpRequest) -> StreamingHttpResponse:
    def rows():
        for number in range(5):
            yield f"{number} {Ritual.objects.count()}\n"

    return StreamingHttpResponse(rows(), content_type="text/csv")


@door(GET=anyone)
def picture(request: HttpRequest) -> FileResponse:
    return FileResponse(open(__file__, "rb"), content_type="text/plain")


urlpatterns = [
    path("same/", same),
    path("personal/", personal),
    path("with-cookie/", with_cookie),
    path("missing/", missing),
    path("stream/", stream),
    path("picture/", picture),
    path("with-form/", with_form),
    path("for-passers-by/", for_passers_by),
    path("echo/", echo),
    path("echo/<path:rest>", echo),
    *urls.urlpatterns,
]
