"""A cellar without network: two telephones hold the room, nothing is lost, nobody is counted twice."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from parvis.meetings import telephones
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Arrival, Tap
from parvis.members import sessions
from parvis.members.removing import remove
from parvis.members.sessions import end_session
from tests.journeys.conftest import _signed_in as signed_in
from tests.journeys.waiting import SECONDS
from tests.village import make_meeting, make_member, seat

pytestmark = pytest.mark.browser
NAMES = [f"Invité {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
HELD, KEPT, SENT = "La liste est sur ce téléphone", "enregistré sur ce téléphone", "Tout est envoyé"
BOTH_SHELLS = """async () => {
    const shelves = await Promise.all((await caches.keys()).map(name => caches.open(name)));
    const kept = (await Promise.all(shelves.map(shelf => shelf.keys()))).flat();
    return kept.filter(one => one.url.includes('/sans-reseau')).length >= 2;
}"""
EMPTY_ROOM = "async () => (await caches.match('/sans-reseau/salle/')).text()"
LEFT = """async () => {
    const bases = (await indexedDB.databases()).map(one => one.name);
    let rows = 0;
    if (bases.includes('parvis')) {
        const base = await new Promise(done => {
            const asked = indexedDB.open('parvis'); asked.onsuccess = () => done(asked.result) });
        for (const name of base.objectStoreNames) rows += await new Promise(done => {
            const asked = base.transaction(name).objectStore(name).count();
            asked.onsuccess = () => done(asked.result) });
        base.close();
    }
    return {rows, pages: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length};
}"""
NOTHING_LEFT = f"async () => Object.values(await ({LEFT})()).every(many => many === 0)"


@pytest.fixture
def now():
    """The hour it is: a telephone forgets a room after the meeting, by its own clock, which nobody moves here."""
    return datetime.now(UTC)


@pytest.fixture
def cellar(lived_in):
    """Tonight’s meeting: twenty-four people are expected."""
    meeting = make_meeting(
        "Veillée", lived_in.now - timedelta(minutes=5), host=lived_in.karim, place=lived_in.kiosk
    )
    for name in NAMES:
        seat(make_member(name, lived_in.now), meeting, lived_in.now)
    return meeting


def path_of(meeting):
    return f"/rencontres/{meeting.pk}/salle/"


def hold_list(open_browser, who, meeting):
    """A telephone which opened the room once, with network, and then has none."""
    context = open_browser(who, java_script_enabled=True)
    tab = context.new_page()
    tab.goto(path_of(meeting))
    expect(tab.get_by_text(HELD)).to_be_visible()
    context.set_offline(True)
    return context, tab


def arrive(tab, names):
    for name in names:
        tab.get_by_role("button", name=f"{name} : arrivé, arrivée").click()
    expect(tab.locator("[data-part=here] li").filter(has_text=names[-1])).to_contain_text(KEPT)


def add(tab, name):
    tab.get_by_label("Quelqu’un d’autre").fill(name)
    tab.get_by_role("button", name="Ajouter").click()
    expect(tab.locator("[data-part=here] li").filter(has_text=name).first).to_contain_text(KEPT)


def test_two_telephones_off_line_bring_back_one_room(lived_in, open_browser, cellar):
    karims, one = hold_list(open_browser, lived_in.karim, cellar)
    moniques, other = hold_list(open_browser, lived_in.monique, cellar)
    arrive(one, NAMES[:13])
    add(one, "Samir")
    one.get_by_role("button", name="Placer Invité A", exact=True).click()
    one.get_by_role("button", name="Table 1").click()
    expect(one.locator("[data-part=tables]")).to_contain_text("Table 1 Invité A")
    one.get_by_role("button", name="Annuler l’arrivée de Invité B").click()
    arrive(one, NAMES[1:2])
    one.close()  # killed before anything could leave
    one = karims.new_page()
    one.goto(path_of(cellar))  # opened again without network
    expect(one.locator("[data-part=count]")).to_have_text("14/25")
    expect(one.locator("[data-part=here] li").filter(has_text=KEPT)).to_have_count(14)
    expect(one.get_by_text("envoyé", exact=True)).to_have_count(0)
    arrive(other, NAMES[11:])
    add(other, "samir")
    assert not Arrival.objects.exists()

    karims.set_offline(False)
    expect(one.get_by_text(SENT)).to_be_visible()
    karims.set_offline(True)
    assert cellar.arrivals.count() == 14
    arrive(one, NAMES[20:21])  # Monique has welcomed them too, this telephone cannot know
    moniques.set_offline(False)
    expect(other.locator("[data-part=count]")).to_have_text("26/26")
    moniques.set_offline(True)
    karims.set_offline(False)
    expect(one.locator("[data-part=count]")).to_have_text("26/26")
    expect(one.locator("[data-part=here]")).not_to_contain_text(KEPT)
    one.get_by_role("button", name="samir : c’est la même personne").click()
    expect(one.locator("[data-part=count]")).to_have_text("25/25")
    expect(one.get_by_text(SENT)).to_be_visible()
    assert sorted(str(row.member or row.first_name) for row in cellar.arrivals.all()) == [*NAMES, "Samir"]
    assert cellar.arrivals.get(member__name="Invité A").table == "1"


def test_the_programme_is_read_without_network_and_leaves_with_its_person(lived_in, open_browser, cellar):
    seat(lived_in.jeanne, lived_in.cafe, lived_in.now)
    context = open_browser(lived_in.jeanne, java_script_enabled=True)
    tab = context.new_page()
    tab.goto("/mon-espace/")
    expect(tab.get_by_text("Sans réseau, ce téléphone")).to_be_visible()
    tab.wait_for_function(BOTH_SHELLS)  # the worker takes the two empty pages along, after it answered
    context.set_offline(True)
    tab.goto("/rencontres/")
    expect(tab.get_by_role("heading", name="Pas de réseau")).to_be_visible()
    expect(tab.get_by_text("Le programme tel qu’il était")).to_be_visible()
    expect(tab.locator("[data-part=mine]")).to_contain_text("Café du canal")
    expect(tab.locator("[data-part=coming]")).to_contain_text("Veillée")
    expect(tab.get_by_role("link", name="01 99 00 12 34")).to_be_visible()
    assert "La liste n’est pas sur ce téléphone" in tab.evaluate(
        EMPTY_ROOM
    )  # shown where no list was taken along
    with tab.expect_navigation():  # network again: the page loads itself anew
        context.set_offline(False)
    tab.goto("/mon-espace/")
    tab.get_by_role("button", name="Sortir d’ici").click()
    expect(tab.get_by_text("Votre espace est refermé")).to_be_visible()
    tab.wait_for_function(NOTHING_LEFT)  # the browser lets go of it a moment after the answer


def test_who_leaves_while_the_telephone_is_still_writing_leaves_nothing(lived_in, open_browser, monkeypatch):
    asked, left, said = threading.Event(), threading.Event(), telephones.the_programme

    def late(*args):
        asked.set()
        left.wait(SECONDS)  # its answer comes while the browser is on its way out
        return said(*args)

    def leave(request):
        end_session(request)
        left.set()

    monkeypatch.setattr(telephones, "the_programme", late)
    monkeypatch.setattr(sessions, "end_session", leave)
    tab = open_browser(lived_in.jeanne, java_script_enabled=True).new_page()
    tab.goto("/mon-espace/")
    assert asked.wait(SECONDS)
    tab.get_by_role("button", name="Sortir d’ici").click()
    expect(tab.get_by_text("Votre espace est refermé")).to_be_visible()
    tab.wait_for_function(NOTHING_LEFT)


def test_an_ended_session_loses_nothing_and_a_removed_person_leaves_nothing(
    lived_in, open_browser, cellar, live_server
):
    context, tab = hold_list(open_browser, lived_in.karim, cellar)
    arrive(tab, NAMES[:2])
    Session.objects.all().delete()
    context.set_offline(False)
    expect(tab.get_by_text("Entrez de nouveau.")).to_be_visible()
    tab.reload()
    assert "/connexion/" in tab.url
    assert tab.evaluate(LEFT)["rows"] == 4  # the list, two taps, whose they are
    context.add_cookies([signed_in(lived_in.karim, live_server.url)])
    tab.goto(path_of(cellar))
    expect(tab.locator("[data-part=count]")).to_have_text("2/24")
    expect(tab.get_by_text(SENT)).to_be_visible()
    assert Tap.objects.count() == 2
    cancel(meeting=cellar, by=lived_in.karim, at=lived_in.now, reason="Orage")
    arrive(tab, NAMES[2:3])
    expect(tab.get_by_text("Cette rencontre est annulée.")).to_be_visible()
    expect(tab.get_by_text("Enregistré sur ce téléphone : 1.")).to_be_visible()
    remove(member=lived_in.karim, by=lived_in.fatou, reason="Il a déménagé.", at=lived_in.now)
    tab.reload()
    tab.wait_for_function(f"async () => (await ({LEFT})()).rows === 0")


def test_a_telephone_that_keeps_nothing_says_so_and_forms_go_on(lived_in, open_browser, cellar):
    context = open_browser(lived_in.karim, java_script_enabled=True)
    context.add_init_script("IDBFactory.prototype.open = () => { throw new Error('private') }")
    tab = context.new_page()
    tab.goto(path_of(cellar))
    expect(tab.get_by_text("Ce téléphone ne garde rien sans réseau.")).to_be_visible()
    tab.get_by_role("button", name="Invité A : arrivé, arrivée").click()
    expect(tab.get_by_text("1/24")).to_be_visible()
    assert Arrival.objects.count() == 1
