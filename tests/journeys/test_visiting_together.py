"""Journey 11: friends on their own telephones, without account and without script, choose and come together."""

import re

import pytest
from django.urls import reverse

from parvis.meetings.models import Registration
from tests.village import Village

pytestmark = pytest.mark.browser

MOST_TAPS = 5


class Phone:
    """A telephone of 360 px without JavaScript; it counts what its owner taps."""

    def __init__(self, context, base=""):
        self.tab, self.taps = context.new_page(), 0

    def open(self, path: str) -> "Phone":
        self.tab.goto(path)
        return self

    def tap(self, words: str, role: str = "button") -> "Phone":
        self.tab.get_by_role(role, name=words).first.click()
        self.tab.wait_for_load_state()  # what is read next is all there
        self.taps += 1
        return self

    def write(self, label: str, words: str) -> "Phone":
        self.tab.get_by_label(label).first.fill(words)
        return self

    def says(self, words: str) -> bool:
        return words in self.tab.content()


def seated() -> set[str]:
    return set(Registration.objects.seated().values_list("member__name", flat=True))


def test_two_friends_on_two_phones_pick_a_meeting_and_register_both(lived_in: Village, open_browser):
    cafe = reverse("meetings:meeting", args=[lived_in.cafe.pk])
    jeanne, rosa = Phone(open_browser(lived_in.jeanne)), Phone(open_browser())
    jeanne.open(cafe).tap("Visiter à plusieurs")
    code = re.search(r'class="code">(\d{4})<', jeanne.tab.content())[1]
    rosa.open(reverse("covisits:visit"))
    rosa.write("Les quatre chiffres", code).write("Votre prénom", "Rosa").tap("Les rejoindre")
    assert rosa.tab.url.endswith(cafe)
    assert rosa.says("Vous visitez avec Jeanne.")
    rosa.tap("J’aime cette rencontre").tap("On prend celle-ci")
    rosa.write("Votre prénom et votre nom", "Rosa Dupont").write("Comment vous joindre", "06 39 98 44 55")
    rosa.tap("Je viens avec vous")
    assert rosa.says("On attend Jeanne.")
    jeanne.open(cafe).tap("Répondre", "link").tap("Je viens avec vous")
    assert jeanne.says("C’est noté pour tout le monde.")
    assert seated() == {"Jeanne Martin", "Rosa Dupont"}
    assert (jeanne.taps, rosa.taps) == (3, 4)  # each within the five promised
    assert max(jeanne.taps, rosa.taps) <= MOST_TAPS
    for phone in (jeanne, rosa):
        assert phone.open(cafe).says("Vous y allez déjà")
        assert not phone.says("On prend celle-ci")


def test_one_tap_from_the_programme_begins_a_visit(lived_in: Village, open_browser):
    for phone in (Phone(open_browser()), Phone(open_browser())):  # the second page is the one kept for all
        phone.open(reverse("meetings:programme")).tap("Visiter à plusieurs")
        assert re.search(r'class="code">(\d{4})<', phone.tab.content())
        assert phone.taps == 1


def test_three_people_without_javascript_use_the_shared_list(lived_in: Village, open_browser):
    cafe = reverse("meetings:meeting", args=[lived_in.cafe.pk])
    phones = [Phone(open_browser()) for _one in range(3)]
    first = phones[0].open(reverse("covisits:visit")).tap("Commencer une visite")
    first.write("Votre prénom", "Ana").tap("Enregistrer")
    code = re.search(r'class="code">(\d{4})<', first.tab.content())[1]
    for phone, name in zip(phones[1:], ("Bilal", "Carla"), strict=True):
        phone.open(reverse("covisits:join")).write("Les quatre chiffres", code).write("Votre prénom", name)
        phone.tap("Les rejoindre")
        phone.open(cafe).tap("J’aime cette rencontre")
    first.open(reverse("covisits:visit")).tap("Actualiser", "link")
    assert first.says("Bilal et Carla")
    first.tap("On prend celle-ci")
    for number, (phone, name) in enumerate(zip(phones, ("Ana", "Bilal", "Carla"), strict=True)):
        phone.open(reverse("covisits:choice")).tap("Actualiser", "link")
        phone.write("Votre prénom et votre nom", f"{name} Test")
        phone.write("Comment vous joindre", f"06 39 98 44 6{number}").tap("Je viens avec vous")
    assert phones[2].says("C’est noté pour tout le monde.")
    assert len(seated()) == 3
    phones[0].open(cafe).tab.locator(".visit-more summary").click()
    phones[0].tap("Quitter la visite")
    assert phones[0].says("La visite est finie pour vous.")
    assert phones[1].open(cafe).says("Vous visitez avec Carla.")
