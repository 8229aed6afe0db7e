"""What nobody types by hand: zero bytes, endless numbers, the year 9999. Answered gently, never broken."""

import re

import pytest
from django.test import Client

from parvis.kit import limiting, matrix
from tests.attacks.furnishing import furnish
from tests.village import seat

ENDLESS = 10**30
MEETING = {
    "title": "Goûter", "day": "31/12/2026", "begins": "23 h", "ends": "2 h", "place": "other", "where": "ici",
    "audience": "public", "mode": "in_person", "step": "publish",
}  # fmt: skip


@pytest.fixture
def everything(village, client_of):
    """A browser that may do everything here, and shows breakdowns as answers."""
    for kind in ("animator", "facilitator", "keeper", "correspondent"):
        village.fatou.roles.create(kind=kind, since_on=village.now.date())
    browser = client_of(village.fatou)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**63, ENDLESS])
@pytest.mark.parametrize(
    "address",
    ["/rencontres/{}/", "/r/{}", "/histoires/{}/", "/cercles/{}/", "/permanence/personnes/{}/",
     "/coulisses/lieux/{}/", "/coulisses/lieux/{}/salles/1/", "/histoires/photos/{}/x.webp", "/rencontres/{}/organiser/"],
)  # fmt: skip
def test_a_number_nobody_has_is_not_found(everything, address, number):
    answer = everything.get(address.format(number))
    assert answer.status_code in {302, 404}


def test_no_address_breaks_on_a_number_no_engine_takes(village, client_of):
    """Every number of every address in its turn, the others being real, by each method the matrix declares."""
    browsers, tried, broken = [client_of(furnish(village)), Client()], 0, []
    for row in matrix.rows():
        numbers = re.findall(r"<int:\w+>", row.path)
        for endless in numbers:
            path = re.sub(r"<int:\w+>", "1", row.path.replace(endless, str(2**63)))
            path = re.sub(r"<\w+:\w+>|<\w+>", "x", path)
            for method in row.audiences:
                for browser in browsers:
                    browser.raise_request_exception = False
                    answer = browser.generic(method, path)
                    limiting.forget()
                    tried += 1
                    if answer.status_code >= 500:
                        broken.append(f"{method} {path} {answer.status_code}")
    assert not broken, "\n".join(broken)
    assert tried > 400


@pytest.mark.parametrize(
    "odd", ["\0", "a\0b", "9" * 5000, str(ENDLESS), "-1", "²", "\u202e", "e\u0301" * 300]
)
@pytest.mark.parametrize(
    "address",
    ["/qui-est-qui/?nom={}", "/qui-est-qui/?page={}", "/permanence/?qui={}", "/rencontres/?par=cercle-{}",
     "/rencontres/?par=lieu-{}&page={}", "/histoires/?page={}", "/connexion/?suite=/{}",
     "/connexion/code/?demande={}", "/mon-espace/journal/?page={}"],
)  # fmt: skip
def test_an_odd_question_is_answered(everything, address, odd):
    path, _mark, query = address.partition("?")
    pairs = dict(pair.split("=", 1) for pair in query.split("&"))
    answer = everything.get(path, {key: value.replace("{}", odd) for key, value in pairs.items()})
    assert answer.status_code < 500


@pytest.mark.parametrize("odd", ["\0", "a\0b", "9" * 5000, str(ENDLESS), "-1", "²", "x" * 1_000_000])
@pytest.mark.parametrize("field", ["name", "contact", "party", "companions", "waits"])
def test_an_odd_newcomer_is_told_kindly(village, anonymous, field, odd):
    anonymous.raise_request_exception = False
    fields = {"name": "Samir", "contact": "samir@exemple.fr", field: odd}
    assert anonymous.post(f"/rencontres/{village.cafe.pk}/inscription/", fields).status_code < 500


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("day", "31/12/9999"), ("day", "9999-12-31"), ("day", "0001-01-01"), ("day", "01/01/0001"),
        ("day", "99999"), ("begins", "99 h"), ("until", "31/12/9999"), ("capacity", str(ENDLESS)),
        ("capacity", "-3"), ("telephone_seats", str(ENDLESS)), ("place", "place:" + str(ENDLESS)),
        ("place", "room:²"), ("audience", "circle:" + str(ENDLESS)), ("link", "javascript:alert(1)"),
        ("link", "http://["), ("title", "a\0b"), ("once", "a\0b"), ("once", "x" * 5000), ("questions", "\0"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("weekly", [{}, {"is_weekly": "on", "until": "31/12/2027"}])
def test_an_odd_meeting_is_told_kindly(everything, field, odd, weekly):
    answer = everything.post("/rencontres/proposer/", {**MEETING, **weekly, field: odd})
    assert answer.status_code < 500
    assert 'href="javascript:' not in answer.content.decode()


@pytest.mark.parametrize("odd", ["\0", "a\0b", str(ENDLESS), "9" * 18, "²"])
def test_odd_acts_in_the_room_and_at_the_door_break_nothing(village, everything, odd):
    registration = seat(village.jeanne, village.cafe, village.now)
    room = f"/rencontres/{village.cafe.pk}/salle/arrivees/"
    posts = [
        (room, {"registration": odd}), (room, {"first_name": "Zoé", "once": odd}), (room, {"first_name": odd}),
        (f"/rencontres/{village.cafe.pk}/apres/", {"happened": "yes", "unnamed_people": odd}),
        ("/connexion/", {"address": odd}), ("/connexion/", {"address": "x@exemple.fr", "suite": "/" + odd}),
        ("/connexion/qui/", {"member": odd}), ("/mon-espace/cles/ajout/", {"name": odd, "answer": odd}),
        ("/connexion/cle/entree/", {"answer": '{"id": "' + odd + '"}', "suite": odd}),
        ("/permanence/personnes/", {"name": odd, "contact": odd, "agrees": "on"}),
        (f"/permanence/personnes/{village.odile.pk}/inscriptions/", {"meeting": odd}),
        ("/coulisses/roles/", {"who": odd, "kind": "keeper", "scope": odd}),
        ("/mon-espace/details/", {"name": odd, "about": odd, "pen_name": odd}),
        ("/mon-espace/coordonnees/", {"contact": odd}),
        (f"/rencontres/{village.cafe.pk}/annulation/", {"reason": odd, "scope": odd}),
        ("/affichage/", {"theme": odd, "size": odd, "language": odd}),
    ]  # fmt: skip
    broken = [path for path, fields in posts if everything.post(path, fields).status_code >= 500]
    assert not broken
    assert registration.pk


@pytest.mark.parametrize("cookie", ["annonce", "affichage", "langue", "parvis", "csrftoken"])
@pytest.mark.parametrize("odd", ["x" * 3000, "é", "a b", "..", "%00", '"'])
def test_an_odd_cookie_breaks_nothing(village, anonymous, cookie, odd):
    anonymous.raise_request_exception = False
    anonymous.cookies[cookie] = odd
    for path in ("/", "/rencontres/", f"/rencontres/{village.cafe.pk}/", "/connexion/", "/mon-espace/"):
        assert anonymous.get(path).status_code < 500
