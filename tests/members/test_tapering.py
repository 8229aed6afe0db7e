"""« Plus, moins ou pareil ? »: asked once a season in words one receives anyway; silence lowers, never raises."""

from datetime import date, timedelta

import pytest

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.replying import Reply
from parvis.courier.silencing import choosing_path
from parvis.courier.texting.arriving import Text
from parvis.members import tapering, telling_of_pace
from parvis.members.models import Member, Pace, Says, Wish
from parvis.members.reaching import Words, reach
from tests.village import Village

register_purpose(Purpose("tests.ordinary", matter=Matter.ORDINARY))
register_purpose(Purpose("tests.joined", matter=Matter.JOINED))
ASKED = "plus, moins ou pareil"


@pytest.fixture
def long_here(village: Village) -> Village:
    """Everybody has been here for years."""
    Member.objects.update(joined_at=village.now - timedelta(days=900))
    village.jeanne.refresh_from_db()
    village.odile.refresh_from_db()
    return village


def tell(member: Member, at, purpose: str = "tests.ordinary", key: str | None = None) -> Dispatch:
    return reach(member, purpose, Words("Un mot", "Un mot."), at=at, once_key=key)


def asked_and_sent(village: Village) -> Dispatch:
    row = tell(village.jeanne, village.now)
    Dispatch.objects.filter(pk=row.pk).update(state="sent", ended_at=village.now)
    return row


def wish_of(member: Member) -> str:
    return Member.objects.get(pk=member.pk).wish


def test_seasons_are_of_four_months():
    days = [date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 12, 31)]
    assert [tapering.season_of(day).month for day in days] == [1, 1, 5, 9]


def test_the_line_goes_once_a_season_with_ordinary_words(long_here: Village):
    jeanne, now = long_here.jeanne, long_here.now
    assert ASKED not in tell(jeanne, now, "tests.joined").body
    assert ASKED in tell(jeanne, now, key="one").body
    assert ASKED in tell(jeanne, now + timedelta(days=1), key="one").body  # the same row
    assert ASKED not in tell(jeanne, now + timedelta(days=9)).body
    assert ASKED in tell(jeanne, now + timedelta(days=45)).body  # in January
    assert Pace.objects.count() == 1


def test_who_lived_no_whole_season_or_wishes_reminders_is_not_asked(village: Village):
    assert ASKED not in tell(village.jeanne, village.now).body
    Member.objects.filter(pk=village.paul.pk).update(
        joined_at=village.now - timedelta(days=900), wish=Wish.REMINDERS
    )
    village.paul.refresh_from_db()
    assert ASKED not in tell(village.paul, village.now).body


def test_silence_lowers_one_step_is_told_once_and_undone(long_here: Village):
    jeanne, now = long_here.jeanne, long_here.now
    asked_and_sent(long_here)
    assert telling_of_pace.lower_due(now + timedelta(days=29)) == 0
    assert telling_of_pace.lower_due(now + timedelta(days=30)) == 1
    assert telling_of_pace.lower_due(now + timedelta(days=31)) == 0
    assert wish_of(jeanne) == Wish.ESSENTIAL
    told = Dispatch.objects.get(purpose="members.pace_lowered")
    assert "ce-que-je-recois" in told.link
    tapering.say(member=jeanne, says=Says.SAME, at=now)
    assert wish_of(jeanne) == Wish.EVERYTHING
    assert tapering.pending(jeanne) is None


def test_words_that_never_arrived_lower_nothing(long_here: Village):
    row = tell(long_here.jeanne, long_here.now)
    later = long_here.now + timedelta(days=31)
    assert telling_of_pace.lower_due(later) == 0  # still waiting
    Dispatch.objects.filter(pk=row.pk).update(state="dropped", ended_at=later)
    assert telling_of_pace.lower_due(later) == 0
    assert not Pace.objects.exists()
    assert wish_of(long_here.jeanne) == Wish.EVERYTHING


def test_a_mere_title_in_a_list_asked_nothing(long_here: Village):
    row = asked_and_sent(long_here)
    carrier = tell(long_here.paul, long_here.now)
    Dispatch.objects.filter(pk=row.pk).update(goes_with=carrier)
    assert telling_of_pace.lower_due(long_here.now + timedelta(days=31)) == 0
    assert wish_of(long_here.jeanne) == Wish.EVERYTHING


def test_who_chose_by_themselves_is_left_alone(long_here: Village):
    asked_and_sent(long_here)
    Member.objects.filter(pk=long_here.jeanne.pk).update(wish=Wish.ESSENTIAL)
    assert telling_of_pace.lower_due(long_here.now + timedelta(days=31)) == 0
    assert wish_of(long_here.jeanne) == Wish.ESSENTIAL


