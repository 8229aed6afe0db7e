"""Tables in a room: composed without network and brought back; on two telephones and a wall at once."""

import re
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from playwright.sync_api import expect

from parvis.chronicle.jobs import follow_deeds
from parvis.chronicle.models import Encounter
from parvis.meetings.closing import close
from parvis.meetings.passes import path_of
from parvis.meetings.welcoming import welcome_member
from parvis.mixing.warming import warm_up
from parvis.tables.models import Departure
from parvis.tables.reading import evening_of
from parvis.tables.walls import code_of
from tests.journeys.test_room_without_network import SENT, add, arrive, hold_list
from tests.village import make_meeting, make_member, seat

pytestmark = pytest.mark.browser
NAMES = [f"Invité {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]


@pytest.fixture
def now():
    """The hour it is: a telephone forgets a room after the meeting, by its own clock."""
    return datetime.now(UTC)


@pytest.fixture
def supper(lived_in):
    """Tonight: twenty-four people are expected."""
    begins_at = lived_in.now - timedelta(minutes=5)
    meeting = make_meeting("Souper", begins_at, host=lived_in.karim, place=lived_in.hall)
    for name in NAMES:
        seat(make_member(name, lived_in.now), meeting, lived_in.now)
    return meeting


def names_at(turn):
    return [[one.name for one in table.people] for table in turn.tables]


def test_twenty_four_people_are_composed_without_network_and_nothing_is_lost(lived_in, open_browser, supper):
    context, tab = hold_list(open_browser, lived_in.karim, supper)
    tables = tab.locator("[data-part=tables] li")
    arrive(tab, NAMES)
    tab.get_by_role("spinbutton", name="Tables de").fill("4")
    tab.get_by_role("button", name="Composer", exact=True).click()
    expect(tables).to_have_count(6)
    first = tables.all_inner_texts()
    add(tab, "Samir")
    tab.get_by_role("button", name=re.compile("Placer Samir à la table")).click()
    expect(tab.get_by_text("Les autres ne bougent pas.")).to_be_visible()
    expect(tab.locator("[data-part=tables]")).to_contain_text("Samir")
    seated = tables.all_inner_texts()
    assert sum(one == other for one, other in zip(first, seated, strict=True)) == 5
    tab.get_by_role("button", name="Placer Invité B", exact=True).click()
    tab.get_by_role("button", name="S’en va").click()
    expect(tab.get_by_text("partie, parti")).to_be_visible()
    tab.get_by_role("button", name="Tour suivant").click()
    expect(tab.get_by_text("Tour 2")).to_be_visible()
    tab.close()  # killed before anything could leave
    tab = context.new_page()
    tab.goto(f"/rencontres/{supper.pk}/salle/")
    expect(tab.get_by_text("Tour 2")).to_be_visible()

    context.set_offline(False)
    expect(tab.get_by_text(SENT)).to_be_visible()
    evening = evening_of(supper)
    lived, present = evening.rounds[0], evening.now
    assert (supper.arrivals.count(), evening.present, evening.unseated) == (25, 2, ())
    pairs = [
        pair
        for turn in (lived, present)
        for there in names_at(turn)
        for pair in combinations(sorted(there), 2)
    ]
    assert len(pairs) == len(set(pairs)), "nobody meets twice"
    for turn in (lived, present):
        assert sorted(len(there) for there in names_at(turn))[1:] == [4, 4, 4, 4, 4] or turn is lived
        assert "Invité B" not in {name for there in names_at(turn) for name in there}
    gone = Departure.objects.get()
    assert (gone.arrival.member.name, gone.round_number) == ("Invité B", 1)
    assert "Samir" in {name for there in names_at(lived) for name in there}


@pytest.fixture
def feast(lived_in):
    """Tonight: sixty people are here, Jeanne among them; seven more are expected."""
    begins_at = lived_in.now - timedelta(minutes=5)
    meeting = make_meeting("Grand repas", begins_at, host=lived_in.karim, place=lived_in.hall)
    here = [lived_in.jeanne, *(make_member(f"Anna {name}", lived_in.now) for name in _numbered("M", 59))]
    late = [make_member(f"Zoé {name}", lived_in.now) for name in _numbered("T", 7)]
    for member in [*here, *late]:
        seat(member, meeting, lived_in.now)
    for member in here:
        welcome_member(meeting=meeting, member=member, by=lived_in.karim, at=lived_in.now)
    return meeting


def _numbered(letter, many):
    return [f"{letter}{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}" for number in range(many)]


def test_an_evening_of_sixty_on_two_telephones_and_a_wall(lived_in, open_browser, feast):
    warm_up()
    screen = open_browser(viewport={"width": 1280, "height": 720}, java_script_enabled=True)
    wall = screen.new_page()
    wall.goto(f"/mur/{code_of(feast)}/")
    expect(wall.get_by_text("60 personnes sont arrivées.")).to_be_visible()

    karim = open_browser(lived_in.karim).new_page()
    karim.goto(f"/rencontres/{feast.pk}/salle/")
    karim.get_by_role("spinbutton", name="Tables de").fill("4")
    karim.get_by_role("button", name="Composer les tables").click()
    expect(karim.get_by_role("heading", name="Table 15")).to_be_visible()
    expect(wall.get_by_role("heading", name="Table 15")).to_be_visible()
    jeanne = open_browser(java_script_enabled=True).new_page()
    jeanne.goto(path_of(feast.registrations.get(member=lived_in.jeanne)))
    expect(jeanne.get_by_text("Vous êtes à la table")).to_be_visible()

    before = {one.key: table.name for table in evening_of(feast).now.tables for one in table.people}
    for name in _numbered("T", 7):
        karim.locator("a[href$='/tables/arrivee/']").click()
        karim.get_by_role("button", name=f"Zoé {name} : arrivé, arrivée").click()
        expect(karim).to_have_url(re.compile(r"/tables/$"))
    now = evening_of(feast).now
    after = {one.key: table.name for table in now.tables for one in table.people}
    assert before.items() <= after.items(), "nobody seated moves"
    assert sorted(table.size for table in now.tables) == [4] * 8 + [5] * 7
    expect(wall.get_by_text("Zoé")).to_have_count(7)

    karim.get_by_role("button", name="Tour suivant").click()
    expect(wall.get_by_text("Tour 2 sur 3")).to_be_visible()
    expect(jeanne.get_by_text("Tour 2 sur 3")).to_be_visible()
    close(meeting=feast, by=lived_in.karim, at=lived_in.now, happened=True)
    follow_deeds(lived_in.now)
    tables = Encounter.objects.filter(gathering_id=feast.pk).exclude(table=0)
    assert tables.filter(table__lt=2000).count() == 15
    assert tables.filter(table__gte=2000).count() >= 15
