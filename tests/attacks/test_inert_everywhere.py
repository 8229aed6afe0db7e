"""What people wrote, whatever it was, is words everywhere: pages, printed sheets, tables, letters."""

import csv
import io
import json
from collections import Counter
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import html5lib
import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from parvis.courier.composing import READABLE, compose
from parvis.courier.models import Dispatch
from parvis.kit import freshness
from tests.attacks import corpus
from tests.attacks.furnishing import furnish, more_roots
from tests.attacks.walking import ROOTS, Tree, is_page, tree_of, walk

# Columns nobody writes: keys, rules, digests, codes, addresses of people and of the place.
NOT_WRITTEN = {
    "session_key", "card_code", "rule", "colour", "time_zone", "code_digest", "link_digest", "digest", "message_id",
    "once_key", "form_key", "stored", "verb", "subject_kind", "gathering_kind", "purpose", "reply_to",
    "failure", "holder", "area", "language", "image", "logo", "channel", "password", "link", "telephone", "sheet",
}  # fmt: skip
ADDRESSES = {("Partner", "url"), ("Community", "call_room")}  # the engine takes them on https alone
EMPHASIS = {"em", "strong", "p", "br", "code"}  # what Markdown may make of a text that is Markdown
SAFE_SCHEMES = {"", "http", "https", "mailto", "tel", "webcal"}


def written_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model that hold people's own words."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and column.name not in NOT_WRITTEN
        and not (column.name == "address" and model.__name__ in {"ContactPoint", "Dispatch", "SignInCode"})
    ]


def write_everywhere(words: str, *, but: frozenset[str] | set[str] = frozenset()) -> int:
    """Put these words into every written column of every row; how many columns."""
    count = 0
    for model in apps.get_models():
        if not model.__module__.startswith("parvis."):
            continue
        for column in written_columns(model):
            if column.name in but:
                continue
            count += 1
            for row in model._default_manager.all():
                shown = f"{row.pk} {words}" if column.unique or column.name in together(model) else words
                if (model.__name__, column.name) in ADDRESSES:
                    shown = f"https://exemple.fr/{shown}"
                model._default_manager.filter(pk=row.pk).update(**{column.name: shown[: column.max_length]})
    freshness.bump()
    return count


def together(model: type[models.Model]) -> set[str]:
    """Columns that are unique beside others: two rows of one parent may not say the same."""
    constraints = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return {name for constraint in constraints for name in constraint.fields}


