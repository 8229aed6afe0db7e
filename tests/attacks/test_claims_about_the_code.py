"""What the whole code must never do, read in the code itself; and small promises about requests and logs."""

import ast
import json
import re

import pytest
from django.test import Client

from parvis.kit import matrix
from tests.architecture.tree import ROOT

SOURCES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for root in ("parvis", "config")
    for path in sorted((ROOT / root).rglob("*.py"))
}
EVALUATES = {"eval", "exec", "compile", "__import__", "system", "popen", "loads_pickle"}
READS_PATTERNS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
FETCHES = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "ftplib",
    "telnetlib",
    "pickle",
    "marshal",
    "shelve",
    "yaml",
}
OPENS = {"SMTP", "SMTP_SSL", "urlopen", "HTTPConnection", "HTTPSConnection", "create_connection", "socket"}


def calls():
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT).as_posix(), node


@pytest.mark.asvs("1.3.2", "1.5.2")
def test_nothing_is_evaluated():
    found = [
        (path, node.lineno)
        for path, node in calls()
        if (isinstance(node.func, ast.Name) and node.func.id in EVALUATES)
        or (isinstance(node.func, ast.Attribute) and node.func.attr in {"system", "popen"})
        or any(word.arg == "shell" for word in node.keywords)
    ]
    assert not found


LISTED = ("headings.py", "noticing/publics.py", "reporting/doubts.py", "rides/reading_words.py")


@pytest.mark.asvs("1.2.9")
def test_no_pattern_is_made_of_what_people_type():
    """Patterns are written in the code: a literal, or a name in capitals that holds one."""
    made = []
    for path, node in calls():
        func = node.func
        if not (
            isinstance(func, ast.Attribute)
            and getattr(func.value, "id", "") == "re"
            and func.attr in READS_PATTERNS
        ):
            continue
        pattern = node.args[0]
        names = {one.id for one in ast.walk(pattern) if isinstance(one, ast.Name)}
        is_escaped = "re.escape" in ast.unparse(pattern)
        if not is_escaped and not all(name.isupper() for name in names) and path.startswith("parvis/"):
            made.append((path, node.lineno, ast.unparse(pattern)))
    # their patterns stand above them, in a list
    assert [one for one in made if not one[0].endswith(LISTED)] == []


@pytest.mark.asvs("1.3.6", "13.2.4")
def test_nothing_asks_the_network_but_mail():
    """No library that fetches; connections are opened by the post, and by the doctor in a terminal."""
    imported = {name.name.split(".")[0] for tree in SOURCES.values() for node in ast.walk(tree)
                if isinstance(node, ast.Import) for name in node.names}  # fmt: skip
    imported |= {str(node.module).split(".")[0] for tree in SOURCES.values() for node in ast.walk(tree)
                 if isinstance(node, ast.ImportFrom)}  # fmt: skip
    assert not imported & FETCHES
    opening = {
        path for path, node in calls() if isinstance(node.func, ast.Attribute) and node.func.attr in OPENS
    }
    assert {path for path in opening if not path.startswith(("parvis/console/", "config/"))} == {
        "parvis/courier/mail.py"
    }


@pytest.mark.asvs("4.1.4", "13.4.4")
@pytest.mark.parametrize(
    "method", ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "PROPFIND", "X" * 500]
)
def test_every_address_refuses_the_methods_it_does_not_know(village, method):
    browser = Client(raise_request_exception=False)
    for row in matrix.rows():
        if not row.arguments:
            assert browser.generic(method, row.path).status_code in {302, 400, 403, 404, 405}, row.path


@pytest.mark.asvs("15.3.7")
def test_a_field_sent_twice_counts_once(village):
    twice = "name=Samir&contact=samir@exemple.fr&name=Paul&party=2&party=3"
    address = f"/rencontres/{village.cafe.pk}/inscription/?name=Zo%C3%A9&party=9"
    Client().post(address, twice, content_type="application/x-www-form-urlencoded")
    registration = village.cafe.registrations.get()
    assert (registration.member.name, registration.party) == ("Paul", 3)


@pytest.mark.asvs("16.4.1")
def test_a_line_of_the_log_is_one_line(capsys):
    import structlog

    from parvis.kit import logs

    logs.start()
    structlog.get_logger("web").warning("slow\nforged", view='a"\r\n{"event": "forged"}\u2028')
    lines = [line for line in re.split(r"[\r\n]", "".join(capsys.readouterr())) if "forged" in line]
    assert len(lines) == 1
    assert json.loads(lines[0])["view"].startswith('a"')
