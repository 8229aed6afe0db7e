"""A helper without a screen calls from paper; what they noted is typed back once, while the bridge is awake."""

import re
from datetime import timedelta

import pytest

from parvis.aid.bridge.answering import cannot, offer
from parvis.aid.bridge.looking_after import hear, leave_alone, look_after, share_out
from parvis.aid.bridge.on_paper import print_sheet
from parvis.aid.bridge.readying import be_ready
from parvis.aid.bridge.refusals import Asleep, CannotLookAfter, NotYoursToWake
from parvis.aid.bridge.waking import put_to_sleep, wake
from parvis.aid.models import BridgeSheet, LookedAfter
from parvis.courier.models import Dispatch
from parvis.desk.models import TypedSheet
from parvis.desk.typing.bridge_sheets import type_bridge
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.kit.paper_codes import PaperCode
from tests.meetings.test_races import at_once
from tests.village import make_member, settle

HOUR = timedelta(hours=1)


def woken(village):
    """Paul can help and calls Henri, Odile and Simone: his sheet was printed an hour ago."""
    since = village.now - HOUR
    be_ready(member=village.paul, kinds=["telephone"], at=since)
    row = wake(why="heat", words="38 degrés.", by=village.karim, ends_at=since + 72 * HOUR, at=since)
    helper = offer(wake=row, member=village.paul, at=since)
    for one in (village.odile, village.henri, make_member("Simone Roux", since)):
        look_after(wake=row, member=one, by=village.monique, at=since, agreed=True)
    share_out(wake=row, by=village.monique, at=since)
    return print_sheet(helper=helper, by=village.monique, at=since)


@pytest.fixture
def sheet(village):
    return woken(village)


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


def path(sheet):
    return f"/permanence/saisie/{sheet.code}/"


