"""Read everything a reader can ask for, and say which tokens were seen where."""

import base64
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle, product
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.signing import BadSignature, loads
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from parvis.community.models import Circle, Interest, Place, Ritual, Room
from parvis.conversations.models import Message, Report, Thread
from parvis.courier.models import Dispatch, Received
from parvis.desk.models import OpenCall
from parvis.federation.models import Imported, SecretFeed, Source
from parvis.kit import matrix
from parvis.meetings.models import DatePoll, Meeting, Registration
from parvis.members.models import (
    Consent,
    ContactPoint,
    Import,
    Leaving,
    Member,
    Membership,
    Passkey,
    Removal,
    Role,
    Suspension,
)
from parvis.newsletters.models import Letter, Plan, Section
from parvis.tables.models import Arrangement, Round, SilentWish
from parvis.wiki.models import Photo, Sentence, Story
from tests.secrets.table import SECRETS

ROWS = matrix.rows()
_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
# The noun before a number in an address. Another noun is tried with the numbers of all its area has: slow.
NOUNS: dict[str, Any] = {
    "rencontres": Meeting, "r": Meeting, "cercles": Circle, "demandes": Membership, "histoires": Story, "photos": Photo,
    "phrases": Sentence, "personnes": Member, "appels": Dispatch, "membres": Member,
    "departs": Leaving, "lieux": Place, "salles": Room, "rituels": Ritual,
    "roles": Role, "arrivees": Import, "coordonnees": ContactPoint, "accords": Consent, "cles": Passkey,
    "sondages": DatePoll, "places": Registration, "inscriptions": Registration, "agendas": Source,
    "mes-calendriers": SecretFeed, "messages": Received, "pour-moi": Received, "mis-de-cote": Received, "textos-en-doute": Dispatch,
    "lettres": Letter, "rubriques": Section, "publications": Plan, "interets": Interest,
    "echanges": Thread, "paroles": Message, "signalements": Report,
    "en-attente": OpenCall, "tours": Round, "liens": Arrangement, "pas-avec": SilentWish,
}  # fmt: skip
# The other numbers of an address, where the argument does not name its model (« registration_pk » does).
_BY_ARGUMENT = {"poll_pk": DatePoll, "trace_pk": Imported, "into_pk": Meeting, "other_pk": Member}
_BY_NAME = {
    f"{model._meta.model_name}_pk": model
    for model in apps.get_models()
    if model.__module__.startswith("parvis.")
}
DATES = {"year": [2026], "month": [11, 12], "week": [48, 49]}
SEARCHED = ("secret name", "person name", "person search", "person mail", "person card", "secret title", "left name",
            "untold title", "pen unused", "call to", "line facts")  # fmt: skip


SEARCHES = {"mots", "nom", "qui"}  # the questions that look for words


def noun_of(row: matrix.Row, match: re.Match[str]) -> Any:
    """The model a number of this address stands for; None when nobody said."""
    before = [part for part in row.path[: match.start()].split("/") if part and "<" not in part]
    known = _BY_ARGUMENT.get(match[2]) or _BY_NAME.get(match[2])
    return known or NOUNS.get(before[-1] if before else "")


def _numbers_of_area(row: matrix.Row, reader: int) -> list[int]:
    """What an address may mean whose noun nobody said: the numbers of all its area has, or all areas."""
    area = row.name.partition(":")[0]
    models = [model for model in apps.get_models() if model._meta.app_label == area] or _BY_NAME.values()
    return sorted({number for model in models for number in numbers_of(model, reader)})


def numbers_of(model: Any, reader: int) -> list[int]:
    """The rows worth asking for: all that hold a token, the reader's own, and a few others."""
    rows = list(model._default_manager.order_by("pk"))
    ends = {row.pk for row in [*rows[:2], *rows[-4:]]} | (_out() if model is Member else set())
    return [
        row.pk
        for row in rows
        if row.pk in ends or getattr(row, "member_id", 0) == reader or tokens_in(repr(vars(row)))
    ]


def _out() -> set[int]:
    """Whoever was put out: why is read on their own page."""
    return {
        *Suspension.objects.values_list("member", flat=True),
        *Removal.objects.values_list("member", flat=True),
    }


def values_of(row: matrix.Row, match: re.Match[str], reader: int) -> list[Any]:
    """What may stand in an address for one argument."""
    kind, name = match[1] or "str", match[2]
    if name in DATES or "/annees/<" in row.path:
        return DATES.get(name, DATES["year"])
    if kind == "int":
        model = noun_of(row, match)
        return _numbers_of_area(row, reader) if model is None else numbers_of(model, reader)
    if name == "name":
        return [Path(photo.image.name).name for photo in Photo.objects.all()] or ["x.webp"]
    return ["1.x", SECRETS["person name"].token]


def addresses(row: matrix.Row, reader: int = 0) -> Iterator[str]:
    """The address with every plausible value of its arguments; two numbers go together as the rows do."""
    found = list(_ARGUMENT.finditer(row.path))
    choices = [values_of(row, match, reader) for match in found]
    combinations: Iterable[tuple[Any, ...]] = product(*choices)
    if len(found) == 2 and all(noun_of(row, match) for match in found):
        combinations = {
            *zip(*_evened(choices), strict=True),
            *zip(*_evened([choices[0], choices[1][1:] + choices[1][:1]]), strict=True),
            *_pairs(noun_of(row, found[0]), noun_of(row, found[1])),
        }
    for values in combinations:
        path, given = row.path, iter(values)
        yield _ARGUMENT.sub(lambda _match, given=given: str(next(given)), path)


