"""A date poll through its pages: who asks, who answers without account, what it becomes."""

import re
from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch
from parvis.meetings.models import DateAnswer, DatePoll, Distinction, Meeting, Registration, Respondent
from parvis.meetings.polls import links
from parvis.meetings.polls.answering import answer_as_member, answer_as_newcomer
from parvis.members.contacts import read_contact
from parvis.members.models import JournalEntry
from parvis.members.opening import Reason, open_details
from tests.village import make_meeting

pytestmark = pytest.mark.django_db


def _asked(**more):
    rows = {
        "day_0": "27/11",
        "begins_0": "18 h",
        "ends_0": "20 h",
        "day_1": "28/11",
        "begins_1": "",
        "rows": "4",
    }
    return {
        "title": "La soupe",
        "place": "other",
        "where": "Au lavoir",
        "audience": "link",
        "once": "a",
        **rows,
        **more,
    }


def _says(dates, *said, **more):
    return {f"date_{pk}": says for pk, says in zip(dates, said, strict=False)} | more


def test_a_member_asks_when_with_days_and_hours_and_more_rows_lose_nothing(village, client_of):
    client = client_of(village.jeanne)
    more = client.post("/rencontres/sondages/proposer/", _asked(step="more"))
    assert more.status_code == 200
    assert "Au lavoir" in more.content.decode()
    assert 'name="day_7"' in more.content.decode()
    for _twice in range(2):
        answer = client.post("/rencontres/sondages/proposer/", _asked(step="ask"), follow=True)
        assert "La soupe" in answer.content.decode()
    poll = DatePoll.objects.get()
    assert [date.is_whole_day for date in poll.dates.all()] == [False, True]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day_1": ""}, "deux dates"),
        ({"day_0": "le 40"}, "pas compris"),
        ({"title": ""}, "Dites ce que c’est"),
        ({"until": "30/11"}, "avant la dernière date"),
        ({"day_1": "", "begins_1": "18 h"}, "Dites quel jour"),
    ],
)
def test_what_does_not_hold_together_is_said_and_what_was_typed_stays(village, client_of, changed, said):
    answer = client_of(village.jeanne).post("/rencontres/sondages/proposer/", _asked(step="ask", **changed))
    assert answer.status_code in (409, 422)
    page = answer.content.decode()
    assert said in page
    assert "Au lavoir" in page
    assert not DatePoll.objects.exists()


def test_two_friends_without_account_answer_and_it_becomes_a_meeting(
    soup, dates, village, client_of, anonymous
):
    path = links.common_path(soup)
    assert "La soupe" in anonymous.get(path).content.decode()
    first = anonymous.post(
        path, _says(dates, "yes", "no", "yes", name="Zoé", contact="zoe@exemple.fr"), follow=True
    )
    assert "Votre réponse est notée" in first.content.decode()
    anonymous.cookies.clear()
    second = anonymous.post(path, _says(dates, "maybe", "yes", "yes", name="Tom", contact=""), follow=True)
    assert "Zoé" in second.content.decode()
    asker = client_of(village.jeanne)
    page = asker.get(f"/rencontres/sondages/{soup.pk}/").content.decode()
    assert "2 oui" in page
    answer = asker.post(f"/rencontres/sondages/{soup.pk}/rencontre/", {"date": dates[2]}, follow=True)
    assert "2 personnes sont inscrites" in answer.content.decode()
    assert "À prévenir vous-même" in answer.content.decode()
    meeting = Meeting.objects.get(title="La soupe")
    assert meeting.registrations.seated().count() == 2
    again = asker.post(f"/rencontres/sondages/{soup.pk}/rencontre/", {"date": dates[0]})
    assert again["Location"] == f"/rencontres/{meeting.pk}/"
    zoe = Respondent.objects.get(name="Zoé")
    mine = anonymous.get(links.personal_path(zoe)).content.decode()
    assert "Voir ou changer ma venue" in mine


def test_a_form_sent_twice_answers_once_and_the_same_browser_changes_its_answer(soup, dates, anonymous):
    path = links.common_path(soup)
    anonymous.get(path)
    for says in ("yes", "no"):
        anonymous.post(path, _says(dates, says, name="Zoé", contact=""))
    assert [row.says for row in DateAnswer.objects.all()] == ["no"]
    assert Respondent.objects.get().name == "Zoé"