def shape(tree: Tree) -> Counter[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes, counted."""
    return Counter(
        (node.tag, tuple(sorted(node.keys())))
        for node in tree.iter()
        if isinstance(node.tag, str) and node.tag not in EMPHASIS
    )


def _can_run(node: Tree) -> bool:
    """A script, a style, a frame or a base of the page itself; data for search engines is none if it is whole."""
    if node.tag == "script" and node.get("type") == "application/ld+json":
        return not isinstance(json.loads(node.text or ""), dict)
    return node.tag in {"script", "style", "iframe", "base"} and not node.get("src")


def faults(where: str, tree: Tree) -> list[str]:
    """Elements, attributes and addresses that came out of somebody's words."""
    found = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        names = [node.tag, *node.keys()]
        if any("zqk" in name for name in names) or any(name.startswith("on") for name in names[1:]):
            found.append(f"{where}: <{node.tag} {dict(node.items())}>")
        if _can_run(node):
            found.append(f"{where}: <{node.tag}>")
        for name in ("href", "src", "action", "formaction") if node.tag != "link" else ():
            address = "".join((node.get(name) or "").split()).lower()
            # A picture drawn by the page itself: inside <img>, a browser runs nothing of it.
            is_drawn = node.tag == "img" and name == "src" and address.startswith("data:image/svg+xml,")
            if not is_drawn and urlsplit(address).scheme not in SAFE_SCHEMES:
                found.append(f"{where}: {name}={node.get(name)!r}")
    if corpus.COMPUTED in "".join(tree.itertext()):
        found.append(f"{where}: a template was computed")
    return found


@pytest.fixture
def house(village, client_of):
    """Every page Fatou and a passer-by can read, as a function to call again after a change."""
    browsers = {"fatou": client_of(furnish(village)), "nobody": Client()}
    roots = (*ROOTS, *more_roots(village))

    def read() -> dict[str, HttpResponse]:
        return {
            f"{who} {path}": answer
            for who, browser in browsers.items()
            for path, answer in walk(browser, roots, each=3).items()
        }

    read.browsers = browsers
    return read


@pytest.mark.asvs("1.1.2", "1.2.1", "1.2.2", "1.3.1", "1.3.5", "1.3.7", "3.2.2")
def test_words_make_no_element_no_attribute_and_no_address(house):
    write_everywhere("zq Neutre")
    plain = {where: shape(tree_of(answer)) for where, answer in house().items() if is_page(answer)}
    found, seen = [], 0
    for kind, words in corpus.BITING.items():
        assert write_everywhere(words) > 40
        for where, answer in house().items():
            assert answer.status_code < 500, where
            if not is_page(answer):
                continue
            tree = tree_of(answer)
            seen += "zq" in "".join(tree.itertext())
            found += faults(f"{kind} {where}", tree)
            if "/papier/" in where:
                continue  # long words turn the page: more sheets, the same elements (see tests/meetings/paper)
            if where in plain and (more := shape(tree) - plain[where]):
                found.append(f"{kind} {where}: more {dict(more)}")
    assert not found, "\n".join(sorted(set(found))[:40])
    assert seen > 300, "the words are on the pages"


@pytest.mark.asvs("1.2.10")
def test_no_cell_of_any_table_is_a_formula(house):
    tables = 0
    addresses = [
        where for where, answer in house().items() if answer.headers["Content-Type"].startswith("text/csv")
    ]
    for words in ("=zqk()", "\t=zqk()", "＝zqk()", "@zqk", "+zqk\n-zqk", '";=zqk();"'):
        write_everywhere(words)
        for where in addresses:
            who, _, path = where.partition(" ")
            answer = house.browsers[who].get(path)
            text = b"".join(answer.streaming_content).decode("utf-8-sig") if answer.streaming else answer.text
            rows = list(csv.reader(io.StringIO(text), delimiter=";"))
            tables += 1
            assert len({len(row) for row in rows}) == 1, where
            assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠")], (
                where
            )
    assert tables >= 6


@pytest.mark.asvs("1.2.1", "1.3.11")
@pytest.mark.parametrize(
    "kind", [*corpus.BITING, "header lines", "one line feed", "line separators", "right to left", "zero"]
)
def test_a_letter_says_the_words_and_nothing_else(village, kind):
    furnish(village)
    written = Dispatch.objects.create(
        channel="mail", purpose="meetings.change", address="jeanne@exemple.fr", written_at=village.now,
        not_before_at=village.now, message_id="<a@b>", title="x", body="x",
    )  # fmt: skip
    words = corpus.STRANGE[kind].replace("\0", "")
    write_everywhere(words)
    written.refresh_from_db()
    plain = message_from_bytes(compose(_ordinary(village), timezone.now()).as_bytes(), policy=policy.default)
    for style in (policy.SMTP, READABLE):
        letter = message_from_bytes(compose(written, timezone.now(), style).as_bytes(), policy=policy.default)
        assert letter.keys() == plain.keys()
        assert letter["To"].addresses[0].addr_spec == "jeanne@exemple.fr"
        page = letter.get_body(("html",)).get_content()
        assert not faults(kind, html5lib.parse(page, namespaceHTMLElements=False))


def _ordinary(village) -> Dispatch:
    return Dispatch(
        channel="mail", purpose="meetings.change", address="jeanne@exemple.fr", name="Jeanne",
        written_at=village.now, message_id="<a@b>", title="x", body="x",
    )  # fmt: skip
