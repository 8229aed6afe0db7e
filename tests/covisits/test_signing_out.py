"""Signing out ends one’s place in the visit on that device; a pass somebody copied opens nothing any more."""

import asyncio

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.passes import write_pass
from parvis.covisits.visiting import join
from parvis.kit import live
from parvis.kit.company import COOKIE
from parvis.members.sessions import BACKEND
from tests.covisits.company import begin, carry
from tests.covisits.test_live import _Jar, front, opened, step  # noqa: F401
from tests.village import Village


def browser(member) -> Client:
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


def here() -> list[str]:
    return list(Visitor.objects.here().values_list("first_name", flat=True))


def again(visitor: Visitor) -> Visitor:
    """The same member, in another browser."""
    return join(co_visit=visitor.co_visit, first_name="", member=visitor.member, at=timezone.now())


def test_leaving_this_browser_ends_the_place_and_takes_the_pass_away(village: Village):
    jeanne, _rosa = begin(village.jeanne, timezone.now(), "Rosa")
    mine = carry(browser(village.jeanne), jeanne)
    answer = mine.post(reverse("members:sign_out"))
    assert answer.cookies[COOKIE].value == ""
    assert here() == ["Rosa"]
    for client in (carry(Client(), jeanne), carry(browser(village.jeanne), jeanne)):  # a copied pass
        assert 'data-standing="out"' in client.get("/rencontres/").content.decode()
    mine.post(reverse("members:sign_out"))  # twice: nothing happens
    assert here() == ["Rosa"]


def test_the_telephone_goes_on_when_one_signs_out_of_the_desktop(village: Village):
    desktop, _rosa = begin(village.jeanne, timezone.now(), "Rosa")
    telephone = again(desktop)
    assert desktop.pk == telephone.pk
    carry(browser(village.jeanne), desktop).post(reverse("members:sign_out"))
    assert here() == ["Jeanne", "Rosa"]
    for visitor, standing in ((desktop, "out"), (telephone, "here")):
        page = carry(browser(village.jeanne), visitor).get("/rencontres/").content.decode()
        assert ('data-standing="out"' in page) == (standing == "out")


def test_a_pass_given_back_takes_nobody_out_of_the_visit(village: Village):
    desktop, _rosa = begin(village.jeanne, timezone.now(), "Rosa")
    again(desktop)  # the telephone goes on
    carry(browser(village.jeanne), desktop).post(reverse("members:sign_out"))
    copied = carry(Client(), desktop)
    copied.post(reverse("covisits:leave"))
    assert here() == ["Jeanne", "Rosa"]
    assert copied.cookies[COOKIE].value == ""


def test_leaving_everywhere_ends_every_place_the_last_one_closes_the_visit(village: Village):
    first, _other = begin(village.jeanne, timezone.now()), begin(village.jeanne, timezone.now(), "Rosa")
    carry(browser(village.jeanne), first[0]).post(reverse("members:sign_out_everywhere"))
    assert here() == ["Rosa"]
    assert CoVisit.objects.get(pk=first[0].co_visit_id).ended_at is not None


def test_anothers_pass_in_my_browser_is_not_mine_to_end_elsewhere(village: Village):
    """A forged pass ends nothing; nor does somebody without a pass."""
    jeanne, _rosa = begin(village.jeanne, timezone.now(), "Rosa")
    value = write_pass(_Jar(), jeanne).cookie.partition("=")[2]
    for wrong in (value[:-1] + ("A" if value[-1] != "A" else "B"), "1-1-x.y", "x" * 900, ""):
        client = browser(village.paul)
        client.cookies[COOKIE] = wrong
        client.post(reverse("members:sign_out"))
    assert here() == ["Jeanne", "Rosa"]


@pytest.mark.parametrize("path", ["members:sign_out", "members:sign_out_everywhere"])
def test_whoever_copied_the_pass_is_let_out_of_the_live_paths_at_once(front, village, path):  # noqa: F811
    jeanne, rosa = begin(village.jeanne, timezone.now(), "Rosa")
    mine = carry(browser(village.jeanne), jeanne)

    def sign_out():
        mine.post(reverse(path))
        connections.close_all()

    async def story():
        attacker = await opened(front, jeanne)
        assert await step(front, jeanne, 1) == 204
        await asyncio.to_thread(sign_out)
        await attacker.until(lambda one: one.is_whole)
        assert attacker.kinds[-1] == "over"
        assert await step(front, jeanne, 2) == 410  # not a minute later
        assert (await opened(front, jeanne)).status == 410
        assert live.bus.last(f"covisits.{jeanne.co_visit_id}") == []
        assert await step(front, rosa, 1) == 204  # the others go on

    asyncio.run(story())


def test_a_second_browser_keeps_its_stream(front, village):  # noqa: F811
    desktop, _rosa = begin(village.jeanne, timezone.now(), "Rosa")
    telephone = again(desktop)
    mine = carry(browser(village.jeanne), desktop)

    def sign_out():
        mine.post(reverse("members:sign_out"))
        connections.close_all()

    async def story():
        await asyncio.to_thread(sign_out)
        assert await step(front, desktop, 1) == 410
        assert await step(front, telephone, 2) == 204

    asyncio.run(story())
