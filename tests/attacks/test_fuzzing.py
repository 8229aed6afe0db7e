"""Requests at random, to every address, as anybody: answered or refused, never broken.

The same few hundred in every run; PARVIS_FUZZ=20000 pytest tests/attacks/test_fuzzing.py looks further, elsewhere.
"""

import os
import random
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client

from parvis.kit import limiting, matrix
from tests.attacks import corpus
from tests.attacks.furnishing import furnish, jpeg

HOW_MANY = int(os.environ.get("PARVIS_FUZZ", "600"))
SEED = int(
    os.environ.get(
        "PARVIS_FUZZ_SEED", "0" if HOW_MANY <= 600 else str(random.SystemRandom().randrange(10**9))
    )
)
NAMES = ["name", "title", "contact", "address", "code", "page", "nom", "qui", "par", "suite", "demande", "party", "answer",
         "day", "begins", "place", "audience", "csrfmiddlewaretoken", "member", "registration", "file", "text", "words",
         "kind", "scope", "who", "", "[]", "a[b]", "_method", "__proto__", "heading_line", "column-0", "once"]  # fmt: skip
HEADERS = ["HTTP_HX_REQUEST", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_IF_NONE_MATCH", "HTTP_RANGE",
           "HTTP_IF_MODIFIED_SINCE", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_ENCODING", "HTTP_FORWARDED",
           "HTTP_SEC_FETCH_SITE", "HTTP_ACCEPT", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_EXPECT", "HTTP_USER_AGENT"]  # fmt: skip
COOKIES = ["parvis", "csrftoken", "annonce", "affichage", "langue", "autre"]
KINDS = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
    "a/b; charset=\x7f",
]


class Dice:
    """One request made of the corpus, of real values, and of chance."""

    def __init__(self, seed: int, rows: list[matrix.Row]) -> None:
        self.dice, self.rows = random.Random(seed), rows
        self.words = [words for words in corpus.STRANGE.values() if len(words) < 30_000] + [
            "1",
            "2",
            "on",
            "yes",
            "",
            "0",
        ]

    def word(self) -> str:
        return self.dice.choice(self.words).encode(errors="replace").decode()

    def path(self) -> str:
        row = self.dice.choice(self.rows)
        path = row.path
        while "<" in path:
            before, _, rest = path.partition("<")
            kind, _, after = rest.partition(">")
            some = (
                str(self.dice.choice([1, 2, 3, 0, 10**18, 10**30]))
                if kind.startswith("int")
                else quote(self.word()[:80], safe="")
            )
            path = before + some + after
        return path

    def fields(self) -> dict[str, str]:
        return {self.dice.choice(NAMES): self.word() for _time in range(self.dice.randrange(6))}

    def request(self) -> dict[str, object]:
        dice, kind = self.dice, self.dice.choice(KINDS)
        body = (
            urlencode(self.fields()).encode() if dice.random() < 0.7 else dice.randbytes(dice.randrange(400))
        )
        if "multipart" in kind and dice.random() < 0.7:
            head = f'--x\r\nContent-Disposition: form-data; name="{dice.choice(NAMES)}"; filename="{self.word()[:50]}"\r\n\r\n'
            body = head.encode() + dice.choice([jpeg(), body]) + b"\r\n--x--\r\n"
        headers = {dice.choice(HEADERS): _one_line(self.word())[:2000] for _time in range(dice.randrange(4))}
        return {
            "method": dice.choice(["GET", "POST", "POST", "POST", "HEAD", "PUT"]), "path": self.path(), "data": body,
            "content_type": kind, "QUERY_STRING": urlencode(self.fields())[:7000] if dice.random() < 0.5 else "", **headers,
        }  # fmt: skip


def _one_line(text: str) -> str:
    return (
        "".join(letter for letter in text if letter.isprintable())
        .encode("latin-1", "ignore")
        .decode("latin-1")
    )


@pytest.mark.asvs("1.3.3", "16.5.1", "16.5.3")
def test_no_request_breaks_the_house(village, client_of):
    people = [client_of(furnish(village)), client_of(village.jeanne), Client()]
    # « /sante/pret » says 503 when the machine itself is not well: a busy one is not.
    rows = [row for row in matrix.rows() if row.name not in {"founding:first_page", "kit:ready"}]
    dice, broken = Dice(SEED, rows), []
    for number in range(HOW_MANY):
        browser = people[number % 3]
        browser.raise_request_exception = False
        request = dice.request()
        held = browser.cookies.output(header="", sep=";")
        if number % 5 == 0:
            browser.cookies[dice.dice.choice(COOKIES)] = _one_line(dice.word())[:1000]
        with transaction.atomic():
            answer = browser.generic(**request)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            broken.append(
                f"seed {SEED}, request {number}: {request['method']} {request['path']} {answer.status_code}"
            )
        browser.cookies.clear()
        browser.cookies.load(held)
        limiting.forget()
    assert not broken, "\n".join(broken)
