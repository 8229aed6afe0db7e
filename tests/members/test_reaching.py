"""Words reach people by their own way: mail, a call, a letter; never at night unless they asked."""

from datetime import UTC, datetime

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Purpose, register_purpose
from parvis.members.codes import SIGN_IN
from parvis.members.models import ContactPoint
from parvis.members.reaching import Words, can_be_written_to, reach, route_to
from tests.village import make_member

NEWS = "tests.news"
register_purpose(Purpose(NEWS))
WORDS = Words(title="Café du canal : changement de salle", body="Ce sera au kiosque.", link="/rencontres/1/")
AT_NIGHT = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)


def test_jeanne_reads_mail_and_odile_is_called(village):
    assert reach(village.jeanne, NEWS, WORDS, at=village.now).channel == Channel.MAIL
    call = reach(village.odile, NEWS, WORDS, at=village.now)
    assert (call.channel, call.address, call.name) == ("telephone", "+33199004512", "Odile Roux")


def test_a_person_who_prefers_the_telephone_is_called_even_with_a_mail(village):
    point = village.jeanne.contact_points.get(kind="telephone")
    point.is_preferred = True
    point.save()
    assert route_to(village.jeanne).channel == Channel.TELEPHONE


def test_a_person_with_only_a_postal_address_gets_a_letter(village):
    rosa = make_member("Rosa Diaz", village.now)
    rosa.contact_points.create(kind=ContactPoint.Kind.POST, address="4 rue du Canal", added_at=village.now)
    assert route_to(rosa).channel == Channel.LETTER


def test_a_person_known_only_through_their_correspondent_is_a_call_with_her_name(village):
    rosa = make_member("Rosa Diaz", village.now)
    rosa.contact_points.create(
        kind=ContactPoint.Kind.CORRESPONDENT, via=village.monique, added_at=village.now
    )
    assert route_to(rosa).address == "Monique Faure"


def test_a_person_nobody_can_reach_is_still_on_the_list_of_calls(village):
    rosa = make_member("Rosa Diaz", village.now)
    assert reach(rosa, NEWS, WORDS, at=village.now).channel == Channel.TELEPHONE
    assert not can_be_written_to(rosa)


def test_news_wait_for_the_morning_and_codes_do_not(village):
    news = reach(village.jeanne, NEWS, WORDS, at=AT_NIGHT)
    code = reach(village.jeanne, SIGN_IN, WORDS, at=AT_NIGHT)
    assert news.not_before_at == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert code.not_before_at == AT_NIGHT


def test_words_with_one_key_are_written_once_and_with_the_whole_address(village):
    for _tap in range(2):
        reach(village.jeanne, NEWS, WORDS, at=village.now, once_key="news:1")
    assert Dispatch.objects.get(once_key="news:1").link.startswith("http")


def test_choosing_the_way_costs_no_query_when_points_are_at_hand(village, django_assert_num_queries):
    members = list(type(village.jeanne).objects.prefetch_related("contact_points"))
    with django_assert_num_queries(0):
        assert {route_to(member).channel for member in members} >= {Channel.MAIL, Channel.TELEPHONE}
