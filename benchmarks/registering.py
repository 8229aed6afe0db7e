"""Newcomers registering, as their browsers would: the page's own form, filled with a name and an address."""

import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from benchmarks.load import request

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


@dataclass(frozen=True)
class Newcomers:
    """Makes request number n: a person nobody knows yet registers for one meeting among several."""

    pages: list[str]  # addresses of meetings
    cookies: str
    hidden: dict[str, str]

    def __call__(self, number: int) -> bytes:
        page = self.pages[number % len(self.pages)]
        told = {"name": f"Nouvelle Venue {number}", "contact": f"nouvelle{number}@exemple.fr", **self.hidden}
        # Each from an address of their own: limits count callers.
        away = f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        origin = "Origin: http://localhost"
        return request(
            "POST",
            f"{page}inscription/",
            f"Cookie: {self.cookies}",
            away,
            origin,
            body=urlencode(told).encode(),
        )


def newcomers(port: int, pages: list[str]) -> Newcomers:
    """Open one meeting's page and learn its form."""
    jar = CookieJar()
    html = build_opener(HTTPCookieProcessor(jar)).open(f"http://localhost:{port}{pages[0]}").read().decode()
    hidden = {}
    for field in _HIDDEN.findall(html):
        said = dict(_ATTRIBUTE.findall(field))
        hidden[said["name"]] = said.get("value", "")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    return Newcomers(pages, cookies, {"csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"]})