def text(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def says():
    return [(row.says, row.needs) for row in LookedAfter.objects.order_by("member__search_name")]


def test_the_paper_says_whom_to_call_and_ends_with_who_to_telephone(desk, sheet, village, client_of):
    wake_pk = sheet.helper.wake_id
    listed = text(desk.get(f"/entraide/pont/{wake_pk}/"))
    assert "Sa feuille sur papier" in listed
    made = desk.post(f"/entraide/pont/{wake_pk}/feuille/", {"helper": sheet.helper_id})
    assert made["Location"] == f"/entraide/pont/{wake_pk}/feuille/{sheet.pk}/"  # still true: the same paper
    paper = text(desk.get(made["Location"]))
    assert sheet.code in paper
    assert paper.index("1. Henri Roux") < paper.index("2. Odile Roux") < paper.index("3. Simone Roux")
    assert paper.count("☐ 1 tout va bien") == 3
    assert paper.index("3. Simone Roux") < paper.index("Qui appeler") < paper.index("Monique")
    assert client_of(village.jeanne).get(made["Location"]).status_code == 403
    assert client_of(village.paul).post(f"/entraide/pont/{wake_pk}/feuille/", {}).status_code == 403


def test_one_digit_a_line_is_noted_once_and_a_need_is_told(desk, sheet, village):
    code = desk.get("/permanence/saisie/", {"code": sheet.code.lower()})
    assert code["Location"] == path(sheet)
    sent = {"version": "0", "answer-1": "1", "answer-2": "4"}
    assert desk.post(path(sheet), sent)["Location"] == "/permanence/saisie/"
    assert says() == [("well", ""), ("needs", "errand"), ("", "")]
    assert TypedSheet.objects.get().kind == "B"
    told = Dispatch.objects.filter(purpose="aid.bridge_news").count()
    assert told
    again = desk.post(path(sheet), {"version": "0", "answer-1": "2", "answer-3": "2"})
    assert again.status_code == 409
    assert 'value="2" selected' in text(again)  # nothing typed is lost
    opened = text(desk.get(path(sheet)))
    assert 'name="answer-1"' not in opened
    assert 'name="answer-3"' in opened
    version = re.search(r'name="version" value="(\d+)"', opened)[1]
    desk.post(path(sheet), {"version": version, "answer-2": "4", "answer-3": "2"})
    assert says() == [("well", ""), ("needs", "errand"), ("silent", "")]


def test_what_was_tapped_meanwhile_stands_and_a_difference_is_said(desk, sheet, village):
    row = LookedAfter.objects.select_related("wake").get(member=village.henri)
    hear(person=row, says="well", by=village.paul, at=village.now)
    answer = desk.post(path(sheet), {"version": "0", "answer-1": "2", "answer-2": "1"}, follow=True)
    assert "Henri Roux : déjà noté entre-temps, tout va bien" in text(answer)
    assert says()[:2] == [("well", ""), ("well", "")]


def test_who_left_the_list_or_another_caller_breaks_nothing(desk, sheet, village):
    leave_alone(person=LookedAfter.objects.get(member=village.henri), by=village.henri)
    cannot(volunteer=sheet.helper, at=village.now)
    opened = text(desk.get(path(sheet)))
    assert "Henri Roux" not in opened
    desk.post(path(sheet), {"version": "0", "answer-1": "2", "answer-2": "1"})  # numbers never change
    assert says() == [("well", ""), ("", "")]


def test_asleep_the_paper_opens_nothing_and_says_so_kindly(desk, sheet, village):
    wake_pk, now = sheet.helper.wake_id, village.now
    put_to_sleep(row=sheet.helper.wake, by=village.karim, at=now)
    assert not BridgeSheet.objects.exists()
    for answer in (desk.get(path(sheet)), desk.post(path(sheet), {"version": "0", "answer-1": "1"})):
        assert answer.status_code == 410
        assert "Le pont s’est rendormi" in text(answer)
        assert "Roux" not in text(answer).partition("<main")[2].partition("</main>")[0]
    assert desk.get(f"/entraide/pont/{wake_pk}/feuille/{sheet.pk}/").status_code == 404
    assert not TypedSheet.objects.exists()
    with pytest.raises(Asleep):
        type_bridge(
            code=PaperCode("B", sheet.pk), sheet=sheet, said={1: "1"}, version=0, by=village.monique, at=now
        )


def test_a_new_paper_once_something_was_heard_and_none_for_who_calls_nobody(sheet, village):
    helper, now = sheet.helper, village.now
    hear(person=LookedAfter.objects.select_related("wake").first(), says="well", by=village.monique, at=now)
    later = print_sheet(helper=helper, by=village.karim, at=now)
    assert later.pk != sheet.pk
    with pytest.raises(NotYoursToWake):
        print_sheet(helper=helper, by=village.paul, at=now)
    cannot(volunteer=helper, at=now)
    with pytest.raises(CannotLookAfter):
        print_sheet(helper=helper, by=village.monique, at=now)


@pytest.mark.parametrize("odd", ["", "0", "\0", "9" * 400, "١", "needs"])
def test_odd_input_and_strangers_change_nothing(desk, sheet, village, client_of, odd):
    sent = {"version": odd, "answer-1": odd, "answer-99": "1", f"answer-{odd}": "1"}
    assert desk.post(path(sheet), sent).status_code in (302, 409)
    assert not LookedAfter.objects.exclude(says="").exists()
    wake_pk = sheet.helper.wake_id
    assert desk.post(f"/entraide/pont/{wake_pk}/feuille/", {"helper": odd}).status_code in (302, 404)
    far = str(PaperCode("B", 31**15))
    assert desk.get(f"/permanence/saisie/{far}/").status_code in (404, 410)
    assert client_of(village.jeanne).post(path(sheet), {"answer-1": "1"}).status_code in (302, 403, 404)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_typed_by_four_at_once_it_is_noted_once(transactional_db, now):
    village = settle(now)
    sheet = woken(village)

    def type_it(key):
        return type_bridge(
            code=PaperCode("B", sheet.pk), sheet=sheet, said={1: key}, version=0, by=village.monique, at=now
        )

    answers = at_once([lambda key=key: type_it(key) for key in "1123"])
    assert sum(isinstance(one, TypedMeanwhile) for one in answers) == 3
    assert sum(one == [] for one in answers) == 1
    assert LookedAfter.objects.exclude(says="").count() == 1


def test_a_sheet_without_a_mark_notes_nothing_and_says_so(desk, sheet):
    said = desk.post(path(sheet), {"version": "0"}, follow=True)
    assert "Aucune ligne n’est remplie" in text(said)
    assert not TypedSheet.objects.exists()
