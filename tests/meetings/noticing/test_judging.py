"""Two meetings side by side: what is seen, whichever comes first, however it is written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.meetings.noticing import links, places, publics, titles
from parvis.meetings.noticing.judging import Kind, Sign, judge
from parvis.meetings.noticing.places import Where
from parvis.meetings.noticing.sketch import Sketch

THURSDAY = datetime(2026, 11, 26, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def sketch(
    title: str = "Atelier vélo", hour: float = 18, *, hours: float = 2, day: int = 0, **known
) -> Sketch:
    begins_at = THURSDAY + timedelta(days=day, hours=hour - 18)
    return Sketch(title=title, begins_at=begins_at, ends_at=begins_at + timedelta(hours=hours), **known)


def kinds(one: Sketch, other: Sketch) -> tuple[Kind, ...]:
    finding = judge(one, other)
    return finding.kinds if finding else ()


@pytest.mark.parametrize(
    "other",
    [
        "Ateliers vélos",
        "ATELIER VELO",
        "L’atelier vélo !",
        "Atelier réparation de vélos",
        "Atelier  vélo",
        "Atelier véllo",
    ],
)
def test_the_same_workshop_written_otherwise_is_found(other: str) -> None:
    assert kinds(sketch(place=1), sketch(other, place=1))[0] is Kind.DUPLICATE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Visite libre du musée", "Visite guidée du musée"),
        ("Café tricot", "Café lecture"),
        ("Atelier poterie, groupe 1", "Atelier poterie, groupe 2"),
        ("Cours d’anglais", "Cours d’espagnol"),
        ("Conférence sur le canal", "Exposition sur le canal"),
    ],
)
def test_two_things_at_one_hour_are_not_taken_for_one(one: str, other: str) -> None:
    assert kinds(sketch(one, where="Musée du canal"), sketch(other, where="Musée du canal")) == ()


def test_another_day_is_another_meeting() -> None:
    assert judge(sketch(place=1), sketch(place=1, day=7)) is None
    assert judge(sketch(place=1), sketch(place=1, day=1)) is None


def test_sessions_one_after_the_other_by_one_host_are_not_asked_about() -> None:
    paul, lea = frozenset({"paul"}), frozenset({"lea"})
    morning, noon = sketch(hour=10, place=1, people=paul), sketch(hour=12, place=1, people=paul)
    assert judge(morning, noon) is None
    assert kinds(morning, sketch("Ateliers vélos", 12, place=1, people=lea)) == (Kind.DUPLICATE,)


def test_one_page_of_the_web_is_one_meeting() -> None:
    one = sketch("Bal du canal", link="https://www.lieu.fr/fr-FR/agenda/12/?utm_source=lettre", where="Ici")
    assert kinds(one, sketch("Grand bal du canal", link="http://lieu.fr/agenda/12", where="Ailleurs"))
    assert not kinds(one, sketch("Grand bal du canal", link="http://lieu.fr/agenda/13", where="Là-bas"))


def test_a_home_page_names_no_meeting() -> None:
    assert links.normalised("https://lieu.fr/evenements/") == ""
    assert links.normalised("https://lieu.fr/?id=4") == "lieu.fr?id=4"
    assert links.normalised("http://[broken/agenda/12") == ""


def test_a_room_taken_a_host_in_two_places_a_circle_twice() -> None:
    here = sketch("Chorale", place=1, room=2, people=frozenset({"paul"}), circle="chant")
    assert kinds(here, sketch("Loto", 19, place=1, room=2)) == (Kind.ROOM,)
    assert kinds(here, sketch("Loto", 19, place=1, room=3)) == ()
    assert kinds(here, sketch("Loto", 19, place=1)) == (Kind.ROOM,)
    assert kinds(here, sketch("Loto", 19, place=4, people=frozenset({"paul", "lea"}))) == (Kind.PEOPLE,)
    assert kinds(here, sketch("Loto", 19, place=4, circle="chant")) == (Kind.CIRCLE,)
    assert kinds(here, sketch("Loto", 20, place=1, room=2)) == ()


def test_families_cannot_be_at_two_workshops() -> None:
    one = sketch("Contes dès 5 ans", where="Médiathèque")
    assert kinds(one, sketch("Jeux en famille", 19, where="Salle des fêtes")) == (Kind.PUBLIC,)
    assert kinds(one, sketch("Thé dansant", 19, where="Salle des fêtes")) == ()
    assert kinds(one, sketch("Fête du village", 17, hours=6, where="Place du marché")) == (Kind.PUBLIC,)
    assert kinds(one, sketch("Loto", 19, where="Salle", publics=frozenset({publics.FAMILIES}))) == (
        Kind.PUBLIC,
    )


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Goûter des aînés", {"seniors"}),
        ("Institut national des jeunes aveugles", set()),
        ("Une bibliothèque éternellement jeune", set()),
        ("Soirée jeunes", {"young"}),
        ("Éveil musical, 18-36 mois", {"children"}),
        ("Réunion publique sur le canal", {"everyone"}),
        ("Atelier pour les demandeurs d’emploi", {"jobs"}),
        ("Joyeuse retraite", set()),
    ],
)
def test_publics_are_read_in_titles(title: str, named: set[str]) -> None:
    assert publics.named_in(title) == named


def test_places_are_known_by_name_by_street_by_their_point() -> None:
    hall = ("Salle des fêtes", "3 rue du Port, 31000 Toulouse")
    assert places.by_words(hall, ("La salle des fêtes", "")) is Where.SAME
    assert places.by_words(hall, ("Chez nous", "3, rue du Port 31000")) is Where.SAME
    assert places.by_words(hall, ("Chez nous", "5 rue du Port, 31000 Toulouse")) is Where.ELSEWHERE
    assert places.by_words(("", "75018 Paris"), ("Mairie", "75018 Paris")) is Where.ELSEWHERE
    assert places.by_words(hall, ("Lieu à définir", "")) is Where.UNSAID
    near, far = sketch(point=(43.6, 1.44)), sketch(point=(43.7, 1.44))
    assert places.compare(near, sketch(point=(43.6005, 1.4405))) is Where.NEAR
    assert places.compare(near, far) is Where.ELSEWHERE
    assert 11.0 < places.distance((43.6, 1.44), (43.7, 1.44)) < 11.2


def test_the_signs_say_what_was_seen() -> None:
    finding = judge(sketch(place=1), sketch("Ateliers vélos", place=1))
    assert finding is not None
    assert finding.signs == (Sign.SAME_PLACE, Sign.SAME_HOUR, Sign.SAME_TITLE)


hours = st.integers(min_value=0, max_value=48)
words = st.sampled_from(
    [
        "Atelier vélo",
        "Ateliers vélos",
        "Café du canal",
        "Contes dès 5 ans",
        "Visite libre",
        "Visite guidée",
        "Loto",
        "🙂",
    ]
) | st.text(max_size=120)
known = st.builds(
    sketch,
    words,
    hours,
    hours=st.integers(min_value=1, max_value=30),
    place=st.none() | st.integers(1, 2),
    room=st.none() | st.integers(1, 2),
    where=st.sampled_from(["", "Salle des fêtes", "Kiosque"]),
    people=st.frozensets(st.sampled_from("abc"), max_size=2),
    circle=st.sampled_from(["", "x", "y"]),
    link=st.sampled_from(["", "https://lieu.fr/agenda/12", "https://lieu.fr/"]),
)


@given(known, known)
def test_which_comes_first_changes_nothing(one: Sketch, other: Sketch) -> None:
    assert judge(one, other) == judge(other, one)


@given(known, known, st.sampled_from([str.upper, str.title, str.swapcase]))
def test_capitals_change_nothing(one: Sketch, other: Sketch, written) -> None:
    if written(one.title).casefold() == one.title.casefold():
        louder = Sketch(
            **{name: getattr(one, name) for name in Sketch.__slots__} | {"title": written(one.title)}
        )
        assert judge(louder, other) == judge(one, other)


@given(st.text(max_size=120), st.text(max_size=120))
def test_titles_are_alike_both_ways_and_never_more_than_the_same(one: str, other: str) -> None:
    left, right = titles.read(one), titles.read(other)
    assert titles.alike(left, right) == titles.alike(right, left)
    assert 0 <= titles.alike(left, right) <= 1


@pytest.mark.parametrize("title", ["é" * 120, "1" * 120, "a " * 60, "-" * 120, "\u0301" * 120, "𝕬" * 120])
def test_hostile_titles_are_judged_in_no_time(title: str) -> None:
    assert (
        Kind.DUPLICATE in kinds(sketch(title, place=1), sketch(title, place=1))
        or not titles.read(title).plain
    )


def test_the_first_and_the_last_year_are_years() -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 22, tzinfo=UTC)
    old = Sketch("Fête", first, first + timedelta(hours=1), place=1)
    new = Sketch("Fête", last, last + timedelta(hours=1), place=1)
    assert judge(old, new) is None
    assert judge(new, new) is not None