def _evened(choices: list[list[Any]]) -> list[list[Any]]:
    most = max(len(values) for values in choices)
    return [
        [value for value, _ in zip(cycle(values), range(most), strict=False)] for values in choices if values
    ]


def _pairs(outer: Any, inner: Any) -> set[tuple[int, int]]:
    """(meeting, registration)… as they belong together."""
    names = [f.attname for f in inner._meta.concrete_fields if f.related_model is outer]
    return set(inner._default_manager.values_list(names[0], "pk")) if names else set()


def questions(row: matrix.Row) -> list[str]:
    """Names of what the view reads from the address (« ?nom= »), as its source says."""
    source = Path(row.view.__code__.co_filename).read_text(encoding="utf-8")
    return sorted(set(re.findall(r"GET\.get\(\s*\"(\w+)\"", source)))


# All tokens at once. A binary column could come out in base64.
_FORMS: dict[str, str] = {}
for _secret in SECRETS.values():
    _FORMS[_secret.token] = _secret.key
    _FORMS[base64.urlsafe_b64encode(_secret.token.encode()).decode()[:13].lower()] = _secret.key
_CARD = f"zq{SECRETS['person card'].token[2:8]}"
_FORMS[_CARD] = "person card"
_SPACED = re.compile(" ?".join(_CARD[at : at + 2] for at in range(0, 8, 2)))  # as it stands on the card
_ANY = re.compile("|".join(sorted(_FORMS, key=len, reverse=True)))


def tokens_in(text: str) -> set[str]:
    """The keys of the tokens a text holds, however its letters are written."""
    return {_FORMS[found] for found in _ANY.findall(_SPACED.sub(_CARD, text.lower()))}


def text_of(response: HttpResponseBase) -> str:
    """Everything an answer carries: status line, headers, cookies (opened), body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"PK\x03\x04"):  # a zip somebody takes away
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())
    body = body.replace(b"\r\n ", b"")  # the long lines of a calendar
    parts = [body.decode("utf-8", "replace"), repr(list(response.items())), response.cookies.output()]
    for cookie in response.cookies.values():
        try:
            parts.append(repr(loads(cookie.value, salt="parvis.kit.notices")))
        except (BadSignature, ValueError):
            continue
    return "\n".join(parts)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Reading:
    """One reader at one browser. `seen`: token key → the first addresses where it was read."""

    def __init__(self, client: Client, reader: Member | None) -> None:
        self.client = client
        self.reader = reader.pk if reader else 0
        self.client.raise_request_exception = False
        self.seen: dict[str, list[str]] = defaultdict(list)
        self.asked = 0
        self.broken: list[str] = []

    def note(self, where: str, response: HttpResponseBase, without: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        self.asked += 1
        if (
            response.status_code >= 500 and response.status_code != 501
        ):  # oEmbed's own word for another format
            self.broken.append(where)
        for key in tokens_in(text_of(response)) - without:
            if len(self.seen[key]) < 3:
                self.seen[key].append(where)

    def get(self, path: str, data: dict[str, str] | None = None) -> HttpResponseBase:
        response = self.client.get(path, data or {})
        self.note(f"GET {path} {data or ''}", response, tokens_in(f"{path} {data}"))
        return response

    def post(self, path: str, data: dict[str, str] | None = None) -> HttpResponseBase:
        held = self.client.cookies.output(header="", sep=";")
        with undone():
            response = self.client.post(path, data or {})
        self.client.cookies.clear()
        self.client.cookies.load(held)
        self.note(f"POST {path}", response, tokens_in(path))
        return response

    def all_of(self, row: matrix.Row, method: str, ask: Callable[[str], HttpResponseBase]) -> None:
        """Every address of a row; its two ends only when the door turns this reader away at both."""
        paths = list(addresses(row, self.reader))
        ends = paths[:1] + paths[1:][-1:]
        knocks = [ask(path).wsgi_request for path in ends]  # type: ignore[attr-defined]
        if any(row.audiences[method].admits(request) for request in knocks):
            for path in paths[1:-1]:
                ask(path)

    def pages(self, under: str = "/") -> None:
        """Every address by GET."""
        for row in ROWS:
            if "GET" in row.audiences and row.path.startswith(under):
                self.all_of(row, "GET", self.get)

    def leaks(self, reader: str) -> dict[str, list[str]]:
        """What was read and is not theirs: token key → where."""
        return {key: where for key, where in self.seen.items() if reader not in SECRETS[key].seen_by}

    def searches(self) -> None:
        """Every question a page takes, with the beginning of tokens."""
        for row in ROWS:
            if "GET" not in row.audiences or row.arguments:
                continue
            for name in questions(row):
                for key in SEARCHED if name in SEARCHES else SEARCHED[:1]:
                    self.get(row.path, {name: SECRETS[key].token[:6]})
        for circle in Circle.objects.all():
            self.get("/rencontres/", {"par": f"cercle-{circle.pk}"})
        for place in Place.objects.all():
            self.get("/rencontres/", {"par": f"lieu-{place.pk}"})

    def forms(self) -> None:
        """Every form, sent empty."""
        for row in ROWS:
            if "POST" in row.audiences and "deconnexion" not in row.path:
                self.all_of(row, "POST", self.post)
