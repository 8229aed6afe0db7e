"""Calls Django's WSGI handler from the asynchronous side: forty lines that matter."""

import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponseBase

from parvis.kit.front.prepared import Headers

Scope = dict[str, Any]
SMALL = 4 * 1024 * 1024


@dataclass(slots=True)
class Answer:
    """What Django answered: the whole body, or a response still to be streamed."""

    status: int
    headers: Headers
    body: bytes
    response: HttpResponseBase


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The WSGI environment of an ASGI request.

    Header names with an underscore are dropped: they could pass for another header.
    """
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue
        name, value = (
            "HTTP_" + raw_name.decode("latin-1").upper().replace("-", "_"),
            raw_value.decode("latin-1"),
        )
        if name in environ:
            value = f"{environ[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{value}"
        environ[name] = value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(length) if length else ""
    return environ


def call(application: WSGIHandler, environ: dict[str, Any]) -> Answer:
    """Run one request in the present thread. The body is read whole unless it is a stream."""
    started: list[Any] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[..., None]:
        started[:] = [int(status[:3]), headers]
        return lambda written: None

    response: Any = application(environ, start_response)
    headers = [
        (name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in started[1]
    ]
    if response.streaming and not _is_small_file(response):
        return Answer(started[0], headers, b"", response)
    with closing(response):
        return Answer(started[0], headers, b"".join(response), response)


def _is_small_file(response: Any) -> bool:
    """A photo is sent from memory like a page; an archive is streamed."""
    return isinstance(response, FileResponse) and int(response.get("Content-Length") or SMALL + 1) <= SMALL


def parts_of(response: HttpResponseBase) -> Iterable[bytes]:
    """The parts of a streamed answer, closed whatever happens."""
    with closing(response):
        yield from response