def test_ended_links_open_nothing(soup, dates, village, client_of, anonymous):
    asker, path = client_of(village.jeanne), links.common_path(soup)
    asker.post(f"/rencontres/sondages/{soup.pk}/invitations/", {"name": "Zoé"})
    zoe = Respondent.objects.get()
    hers = links.personal_path(zoe)
    assert anonymous.get(hers).status_code == 200
    asker.post(f"/rencontres/sondages/{soup.pk}/personnes/{zoe.pk}/", {"act": "link"})
    asker.post(f"/rencontres/sondages/{soup.pk}/lien/", {"wanted": "yes"})
    assert anonymous.get(hers).status_code == 404
    assert anonymous.get(path).status_code == 404
    soup.refresh_from_db()
    assert anonymous.get(links.common_path(soup)).status_code == 200
    assert anonymous.get(f"/dates/{links.common_token(soup)[:-1]}x/").status_code == 404


def test_hidden_names_are_read_by_the_asker_only(village, client_of, anonymous, soup, dates, now):
    soup.hides_names = True
    soup.save()
    answer_as_newcomer(poll=soup, name="Zoé Petit", contact=None, says={dates[0]: "yes"}, at=now)
    answer_as_member(poll=soup, member=village.paul, says={dates[0]: "yes"}, at=now)
    seen = {
        "asker": client_of(village.jeanne).get(f"/rencontres/sondages/{soup.pk}/").content.decode(),
        "paul": client_of(village.paul).get(f"/rencontres/sondages/{soup.pk}/").content.decode(),
        "passer-by": anonymous.get(links.common_path(soup)).content.decode(),
    }
    assert {who for who, page in seen.items() if "Zoé" in page} == {"asker"}


def test_a_poll_by_link_is_unknown_to_the_others(soup, village, client_of):
    client = client_of(village.lea)
    assert client.get(f"/rencontres/sondages/{soup.pk}/").status_code == 404
    assert client.post(f"/rencontres/sondages/{soup.pk}/cloture/").status_code == 404
    assert "La soupe" not in client.get("/rencontres/sondages/").content.decode()


def test_closed_answers_are_kept_on_the_form_and_refused(soup, dates, village, client_of, anonymous):
    asker = client_of(village.jeanne)
    asker.post(f"/rencontres/sondages/{soup.pk}/cloture/")
    late = anonymous.post(links.common_path(soup), _says(dates, "yes", name="Zoé", contact=""))
    assert late.status_code == 409
    assert not Respondent.objects.exists()
    asker.post(f"/rencontres/sondages/{soup.pk}/ouverture/", {"until": "26/11", "until_hour": "12 h"})
    assert (
        anonymous.post(links.common_path(soup), _says(dates, "yes", name="Zoé", contact="")).status_code
        == 302
    )


def test_a_whole_day_is_asked_its_hours(village, client_of, soup, dates):
    day = soup.dates.first()
    soup.dates.filter(pk=day.pk).update(is_whole_day=True)
    asker = client_of(village.jeanne)
    asker.post(f"/rencontres/sondages/{soup.pk}/reponse/", _says(dates, "yes"))
    asked = asker.post(f"/rencontres/sondages/{soup.pk}/rencontre/", {"date": dates[0]})
    assert asked.status_code == 422
    assert "à quelle heure" in asked.content.decode()
    asker.post(
        f"/rencontres/sondages/{soup.pk}/rencontre/",
        {"date": dates[0], "begins": "15 h", "ends": "17 h", "audience": "public"},
    )
    meeting = Meeting.objects.get(title="La soupe")
    assert (meeting.begins_at.hour, meeting.minutes, meeting.visibility) == (14, 120, "public")


def test_the_sheet_has_the_dates_and_a_telephone_number(soup, village, client_of):
    page = client_of(village.jeanne).get(f"/rencontres/sondages/{soup.pk}/feuille/").content.decode()
    assert "01 99 00 12 34" in page.replace("\xa0", " ")
    assert page.count("<tr>") == 4


