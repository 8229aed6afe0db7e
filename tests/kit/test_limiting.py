"""Too many tries meet a person, and no forged header makes anyone a newcomer again."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit import limiting
from parvis.kit.callers import caller
from parvis.kit.menu import Helper

QUARTER = timedelta(minutes=15)


def tries(key: str, number: int) -> int:
    return sum(limiting.allow(key, times=5, per=QUARTER) for _ in range(number))


def test_five_tries_then_no_more_then_again_later():
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        assert tries("code", 9) == 5
        clock.shift(timedelta(minutes=2, seconds=59))
        assert tries("code", 1) == 0
        clock.shift(timedelta(seconds=2))
        assert tries("code", 2) == 1
        clock.shift(QUARTER)
        assert tries("code", 9) == 5


def test_one_caller_does_not_use_up_the_tries_of_another():
    assert tries("one", 9) == 5
    assert tries("two", 1) == 1


def test_the_refusal_names_the_person_who_can_help(monkeypatch):
    monkeypatch.setitem(
        limiting.jinja._offered, "helper", lambda: Helper(name="Odile", telephone="01 99 00 12 34")
    )
    limiting.limit("code", times=1, per=QUARTER)
    with pytest.raises(limiting.TooOften) as refusal:
        limiting.limit("code", times=1, per=QUARTER)
    assert refusal.value.status == 429
    assert "Odile" in refusal.value.way_out.words
    assert refusal.value.way_out.url == "tel:0199001234"


def test_memory_stays_bounded_and_keeps_those_who_tried_most(monkeypatch):
    monkeypatch.setattr(limiting, "MOST_KEYS", 100)
    assert tries("insisting", 9) == 5
    for number in range(1000):
        tries(f"passing {number}", 1)
    assert len(limiting._full_until) <= 100
    assert tries("insisting", 1) == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # nobody we trust wrote this
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 2.2.2.2, 198.51.100.1", "198.51.100.1"),  # forged in front of the true one
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", "198.51.100.1"),  # two proxies in a row
        ("10.0.0.2", "", "10.0.0.2"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("10.0.0.2", "nonsense", "unknown"),
    ],
)
def test_the_caller_is_who_the_last_trusted_hop_saw(settings, peer, forwarded, expected):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    request = RequestFactory().get("/", REMOTE_ADDR=peer)
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert limiting.client_of(request) == expected


def test_without_trusted_proxies_the_socket_alone_counts(settings):
    settings.TRUSTED_PROXIES = []
    assert caller("127.0.0.1", ["198.51.100.1"]) == "127.0.0.1"


@given(st.lists(st.ip_addresses().map(str), max_size=5))
def test_whatever_is_forged_the_caller_stays_the_same(forged):
    assert caller("203.0.113.9", forged) == "203.0.113.9"


def test_a_household_of_ipv6_addresses_is_one_caller():
    assert caller("2001:db8::1") == caller("2001:db8::ffff:1") != caller("2001:db8:0:1::1")
