"""A round made from paper comes back: one digit a line, each line once, whoever typed or tapped it."""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Attempt, CallSheet, Dispatch, Received
from parvis.desk.calling_round import note_answer, print_sheet
from parvis.desk.calls import lines_to_print
from parvis.desk.models import TypedSheet
from parvis.meetings.cancelling import cancel
from tests.village import make_meeting, make_member, seat

State = Dispatch.State


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


@pytest.fixture
def sheet(village, desk, now):
    """The bingo is off: Odile and Henri (one number), and three neighbours, on Monique's paper."""
    meeting = make_meeting("Loto", now + timedelta(days=2), host=village.karim)
    neighbours = [make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}") for n in range(3)]
    for person in [village.odile, village.henri, *neighbours]:
        seat(person, meeting, now)
    cancel(meeting=meeting, by=village.karim, at=now)
    desk.post("/permanence/appels/prise/")
    desk.post("/permanence/appels/feuilles/")
    return CallSheet.objects.get()


def path(sheet):
    return f"/permanence/saisie/{sheet.code}/"


def text(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def version(answer):
    return re.search(r'name="version" value="(\d+)"', text(answer))[1]


def states(sheet):
    return [{row.state for row in Dispatch.objects.filter(pk__in=line)} for line in sheet.lines]


def line_of(sheet, name):
    pk = Dispatch.objects.get(name=name, channel="telephone").pk
    return next(number for number, line in enumerate(sheet.lines, 1) if pk in line)


def test_the_code_on_the_paper_opens_its_lines_and_a_slip_in_it_is_caught(desk, sheet):
    assert desk.get("/permanence/saisie/", {"code": sheet.code.lower()})["Location"] == path(sheet)
    assert sheet.code in text(desk.get(f"/permanence/appels/feuilles/{sheet.code}/"))
    page = text(desk.get(path(sheet)))
    assert "Odile Roux et Henri Roux" in page
    assert page.count("<select") == 4
    wrong = sheet.code[:-1] + ("2" if sheet.code[-1] != "2" else "3")
    assert desk.get(f"/permanence/saisie/{wrong}/").status_code == 404


def test_one_digit_a_line_notes_the_round_with_an_hour_and_remarks(desk, sheet, village, now):
    both, later, absent = (line_of(sheet, name) for name in ("Odile Roux", "Voisin 0", "Voisin 1"))
    answer = desk.post(path(sheet), {
        "version": "0", f"answer-{both}": "told", f"answer-{later}": "later", f"hour-{later}": "17h",
        f"answer-{absent}": "absent", "words": "Voisin 0 a déménagé.",
    })  # fmt: skip
    assert answer["Location"] == "/permanence/saisie/"
    assert states(sheet)[both - 1] == {State.SENT}  # both of the number were told
    assert Dispatch.objects.get(pk=sheet.lines[later - 1][0]).call_again_at is not None
    assert [row.text for row in Received.objects.to_read()] == ["Voisin 0 a déménagé."]
    assert Attempt.objects.count() == 4
    assert TypedSheet.objects.get().kind == "T"
    assert "Feuille d’appels" in text(desk.get("/permanence/saisie/"))


def test_a_sheet_is_never_entered_twice(desk, sheet, village, now):
    absent = line_of(sheet, "Voisin 1")
    sent = {"version": "0", f"answer-{absent}": "absent", "words": "Un mot."}
    desk.post(path(sheet), sent)
    again = desk.post(path(sheet), {**sent, "words": "Un autre mot."})
    assert again.status_code == 409
    assert "saisie entre-temps" in text(again)
    assert "Un autre mot." in text(again)  # nothing typed is lost
    opened = desk.get(path(sheet))
    assert f'name="answer-{absent}"' not in text(opened)
    assert "Saisie par Monique" in text(opened)
    desk.post(path(sheet), {**sent, "version": version(opened), "words": ""})
    assert (Attempt.objects.count(), Received.objects.count()) == (1, 1)


def test_what_was_tapped_on_the_screen_meanwhile_is_not_written_again(desk, sheet, village, now):
    absent = line_of(sheet, "Voisin 1")
    row = Dispatch.objects.get(pk=sheet.lines[absent - 1][0])
    note_answer(calls=[row], answer="absent", by=village.monique, at=now + timedelta(minutes=5))
    page = text(desk.get(path(sheet)))
    assert f'name="answer-{absent}"' not in page
    desk.post(path(sheet), {"version": "0", f"answer-{absent}": "told"})
    assert Attempt.objects.count() == 1


def test_an_hour_that_is_missing_or_too_late_is_said_beside_its_line(desk, sheet, village, now):
    told, later = line_of(sheet, "Voisin 0"), line_of(sheet, "Voisin 1")
    for hour, words in (("", "Écrivez une heure"), ("vers midi", "pas compris"), ("9" * 40, "pas compris")):
        sent = {"version": "0", f"answer-{told}": "told", f"answer-{later}": "later", f"hour-{later}": hour}
        answer = desk.post(path(sheet), sent)
        assert answer.status_code == 422
        assert words in text(answer)
        assert f'id="wrong-{later}"' in text(answer)
        assert ' value="told" selected' in text(answer)
    Dispatch.objects.filter(pk__in=sheet.lines[later - 1]).update(needed_by_at=now + timedelta(hours=1))
    answer = desk.post(path(sheet), {**sent, f"hour-{later}": "18 h"})
    assert answer.status_code == 422
    assert "Choisissez une heure plus proche" in text(answer)
    assert not Attempt.objects.exists()  # nothing half written
    assert not TypedSheet.objects.exists()


def test_a_number_somebody_else_calls_is_left_and_said(desk, sheet, village, client_of, now):
    told, absent = line_of(sheet, "Voisin 0"), line_of(sheet, "Voisin 1")
    desk.post("/permanence/appels/rendus/")
    agnes = make_member("Agnès Vidal", now, mail="agnes@exemple.fr", role="correspondent")
    client_of(agnes).post("/permanence/appels/prise/", {"call": sheet.lines[absent - 1][0]})
    answer = desk.post(path(sheet), {"version": "0", f"answer-{told}": "told", f"answer-{absent}": "absent"},
                       follow=True)  # fmt: skip
    assert f"ligne {absent} : Quelqu’un d’autre" in text(answer)
    assert (states(sheet)[told - 1], states(sheet)[absent - 1]) == ({State.SENT}, {State.WAITING})


@pytest.mark.parametrize("odd", ["", "0", "\0", "x" * 500, "١", "told\r\nX"])
def test_odd_input_breaks_nothing(desk, sheet, odd):
    sent = {"version": odd, "answer-1": odd, "hour-1": odd, "answer-99": "told", "words": "\0"}
    assert desk.post(path(sheet), sent).status_code in (302, 409, 422)
    assert not Attempt.objects.exists()


def test_only_the_desk_types_and_titles_of_secret_circles_stay_hidden(desk, sheet, village, client_of, now):
    assert client_of(village.jeanne).get(path(sheet)).status_code in (302, 403, 404)
    meeting = make_meeting("Surprise", now + timedelta(days=3), host=village.karim, circle=village.council)
    seat(village.odile, meeting, now)
    cancel(meeting=meeting, by=village.karim, at=now)
    desk.post("/permanence/appels/prise/")
    made = print_sheet(lines=lines_to_print(village.monique, now), by=village.monique, at=now)
    assert "Surprise" not in text(desk.get(path(made)))