def test_who_said_if_needed_is_asked_and_comes_or_not(soup, dates, village, client_of, anonymous, now):
    zoe = answer_as_newcomer(
        poll=soup, name="Zoé", contact=read_contact("zoe@exemple.fr"), says={dates[0]: "maybe"}, at=now
    )
    client_of(village.jeanne).post(f"/rencontres/sondages/{soup.pk}/rencontre/", {"date": dates[0]})
    assert not Registration.objects.exists()
    token = links.personal_token(zoe)
    anonymous.post(f"/dates/reponse/{token}/place/", {"answer": "no"})
    assert "vous ne venez pas" in anonymous.get(links.personal_path(zoe)).content.decode()
    for _twice in range(2):
        anonymous.post(f"/dates/reponse/{token}/place/", {"answer": "yes"})
    assert Registration.objects.get().state == "seated"


def test_what_was_given_is_erased_in_one_tap(soup, dates, anonymous, now):
    zoe = answer_as_newcomer(poll=soup, name="Zoé", contact=None, says={dates[0]: "yes"}, at=now)
    anonymous.post(f"/dates/reponse/{links.personal_token(zoe)}/retrait/")
    assert not Respondent.objects.exists()
    assert anonymous.get(links.personal_path(zoe)).status_code == 404


def test_pages_of_a_poll_cost_the_same_however_many_answer(
    soup, dates, village, client_of, now, django_assert_max_num_queries
):
    for number in range(12):
        answer_as_newcomer(
            poll=soup, name=f"Zoé {number}", contact=None, says=dict.fromkeys(dates, "yes"), at=now
        )
    client = client_of(village.jeanne)
    client.get(f"/rencontres/sondages/{soup.pk}/")
    with django_assert_max_num_queries(12):  # its asker reads what crosses each date, too
        client.get(f"/rencontres/sondages/{soup.pk}/")
    assert soup.closes_at > now + timedelta(days=1)


def test_by_telephone_the_desk_writes_down_and_the_journal_says_so(village, client_of, soup, dates, now):
    soup.audience = "members"
    soup.save()
    desk = client_of(village.monique)
    path = f"/permanence/personnes/{village.odile.pk}/sondages/{soup.pk}/"
    assert desk.get(path)["Location"] == f"/permanence/personnes/{village.odile.pk}/"
    open_details(member=village.odile, by=village.monique, reason=Reason.CALLING, at=now)
    assert "Dates demandées" in desk.get(f"/permanence/personnes/{village.odile.pk}/").content.decode()
    assert "Odile Roux" in desk.get(path).content.decode()
    desk.post(path, _says(dates, "yes", "no"))
    odile = Respondent.objects.get(member=village.odile)
    assert (odile.made_by, odile.channel) == (village.monique, "telephone")
    assert "La soupe" in JournalEntry.objects.get(member=village.odile, subject__startswith="meetings.").words
    client_of(village.jeanne).post(f"/rencontres/sondages/{soup.pk}/rencontre/", {"date": dates[0]})
    assert Registration.objects.get().member == village.odile
    call = Dispatch.objects.get(person=village.odile.pk)
    assert (call.channel, call.purpose) == ("telephone", "meetings.poll_chosen")


def test_the_date_s_clashes_are_shown_and_read_before_it_becomes_a_meeting(
    soup, dates, village, client_of, now
):
    first = soup.dates.first()
    twin = make_meeting("La soupe au kiosque", first.begins_at, place=village.kiosk, host=village.paul)
    answer_as_member(poll=soup, member=village.paul, says=dict.fromkeys(dates, "yes"), at=now)
    asker, path = client_of(village.jeanne), f"/rencontres/sondages/{soup.pk}/rencontre/"
    assert "La soupe au kiosque" in asker.get(f"/rencontres/sondages/{soup.pk}/").content.decode()
    asked = asker.post(path, {"date": dates[0]})
    assert asked.status_code == 409
    page = asked.content.decode()
    assert f"/rencontres/{twin.pk}/" in page
    assert not Meeting.objects.filter(title="La soupe").exists()
    apart = re.search(r'name="apart" value="([^"]+)"', page)[1]
    assert (
        asker.post(path, {"date": dates[0], "has_read": "1"}).status_code == 409
    )  # something else was told since
    asker.post(path, {"date": dates[0], "has_read": "1", "apart": apart})
    assert Meeting.objects.filter(title="La soupe").exists()
    assert Distinction.objects.exists()
