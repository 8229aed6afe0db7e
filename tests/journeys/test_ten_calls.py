"""Ten calls in a row at the telephone desk, by keyboard alone, every key counted. `-s` prints the table."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parvis.courier.models import Dispatch
from parvis.desk.models import OpenCall
from parvis.meetings.models import DateAnswer, DatePoll, Registration
from parvis.meetings.polls.asking import When, ask
from parvis.members.models import Member
from tests.village import Village, make_meeting, seat, trust

pytestmark = pytest.mark.browser
MOST_FIELDS = 3


@dataclass
class Line:
    """One call: what was typed, tapped, seen and how long the machine took."""

    name: str
    most_keys: int
    keys: int = 0
    fields: int = 0
    screens: int = 0
    seconds: float = 0.0


@dataclass
class Hands:
    """Somebody at a keyboard: they type, go to the next thing, press Enter. No mouse."""

    tab: Page
    lines: list[Line] = field(default_factory=list)

    def call(self, name: str, most_keys: int, act: Callable[[], None]) -> None:
        self.lines.append(Line(name, most_keys))
        self.tab.goto("/permanence/")
        self._wait_for_focus()
        began = time.perf_counter()
        act()
        self.line.seconds = time.perf_counter() - began

    @property
    def line(self) -> Line:
        return self.lines[-1]

    def press(self, key: str) -> None:
        self.line.keys += 1
        self.tab.keyboard.press(key)

    def type(self, words: str) -> None:
        self.line.keys += len(words)
        self.line.fields += 1
        self.tab.keyboard.type(words)

    def enter(self) -> None:
        """Enter, and the next page."""
        with self.tab.expect_navigation():
            self.press("Enter")
        self.line.screens += 1
        self._wait_for_focus()

    def _wait_for_focus(self) -> None:
        """A page gives the focus a moment after it is there; nobody types in between."""
        first = self.tab.locator("[autofocus]").first
        if first.count():
            expect(first).to_be_focused()

    def reach(self, words: str, key: str = "Tab") -> None:
        """Tab until what has the focus is called so; each Tab counts. key: « Shift+Tab » to go back."""
        for _step in range(60):
            if re.search(words, self._focused(), re.IGNORECASE):
                return
            self.press(key)
        raise AssertionError(f"{words} is not reached by Tab; the focus is on: {self._focused()}")

    def _focused(self) -> str:
        return str(
            self.tab.evaluate(
                """() => { const one = document.activeElement;
                if (one === document.body) return '';
                return [one.id, one.name, one.value, one.getAttribute('aria-label'), one.innerText,
                    ...[...(one.labels || [])].map(label => label.innerText)].join(' ') }"""
            )
        )

    def find(self, words: str) -> None:
        """« Qui appelle ? » has the focus: type, Enter; the first person found has it then: Enter."""
        self.type(words)
        self.enter()
        self.enter()


def register(hands: Hands, title: str, done: str = "C’est noté") -> None:
    """Tab to the meetings, Space, Enter."""
    hands.reach("id_meeting_0")
    while title not in hands._focused():
        hands.press("ArrowDown")
    hands.press("Space")
    hands.enter()
    expect(hands.tab.get_by_text(re.compile(done)).first).to_be_visible()


def known_registers(hands: Hands) -> None:
    hands.find("jea")
    register(hands, "Café du canal")


def cancels(hands: Hands) -> None:
    hands.find("pau")
    hands.reach("^ *Annuler|Annuler Café")
    hands.enter()
    expect(hands.tab.get_by_text("La place est libérée")).to_be_visible()


def new_registers_while_another_waits(hands: Hands) -> None:
    """Calls 3 and 7: Rosa is half written down, the line rings, Henri is served, Rosa comes back."""
    hands.type("Rosa Diaz")
    hands.enter()
    hands.type("01 99 00 77 01")
    hands.reach("Mettre en attente")
    hands.enter()
    expect(hands.tab.get_by_text("Rosa Diaz attend. Qui appelle")).to_be_visible()


def second_call(hands: Hands) -> None:
    hands.find("hen")
    register(hands, "Café du canal")


def back_to_the_first(hands: Hands) -> None:
    hands.reach("en attente depuis", "Shift+Tab")
    hands.enter()
    expect(hands.tab.locator("#id_contact")).to_have_value("01 99 00 77 01")
    hands.reach("id_agrees")
    hands.press("Space")
    hands.enter()
    register(hands, "Café du canal")


def couple(hands: Hands) -> None:
    """Two people, one number: both are shown, the second is the one."""
    hands.type("45 12")
    hands.enter()
    hands.reach("Odile Roux")
    hands.enter()
    register(hands, "Jeux")


def message(hands: Hands) -> None:
    hands.find("jea")
    hands.reach("Noter un message")
    hands.press("Enter")
    hands.reach("message-to")
    hands.type("Kar")
    hands.press("Tab")
    hands.type("J’apporte des gaufres.")
    hands.press("Tab")
    hands.enter()
    expect(hands.tab.get_by_text("Le message est noté pour")).to_be_visible()


def place_accepted(hands: Hands) -> None:
    hands.find("lea")
    hands.reach("Prendre la place")
    hands.enter()
    expect(hands.tab.get_by_text("La place est prise")).to_be_visible()


def code_read_out(hands: Hands) -> None:
    hands.find("odi")
    hands.reach("Donner un code")
    hands.enter()
    expect(hands.tab.locator(".code")).to_be_visible()


def poll_answered(hands: Hands) -> None:
    hands.find("jea")
    hands.reach("La soupe")
    hands.enter()
    hands.reach("yes")
    hands.press("Space")
    hands.press("Tab")
    hands.press("Space")
    hands.enter()
    expect(hands.tab.get_by_text("C’est noté").first).to_be_visible()


def mandate_then_register(hands: Hands) -> None:
    hands.find("luc")
    hands.reach("id_meeting_0")
    hands.press("Space")
    hands.enter()
    hands.reach("Oui")
    hands.enter()
    expect(hands.tab.get_by_text("C’est noté").first).to_be_visible()


def prepare(village: Village) -> None:
    """What these ten callers have to do with this place, as it was before they call."""
    now = timezone.now()
    make_meeting("Jeux de société", now + timedelta(days=5), host=village.karim)
    seat(village.paul, village.cafe, now)
    later = now + timedelta(hours=20)
    choir = make_meeting("Chorale", now + timedelta(days=4), host=village.karim)
    seat(village.lea, choir, now, state=Registration.State.OFFERED, expires_at=later)
    dates = [When(now + timedelta(days=day), now + timedelta(days=day, hours=2)) for day in (6, 7)]
    ask(
        title="La soupe", dates=dates, asker=village.karim, at=now, closes_at=now + timedelta(days=3),
        audience=DatePoll.Audience.MEMBERS,
    )  # fmt: skip
    for person in (village.jeanne, village.paul, village.lea):
        trust(person, village.monique, now)


def table(lines: list[Line]) -> str:
    rows = ["call                                 keys  bound  fields  screens  seconds"]
    rows += [
        f"{line.name:<36}{line.keys:>5}{line.most_keys:>7}{line.fields:>8}{line.screens:>9}{line.seconds:>9.1f}"
        for line in lines
    ]
    total = f"{sum(line.keys for line in lines):>5}", f"{sum(line.seconds for line in lines):.1f}"
    return "\n".join([*rows, f"ten calls: {total[0]} keys, {total[1]} s of the machine"])


def test_ten_calls_in_a_row(lived_in, open_browser, tmp_path):
    prepare(lived_in)
    hands = Hands(open_browser(lived_in.monique, width=1280).new_page())
    hands.call("1 known, registers", 20, lambda: known_registers(hands))
    hands.call("2 cancels", 20, lambda: cancels(hands))
    hands.call("3 new, half written, put on hold", 40, lambda: new_registers_while_another_waits(hands))
    hands.call("7 the second call, registers", 20, lambda: second_call(hands))
    hands.call("3 again: comes back, registers", 20, lambda: back_to_the_first(hands))
    hands.call("4 couple with one number", 25, lambda: couple(hands))
    hands.call("5 message for the animator", 60, lambda: message(hands))
    hands.call("6 place of the waiting list", 20, lambda: place_accepted(hands))
    hands.call("8 sign-in code read out", 30, lambda: code_read_out(hands))
    hands.call("9 poll of dates", 40, lambda: poll_answered(hands))
    hands.call("10 mandate asked, then registers", 30, lambda: mandate_then_register(hands))
    told = table(hands.lines)
    (tmp_path / "ten-calls.txt").write_text(told, encoding="utf-8")
    print(f"\n{told}")
    everything_is_done(lived_in)
    assert not [line.name for line in hands.lines if line.fields > MOST_FIELDS]
    assert not [f"{line.name}: {line.keys}" for line in hands.lines if line.keys > line.most_keys]


def everything_is_done(village: Village) -> None:
    rosa = Member.objects.get(name="Rosa Diaz")
    seated = Registration.objects.seated()
    for person in (village.jeanne, village.henri, village.lucie, rosa):
        assert seated.filter(meeting=village.cafe, member=person, channel="telephone").exists(), person
    assert seated.filter(meeting__title="Jeux de société", member=village.odile).exists()
    assert seated.filter(meeting__title="Chorale", member=village.lea).exists()
    assert not seated.filter(member=village.paul).exists()
    assert Dispatch.objects.filter(purpose="conversations.to_answer", person=village.karim.pk).exists()
    assert DateAnswer.objects.count() == 2
    assert not OpenCall.objects.exists()
    for person in (village.jeanne, village.paul, village.henri, village.odile, village.lea, rosa):
        assert person.journal.filter(author=village.monique).exists(), person
