"""Walks the whole house as a browser does: follows every link, finds every form, fills it, sends it."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

ROOTS = (
    "/",
    "/mon-espace/",
    "/coulisses/",
    "/permanence/",
    "/connexion/",
    "/affichage/",
    "/rencontres/je-suis-la/",
)
TEXTUAL = {"text", "search", "tel", "email", "url", "date", "time", "number", "hidden", "color", "password"}
PER_ADDRESS = 8  # pages looked at for one address of the table of doors
Tree = Element
_TAG = re.compile(r"<(a|img|form)\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")


@dataclass
class Form:
    """One form of a page, with what a person who changes nothing would send."""

    page: str
    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)  # names of the fields people type in
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """Two forms alike in all but the row they are about are one form."""
        return (route(self.action), self.method)


def route(path: str) -> str:
    """The name of the address a path leads to; the path itself when nothing answers there."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


def tree_of(answer: HttpResponse) -> Tree:
    """The page as a browser understands it."""
    return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)


def is_page(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def walk(client: Client, roots: tuple[str, ...] = ROOTS, each: int = PER_ADDRESS) -> dict[str, HttpResponse]:
    """Every page that links lead to from the roots, at most `each` of one address."""
    waiting, seen, pages = deque(roots), set(roots), {}
    counts: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        counts[route(path)] += 1
        if counts[route(path)] > each:
            continue
        answer = client.get(path)
        pages[path] = answer
        for link in _links(path, answer):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return pages


def _links(path: str, answer: HttpResponse) -> list[str]:
    if 300 <= answer.status_code < 400:
        return _inside(path, answer["Location"])
    if not is_page(answer):
        return []
    return [found for end in _ends(answer.content.decode()) for found in _inside(path, end)]


def _ends(page: str) -> list[str]:
    """Where the links, pictures and questions of a page lead: our own templates write them all alike."""
    links, pictures, asking = [], [], []
    for tag, attributes in _TAG.findall(page):
        known = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if tag == "a":
            links.append(known.get("href", ""))
        elif tag == "img":
            pictures.append(known.get("src", ""))
        elif known.get("method", "get").lower() == "get":
            asking.append(known.get("action", ""))
    return links + pictures + asking


def _inside(path: str, end: str) -> list[str]:
    parts = urlsplit(urljoin("http://testserver" + path, end))
    if parts.scheme not in {"http", "https"} or parts.netloc not in {"testserver", "localhost:8000"}:
        return []
    return [parts.path + (f"?{parts.query}" if parts.query else "")]


def actions(path: str, answer: HttpResponse) -> frozenset[str]:
    """The names of the addresses the forms of a page lead to: known before the page is taken apart."""
    if not is_page(answer):
        return frozenset()
    tags = [known for tag, known in _TAG.findall(answer.content.decode()) if tag == "form"]
    ends = [unescape(dict(_ATTRIBUTE.findall(known)).get("action", "") or path) for known in tags]
    return frozenset(route(found) for end in ends for found in _inside(path, end))


def forms(path: str, answer: HttpResponse) -> list[Form]:
    """The forms of a page."""
    if not is_page(answer):
        return []
    return [found for node in tree_of(answer).iter("form") for found in _forms(path, node)]


def _forms(path: str, node: Tree) -> list[Form]:
    """The form; and the same fields for each of its buttons that sends them elsewhere."""
    whole = _form(path, node)
    elsewhere = [part.get("formaction", "") for part in node.iter("button") if part.get("formaction")]
    return [whole, *(replace(whole, action=_inside(path, end)[0]) for end in elsewhere)]


def _form(path: str, node: Tree) -> Form:
    found = Form(path, _inside(path, node.get("action") or path)[0], node.get("method", "get").lower())
    for part in node.iter():
        name = part.get("name")
        if name and name != "csrfmiddlewaretoken" and part.tag in {"input", "textarea", "select", "button"}:
            _read_field(found, part, name)
    return found


def _read_field(found: Form, part: Tree, name: str) -> None:
    kind = part.get("type", "text") if part.tag == "input" else part.tag
    if kind == "file":
        found.files.append(name)
    elif kind in {"radio", "checkbox"}:
        if part.get("checked") is not None:
            found.values.setdefault(name, part.get("value", "on"))
        else:
            found.values.setdefault(name, "")
    elif kind == "select":
        chosen = [one.get("value", "") for one in part.iter("option") if one.get("selected") is not None]
        every = [one.get("value", "") for one in part.iter("option")]
        found.values[name] = (chosen or every or [""])[0]
    elif kind == "textarea" or kind in TEXTUAL:
        found.values[name] = part.get("value", "") if kind != "textarea" else (part.text or "")
        found.texts.append(name)
