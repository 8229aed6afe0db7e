"""A telephone follows a desktop from page to page: what is in view, what is shown; never out of a form."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from parvis.covisits import choosing, visiting
from parvis.covisits.choosing import Coming
from parvis.covisits.leaving import leave
from parvis.covisits.models import CoVisit, Visitor
from parvis.kit import freshness, live
from parvis.kit.live import streams
from parvis.members.contacts import read_contact
from tests.covisits.test_live import begin, cookie_of
from tests.journeys.serving import front_server
from tests.journeys.waiting import eventually, look_out_for_rings, was_shown
from tests.village import make_meeting

pytestmark = pytest.mark.browser


@pytest.fixture
def now():
    """The hour it is: a visit goes by it."""
    return datetime.now(UTC)


@pytest.fixture
def server(lived_in):
    freshness.bump()
    with front_server() as running:
        yield running


@pytest.fixture
def visit(lived_in):
    """Rosa began a visit, Paul joined; the programme is longer than a screen."""
    for number in range(12):
        make_meeting(f"Atelier {number}", lived_in.now + timedelta(days=2 + number), host=lived_in.karim)
    return begin()


@pytest.fixture
def browser_of(open_browser, server):
    def opened(visitor, width, member=None, **options):
        context = open_browser(member, width=width, java_script_enabled=True, base_url=server.url, **options)
        name, _, value = cookie_of(visitor).partition("=")
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
        return context.new_page()

    return opened


def at(tab, path):
    """A page whose script runs."""
    tab.goto(path)
    expect(tab.locator(".following")).to_be_visible()


def is_above_the_bar(tab):
    said, bar = (tab.locator(one).bounding_box() for one in (".said", "aside.visit"))
    return said["y"] + said["height"] <= bar["y"] + 1


def test_a_telephone_follows_a_desktop_across_pages_of_different_width(lived_in, visit, browser_of):
    rosa, paul = browser_of(visit[0], 1280), browser_of(visit[1], 360)
    at(paul, "/")
    at(rosa, "/")
    assert [tab.evaluate("innerWidth") for tab in (rosa, paul)] == [1280, 360]
    expect(paul.get_by_role("button", name="Suivre Rosa")).to_have_attribute("aria-pressed", "true")
    asked = []
    paul.on("request", lambda one: asked.append(one.method) if one.url.endswith("/rencontres/") else None)
    at(rosa, "/rencontres/")
    paul.wait_for_url("**/rencontres/")
    assert asked == ["GET"]  # the page is asked for once
    link = rosa.locator("main ul.list a[href^='/rencontres/']").last
    expect(paul.locator(".following")).to_be_visible()
    link.scroll_into_view_if_needed()
    rosa.mouse.wheel(0, 4000)
    eventually(paul, lambda: paul.evaluate("scrollY") > 40)
    look_out_for_rings(paul)
    rosa.get_by_role("button", name="Montrer").click()
    link.click()
    eventually(paul, lambda: was_shown(paul))
    expect(paul.get_by_role("status").filter(has_text="Rosa vous montre")).to_be_visible()
    assert rosa.url.endswith("/rencontres/")  # shown, not opened
    link.click()
    paul.wait_for_url(rosa.url)
    assert paul.evaluate("document.documentElement.scrollWidth") <= 360


def test_alone_in_a_form_or_before_a_closed_page_one_stays(lived_in, visit, browser_of, server):
    begins_at = lived_in.now + timedelta(days=3)
    secret = make_meeting("Conseil", begins_at, host=lived_in.karim, circle=lived_in.council)
    rosa, paul = browser_of(visit[0], 1280, member=lived_in.karim), browser_of(visit[1], 360)
    meeting = lived_in.cafe.pk
    at(paul, f"/rencontres/{meeting}/inscription/")
    paul.get_by_label("Votre nom").fill("Paul")
    at(rosa, "/histoires/")
    said = paul.locator(".said")
    expect(said).to_contain_text("Rosa regarde une autre page.")
    assert paul.get_by_label("Votre nom").input_value() == "Paul"
    expect(said.get_by_role("link", name="Y aller")).to_have_attribute("href", "/histoires/")
    at(paul, "/histoires/")
    paul.get_by_role("button", name="Regarder de mon côté").click()
    at(rosa, "/rencontres/")
    expect(said).to_contain_text("Rosa regarde une autre page.")
    assert paul.url.endswith("/histoires/")
    paul.get_by_role("button", name="Suivre Rosa").click()
    paul.wait_for_url("**/rencontres/")  # at once: she is there
    at(rosa, f"/rencontres/{secret.pk}/")
    expect(said).to_contain_text("ne s’ouvre pas pour vous")
    assert paul.locator("h1").inner_text().startswith("Cette page n’existe plus")  # as one that is missing
    said.get_by_role("link", name="Revenir à ma page").click()
    paul.wait_for_url("**/rencontres/")
    expect(said).to_contain_text("ne s’ouvre pas pour vous")  # said, and not gone to again
    at(rosa, "/mon-espace/")
    expect(said).to_contain_text("une page personnelle")
    assert "Conseil" not in paul.content()


def test_who_joins_appears_on_the_pages_that_are_open(lived_in, browser_of):
    (first,) = begin(["Rosa"])
    rosa = browser_of(first, 1280)
    rosa.goto("/")
    expect(rosa.locator(".following")).to_be_hidden()
    paul = Visitor.objects.create(
        co_visit=first.co_visit, number=2, first_name="Paul", joined_at=lived_in.now
    )
    CoVisit.objects.update(version=F("version") + 1)
    live.publish(f"covisits.{first.co_visit_id}", live.Word("ask"))
    expect(rosa.get_by_role("button", name="Suivre Paul")).to_be_visible()
    expect(rosa.locator("aside.visit")).to_contain_text("Vous visitez avec Paul")
    his = browser_of(paul, 360)
    his.goto("/histoires/")
    his.wait_for_url(rosa.url)  # who joins is brought to who was there


def test_a_sentence_about_one_without_a_name_begins_like_a_sentence(browser_of):
    somebody, paul = (browser_of(one, 360) for one in begin(["", "Paul"]))
    at(paul, "/histoires/")
    paul.get_by_role("button", name="De mon côté").click()
    at(somebody, "/rencontres/")
    expect(paul.locator(".said")).to_contain_text("Une personne regarde une autre page.")


def test_one_who_follows_may_look_at_something_else_meanwhile(lived_in, visit, browser_of):
    rosa, paul = browser_of(visit[0], 1280), browser_of(visit[1], 360)
    at(rosa, "/rencontres/")
    paul.goto("/")
    paul.wait_for_url("**/rencontres/")
    said = paul.locator(".said")
    at(paul, "/histoires/")
    expect(rosa.locator(".said")).to_contain_text("Paul regarde une autre page.")
    expect(said).to_contain_text("Rosa regarde une autre page.")
    rosa.mouse.wheel(0, 4000)  # she stays where she is: he is not called back
    paul.wait_for_timeout(1500)
    assert paul.url.endswith("/histoires/")
    paul.get_by_role("button", name="Suivre Rosa").click()  # unless he says so
    paul.wait_for_url("**/rencontres/")
    at(paul, "/histoires/")
    at(rosa, "/entraide/")
    paul.wait_for_url("**/entraide/")


def test_the_page_of_a_choice_keeps_itself_true_and_leaves_alone_what_is_typed(lived_in, visit, browser_of):
    rosa, paul = (browser_of(one, 360) for one in visit)
    choice = choosing.propose(visitor=visit[0], meeting=lived_in.cafe, at=lived_in.now)
    at(paul, "/visite/choix/")
    name = paul.get_by_label("Votre prénom et votre nom")
    name.fill("Paul N")
    hers = Coming(name="Rosa Dupont", contact=read_contact("06 39 98 44 55"))
    choosing.answer(visitor=visit[0], choice=choice, coming=hers, at=lived_in.now)
    expect(paul.locator("[data-live=who]")).to_contain_text("oui")
    assert name.input_value() == "Paul N"
    assert name.evaluate("field => field === document.activeElement")
    at(rosa, "/visite/choix/")
    expect(rosa.locator("[data-live=mine]")).to_contain_text("On attend Paul.")
    his = Coming(name="Paul Nguyen", contact=read_contact("06 39 98 44 56"))
    choosing.answer(visitor=visit[1], choice=choice, coming=his, at=lived_in.now)
    expect(rosa.get_by_role("status").filter(has_text="C’est noté pour tout le monde.")).to_be_visible()
    expect(rosa.locator("[data-live=acts]")).not_to_contain_text("Continuer sans")


def test_who_comes_is_not_brought_to_the_digits(lived_in, browser_of):
    (first,) = begin(["Rosa"])
    rosa = browser_of(first, 360)
    rosa.goto("/visite/")
    paul = visiting.join(co_visit=first.co_visit, first_name="Paul", member=None, at=lived_in.now)
    expect(rosa.locator("[data-live=who]")).to_contain_text("Paul")
    his = browser_of(paul, 360)
    at(his, "/rencontres/")
    there = rosa.locator(".said").get_by_role("link", name="Y aller")
    expect(there).to_be_visible()
    eventually(rosa, lambda: is_above_the_bar(rosa))  # never behind it
    expect(his.locator(".said")).to_contain_text("Rosa regarde une autre page.")
    assert his.url.endswith("/rencontres/")
    there.click()
    rosa.wait_for_url("**/rencontres/")


def test_a_server_that_stops_and_one_who_leaves(lived_in, visit, browser_of, server):
    rosa, paul = browser_of(visit[0], 1280), browser_of(visit[1], 360)
    at(rosa, "/")
    at(paul, "/")
    server.kill()
    server.start()
    at(rosa, "/histoires/")
    paul.wait_for_url("**/histoires/")
    leave(visitor=visit[1], at=lived_in.now)
    expect(paul.locator(".following")).to_be_hidden()
    rosa.goto("/rencontres/")
    expect(rosa.locator(".following")).to_be_hidden()  # alone now
    assert paul.url.endswith("/histoires/")


def test_who_put_their_telephone_away_is_not_waited_for(lived_in, visit, browser_of, monkeypatch):
    monkeypatch.setattr(streams, "IDLE_SECONDS", 0.2)
    choice = choosing.propose(visitor=visit[0], meeting=lived_in.cafe, at=lived_in.now)
    hers = Coming(name="Rosa Dupont", contact=read_contact("06 39 98 44 55"))
    choosing.answer(visitor=visit[0], choice=choice, coming=hers, at=lived_in.now)
    rosa, paul = browser_of(visit[0], 320), browser_of(visit[1], 360)
    at(rosa, "/rencontres/")
    at(paul, "/rencontres/")
    signs, his = live.bus.channels[f"covisits.{visit[0].co_visit_id}"].signs, str(visit[1].pk)
    eventually(rosa, lambda: his in signs and signs[his].is_live)
    paul.close()
    said, long_ago = rosa.locator(".said"), live.Sign(signs[his].at - 1000, is_live=True)

    def is_told() -> bool:
        signs[his] = long_ago  # a while goes by, after what was still on its way
        return "Paul n’est plus devant l’écran." in said.inner_text()

    eventually(rosa, is_told)
    expect(rosa.get_by_role("button", name="Continuer sans Paul")).to_be_visible()
    assert rosa.evaluate("document.documentElement.scrollWidth") <= 320
    at(rosa, "/entraide/")
    expect(rosa.locator("aside.visit")).to_contain_text("Paul n’est plus devant l’écran.")
    expect(said).not_to_contain_text("Paul regarde")  # where he was is where he is not
    at(browser_of(visit[1], 360), "/rencontres/")
    expect(rosa.locator("[data-away]")).to_have_count(0)
    expect(rosa.get_by_role("button", name="Continuer sans Paul")).to_have_count(0)


def test_who_leaves_in_one_tab_has_left_in_the_other(lived_in, visit, browser_of):
    first = browser_of(visit[1], 360)
    at(first, "/rencontres/")
    other = first.context.new_page()
    at(other, "/rencontres/")
    other.locator(".visit-more summary").click()
    other.get_by_role("button", name="Quitter la visite").click()
    expect(other.get_by_text("La visite est finie pour vous.")).to_be_visible()
    assert other.url.endswith("/rencontres/")  # where they were
    expect(first.locator("aside.visit")).to_have_count(0)
    expect(first.locator(".following")).to_be_hidden()


def test_a_tab_told_before_the_answer_that_takes_the_pass_away_says_so_then_is_as_empty(
    lived_in, visit, browser_of
):
    tab = browser_of(visit[1], 360)
    tab.clock.install()
    at(tab, "/rencontres/")
    leave(visitor=visit[1], at=lived_in.now)
    expect(tab.locator("aside.visit")).to_contain_text("Vous n’êtes plus dans la visite.")
    tab.clock.fast_forward(5000)  # however late it comes
    tab.context.clear_cookies(name="visite")
    tab.clock.fast_forward(30_000)
    expect(tab.locator("aside.visit")).to_have_count(0)
