"""Every form of the house, found by walking it, filled with every string of the corpus: never broken."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote_plus, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from parvis.kit import limiting, matrix
from tests.attacks import corpus
from tests.attacks.furnishing import furnish, jpeg, more_roots
from tests.attacks.furnishing_desk import enter_kiosk, sit_beside, stay_in, wait_beside
from tests.attacks.walking import ROOTS, Form, actions, forms, route, walk
from tests.settings import DATABASE_KIND, IS_LONG

TWINS = 2  # pages of one address with the same forms that are looked at
READ_OTHERWISE = re.compile(r"[\x00-\x20\x7f%&+=#]")  # in the body of a form
BREAKS_ENGINES = {"zero", "lone surrogate"}  # what one engine stores and the other refuses

# Forms a walk does not meet: their buttons need JavaScript, or a moment the furnished village is not in.
UNMET = {
    "founding:first_page",  # the village has a name
    "scenes:play",  # the village is no demonstration (tests/console/test_scenes.py)
    "members:passkey_addition", "members:passkey_entry",  # JavaScript (test_odd_inputs)
    "meetings:taps",  # JavaScript (tests/meetings/test_gathering.py)
    "covisits:beside_which",  # the same, side by side (tests/covisits/test_beside.py)
    # During a visit of friends, by the pass of a visitor (tests/covisits: hostile hearts, choices, names, digits).
    "covisits:answer", "covisits:choice", "covisits:dates", "covisits:drop", "covisits:go_without",
    "covisits:heart", "covisits:join_by_link", "covisits:leave", "covisits:name", "covisits:renew",
    "covisits:send", "covisits:show_out", "covisits:wait",
    "members:sign_in_choice",  # the moment between a code and a name (test_odd_inputs)
    "meetings:given_seat", "meetings:leaving",  # one button, no field
    "courier:incoming_text",  # a machine’s door: no page has a form for it (tests/meetings/test_texting.py)
    "courier:incoming_mail",  # the same (tests/courier/test_polling.py)
    "meetings:answers",  # one button, no field
    "rides:after_all",  # one button, after a no (tests/rides, hostile numbers too)
    "aid:renew",  # one button, no field, when a notice is about to end (tests/aid/test_kept_as_said.py)
    "tables:coffee_return",  # one button, no field, during a pause
    # Fatou holds every role: she is refused her own leaving and removal (tests of leaving, of shutting out).
    "console:erasure", "console:removal", "console:suspension", "console:suspension_end",
    "members:departure", "members:departure_return", "members:staying",
    # States the walk does not make: mail held back, a link of a letter, somebody's own silence.
    "console:held_mail_abandonment", "console:held_mail_departure", "members:silence", "members:way_messages",
}  # fmt: skip


@pytest.fixture
def walked(village, client_of):
    """Each form of the house once, with the browser that met it: Fatou's or a passer-by's."""
    fatou = furnish(village)
    met: dict[tuple, tuple[Client, Form]] = {}
    looked: Counter[tuple] = Counter()
    roots, tablet = (*ROOTS, *more_roots(village)), Client()
    two, one = client_of(village.jeanne), client_of(village.paul)
    walks = {client_of(fatou): roots, Client(): roots, tablet: enter_kiosk(village, tablet),
             two: sit_beside(village, two), one: wait_beside(one)}  # fmt: skip
    for browser, places in walks.items():
        browser.raise_request_exception = False
        for path, answer in walk(browser, places).items():
            assert answer.status_code < 500, path
            looked[alike := (route(path), actions(path, answer))] += 1
            for form in forms(path, answer) if looked[alike] <= TWINS else ():
                _, best = met.get(form.key, (browser, form))
                met[form.key] = (browser, max(best, form, key=lambda one: len(one.texts)))
    stay_in()
    return list(met.values())


def send(browser: Client, form: Form, words: str | None, only: str = "") -> HttpResponse:
    """Fill the text fields of a form (or one of them) with these words and send it; nothing stays."""
    limiting.forget()
    held = browser.cookies.output(header="", sep=";")
    values = dict(form.values)
    if words is not None:
        values.update({name: words for name in form.texts if not only or name == only})
    with transaction.atomic():
        answer = _sent(browser, form, values, words)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    browser.cookies.clear()
    browser.cookies.load(held)
    return answer


@cache
def _escaped(words: str) -> str:
    """Words as they travel. Of long ones only what would be read otherwise: escaping, and reading, took the time."""
    if len(words) < 1_000:
        return quote_plus(words, errors="surrogatepass")
    return READ_OTHERWISE.sub(lambda found: f"%{ord(found[0]):02X}", words)


def _sent(browser: Client, form: Form, values: dict[str, str], words: str | None) -> HttpResponse:
    if form.method == "get":
        written = urlencode(values, errors="surrogatepass")
        return browser.generic("GET", form.action.partition("?")[0], QUERY_STRING=written)
    if not form.files:
        written = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in values.items())
        return browser.generic("POST", form.action, written, "application/x-www-form-urlencoded")
    wire = {name: value.encode(errors="replace").decode() for name, value in values.items()}
    named = (words or "photo.jpg").encode(errors="replace").decode()[:200]
    files = {
        name: SimpleUploadedFile(f"x{named.replace('/', '')}", jpeg(), "image/jpeg") for name in form.files
    }
    return browser.post(form.action, {**wire, **files})


def unmet(walked: list[tuple[Client, Form]]) -> set[str]:
    """Addresses that take forms and where the walk met none."""
    posted = {row.name for row in matrix.rows() if "POST" in row.audiences}
    return posted - {route(form.action) for _browser, form in walked}


def is_taken(kind: int, form: int) -> bool:
    """A third of all pairs of words and forms on each engine, never the same; all of them with --long."""
    return IS_LONG or (kind + form) % 3 == (0 if DATABASE_KIND == "sqlite" else 1)


def broken_by_words(walked: list[tuple[Client, Form]]) -> Iterator[str]:
    for number, (kind, words) in enumerate(corpus.STRANGE.items()):
        for place, (browser, form) in enumerate(walked):
            if not form.texts and not form.files:
                continue
            if kind not in BREAKS_ENGINES and not is_taken(number, place):
                continue
            if (answer := send(browser, form, words)).status_code >= 500:
                yield f"{kind}: {form.method} {form.action} {form.texts} {answer.status_code}"


def broken_by_choices(walked: list[tuple[Client, Form]]) -> Iterator[str]:
    """Choices, boxes and hidden fields take any words too."""
    for browser, form in walked:
        for words in ("²", "9" * 400, "a\0b", "[]", corpus.BREAK_OUT):
            forged = Form(form.page, form.action, form.method, dict.fromkeys(form.values, words))
            if send(browser, forged, None).status_code >= 500:
                yield f"{words[:20]!r}: {form.method} {form.action} {list(form.values)}"


@pytest.mark.asvs("1.3.3", "1.4.2", "2.2.1", "2.2.2", "15.3.5", "16.5.1")
def test_every_form_takes_any_words(walked):
    """One walk for it all, the forms nobody meets included: it takes as long as the sending."""
    broken = [*broken_by_words(walked), *broken_by_choices(walked)]
    assert not broken, "\n".join(broken)
    assert sorted(unmet(walked) - UNMET) == [], (
        "nothing was sent there: furnish the village, or say why in UNMET"
    )
    assert sorted(UNMET - unmet(walked)) == [], "the walk meets these now"
