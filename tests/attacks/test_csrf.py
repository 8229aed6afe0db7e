"""Every change asks for the secret of one of our own pages, whatever dress the request wears."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from parvis.courier.models import Dispatch
from parvis.kit import matrix
from parvis.members.models import Member
from parvis.members.signing_in import make_link
from tests.architecture.test_matrix import CAST, address

pytestmark = pytest.mark.asvs("3.5.1", "3.5.2")
POSTS = [row for row in matrix.rows() if "POST" in row.audiences]
# RFC 8058: mail programs carry no secret of ours, the signed token is one; a gateway has one of its own.
OPEN = {"courier:incoming_mail", "courier:incoming_text", "members:leave_list", "members:silence"}


def browser_of(member=None, **headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    if member is not None:
        client.force_login(member)
    return client


def with_secret(client):
    client.get("/connexion/?encore=1")
    page = client.get("/affichage/").content.decode()
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def test_only_doors_for_machines_need_no_secret():
    views = {row.name for row in POSTS if getattr(_view(row.name), "csrf_exempt", False)}
    assert views == OPEN


def _view(name):
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        resolver = next(one for one in resolver.url_patterns if getattr(one, "namespace", None) == part)
    return next(
        one.callback for one in resolver.url_patterns if getattr(one, "name", None) == name.split(":")[-1]
    )


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.name)
def test_no_act_without_the_secret(row, village):
    if row.name in OPEN:
        return
    audience = row.audiences["POST"].name
    member = getattr(village, CAST.get(audience, "jeanne"))
    url = address(row, village)
    for headers, body in [
        ({}, {"content_type": "application/x-www-form-urlencoded"}),
        ({"Origin": "https://evil.example"}, {"content_type": "text/plain"}),
        ({"Sec-Fetch-Site": "cross-site"}, {"content_type": "application/json"}),
        ({"Referer": "https://evil.example/"}, {"content_type": "multipart/form-data; boundary=x"}),
    ]:
        answer = browser_of(member, **headers).post(url, data="", **body)
        assert answer.status_code == 403, (headers, answer.status_code)
        assert "csrfmiddlewaretoken" in answer.content.decode() or answer.status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "https://testserver",
        "http://localhost:81",
    ],
)
def test_the_secret_of_one_s_own_page_does_not_help_another_site(village, origin):
    jeanne = browser_of(village.jeanne)
    secret = with_secret(jeanne)
    fields = {"csrfmiddlewaretoken": secret, "name": "Voleuse"}
    assert jeanne.post("/mon-espace/details/", fields, headers={"Origin": origin}).status_code == 403
    assert Member.objects.get(pk=village.jeanne.pk).name == "Jeanne Martin"
    assert jeanne.post("/mon-espace/details/", fields).status_code == 302


def test_the_secret_of_a_thief_s_page_does_not_help_either(village):
    theirs = with_secret(browser_of())
    jeanne = browser_of(village.jeanne)
    with_secret(jeanne)
    fields = {"csrfmiddlewaretoken": theirs, "name": "Voleuse"}
    assert jeanne.post("/mon-espace/details/", fields).status_code == 403


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_look_dressed_as_an_act_stays_a_look(village, header):
    jeanne = browser_of(village.jeanne)
    jeanne.get("/deconnexion/", headers={header: "POST"})
    jeanne.get("/mon-espace/details/?_method=POST&name=Voleuse", headers={header: "POST"})
    assert jeanne.get("/mon-espace/").status_code == 200
    assert Member.objects.get(pk=village.jeanne.pk).name == "Jeanne Martin"


class TestEnteringForSomebodyElse:
    def test_a_link_opened_in_a_victim_s_browser_names_whose_it_is_and_waits(self, village, now):
        path = make_link(village.paul, now).removeprefix("http://localhost:8000")
        jeanne = browser_of(village.jeanne)
        assert "Paul" in jeanne.get(path).content.decode()
        assert "Bonjour Jeanne" in jeanne.get("/mon-espace/").content.decode()
        assert browser_of(village.jeanne, Origin="https://evil.example").post(path).status_code == 403

    def test_nobody_is_entered_or_signed_out_from_another_site(self, village):
        jeanne = browser_of(village.jeanne, Origin="https://evil.example")
        for path in ("/deconnexion/", "/deconnexion/partout/", "/connexion/", "/connexion/qui/"):
            assert jeanne.post(path, {"address": "jeanne@exemple.fr"}).status_code == 403
        assert not Dispatch.objects.exists()


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.3", "3.3.4")
class TestCookies:
    def test_over_https_they_belong_to_this_host_alone(self, tmp_path):
        import os
        import subprocess
        import sys

        code = "from config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
        said = subprocess.run(
            [sys.executable, "-c", code],
            env={"PARVIS_ADDRESS": "https://canal.exemple.fr", "PARVIS_DATA": str(tmp_path), "PATH": os.environ["PATH"]},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert said.stdout.split() == ["__Host-parvis", "__Host-csrftoken", "True"]

    def test_each_is_shut_to_scripts_and_to_other_sites(self, village, now, settings):
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.IS_HTTPS = True
        browser = Client()
        browser.post(make_link(village.jeanne, now).removeprefix("http://localhost:8000"))
        browser.get("/mon-espace/details/")
        browser.post("/mon-espace/details/", {"name": "Jeanne Martin"})
        for name in ("parvis", "csrftoken", "annonce"):
            cookie = browser.cookies[name]
            assert (cookie["httponly"], cookie["secure"], cookie["path"]) == (True, True, "/"), name
            assert cookie["samesite"] == "Lax", name
            assert not cookie["domain"], name


def test_every_address_of_an_act_was_tried():
    assert len(POSTS) > 40
    assert reverse("members:sign_out") in {row.path.replace("^", "") for row in POSTS}
