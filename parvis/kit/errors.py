"""The pages shown when something is missing, refused or broken. Each names a way out."""

from django.http import HttpRequest, HttpResponse

from parvis.kit.rendering import page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "kit/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "kit/forbidden.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "kit/bad_request.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, "kit/broken.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, "kit/stale_form.html", status=403)