@pytest.mark.parametrize(
    ("before", "says", "after"),
    [
        (Wish.EVERYTHING, Says.LESS, Wish.ESSENTIAL), (Wish.ESSENTIAL, Says.LESS, Wish.REMINDERS),
        (Wish.REMINDERS, Says.LESS, Wish.REMINDERS), (Wish.EVERYTHING, Says.MORE, Wish.EVERYTHING),
        (Wish.REMINDERS, Says.MORE, Wish.ESSENTIAL), (Wish.ESSENTIAL, Says.SAME, Wish.ESSENTIAL),
    ],
)  # fmt: skip
def test_one_step_each_and_twice_is_once(village: Village, before, says, after):
    Member.objects.filter(pk=village.jeanne.pk).update(wish=before)
    for _ in range(2):
        tapering.say(member=village.jeanne, says=says, at=village.now)
        assert wish_of(village.jeanne) == after


def test_by_mail_by_text_and_by_the_link(long_here: Village, anonymous):
    jeanne, now = long_here.jeanne, long_here.now
    asked_and_sent(long_here)
    reply = Reply("members.pace", jeanne.pk, jeanne.pk, "jeanne@exemple.fr", "Moins, merci !", None)
    assert telling_of_pace.answer_by_mail(reply, now)
    assert wish_of(jeanne) == Wish.ESSENTIAL
    answer = telling_of_pace.answer_by_text(Text("k", "+33639981201", "Pareil"), now)
    assert "Tout" in answer.says
    assert telling_of_pace.answer_by_text(Text("k", "+33639981201", "plus de pain"), now) is None
    Pace.objects.update(says="")
    path = choosing_path(jeanne.pk, "jeanne@exemple.fr")
    assert "Nous vous écrivons" in anonymous.get(path).content.decode()
    assert anonymous.post(f"{path}rythme/", {"says": "less"}).status_code == 302
    assert wish_of(jeanne) == Wish.ESSENTIAL
    assert anonymous.post(f"{path}rythme/", {"says": "never"}).status_code == 404
    assert anonymous.post(f"{path[:-3]}x/rythme/", {"says": "less"}).status_code == 404


@pytest.fixture
def texted(long_here: Village, settings) -> Member:
    """Jeanne is reached by text message, and answers reach us."""
    settings.SMS_URL, settings.SMS_INCOMING = "http://127.0.0.1:9/", "secret"
    long_here.jeanne.contact_points.filter(kind="mail").delete()
    long_here.jeanne.contact_points.update(receives_sms=True)
    return Member.objects.get(pk=long_here.jeanne.pk)


def test_by_text_message_the_question_is_one_of_its_own_once_a_season(texted, now):
    assert ASKED not in tell(texted, now).body
    asked = Dispatch.objects.get(purpose="members.pace_asked")
    assert asked.title.endswith("répondez 1 pour plus, 2 pour moins, 3 pour pareil.")
    tell(texted, now + timedelta(days=9))
    tell(texted, now, "tests.joined")
    assert Dispatch.objects.filter(purpose="members.pace_asked").count() == 1
    Dispatch.objects.filter(pk=asked.pk).update(state="sent", ended_at=now)
    said = telling_of_pace.answer_by_text(Text("a" * 64, asked.address, "2"), now)
    assert said is not None
    assert wish_of(texted) == Wish.ESSENTIAL
    tell(texted, now + timedelta(days=45))
    assert Dispatch.objects.filter(purpose="members.pace_asked").count() == 2


def test_a_number_answers_the_last_question_only(texted, now):
    tell(texted, now)
    Dispatch.objects.filter(channel="sms").update(state="sent", ended_at=now)
    other = Dispatch.objects.get(purpose="members.pace_asked")
    Dispatch.objects.create(
        channel="sms", purpose="meetings.telling", address=other.address, title="x", body="x", state="sent",
        message_id="x", written_at=now, not_before_at=now, ended_at=now + timedelta(minutes=1),
    )  # fmt: skip
    assert telling_of_pace.answer_by_text(Text("a" * 64, other.address, "1"), now) is None
    assert telling_of_pace.answer_by_text(Text("b" * 64, other.address, "4"), now) is None
    assert wish_of(texted) == Wish.EVERYTHING


def test_where_no_answer_arrives_nothing_is_asked_by_text(texted, now, settings):
    settings.SMS_INCOMING = ""
    tell(texted, now)
    assert not Pace.objects.exists()
