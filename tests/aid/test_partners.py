"""Links to others as the community lists them: why, who to ask, and nothing passed on."""

import pytest
from django.urls import reverse

from parvis.aid.models import Partner
from parvis.aid.partners.listing import CannotList, NotYoursToKeep, checked_url, take_off, write
from tests.village import Village

SHARED = {
    "kind": "site", "title": "Covoiturage", "why": "Pour aller plus loin, ensemble.", "url": "covoit.exemple.fr/lieu",
    "place": None, "where": "", "hours": "", "telephone": "",
}  # fmt: skip


def test_it_opens_in_a_new_page_and_tells_the_other_site_nothing(village: Village, client_of, anonymous):
    row = write(row=None, facts=SHARED | {"ask": village.jeanne}, by=village.karim, at=village.now)
    assert row.url == "https://covoit.exemple.fr/lieu"
    text = client_of(village.lea).get(reverse("aid:partners")).content.decode()
    assert 'href="https://covoit.exemple.fr/lieu" target="_blank"' in text
    assert 'rel="noopener noreferrer nofollow external" referrerpolicy="no-referrer"' in text
    assert "Jeanne Martin" in text
    public = anonymous.get(reverse("aid:partners")).content.decode()
    assert "Covoiturage" in public
    assert "Jeanne" not in public  # names are for members


def test_a_shop_has_hours_and_no_need_of_a_site(village: Village, client_of):
    facts = SHARED | {
        "kind": "shop", "title": "La boulangerie", "url": "", "place": village.kiosk,
        "hours": "du mardi au samedi, de 8 h à 13 h", "telephone": "01 99 00 12 34", "ask": None,
    }  # fmt: skip
    write(row=None, facts=facts, by=village.lucie, at=village.now)
    text = client_of(village.lea).get(reverse("aid:partners")).content.decode()
    assert "de 8 h à 13 h" in text
    assert 'href="tel:0199001234"' in text


@pytest.mark.parametrize(
    "typed",
    ["http://clair.exemple.fr", "javascript:alert(1)", "https://nom:code@exemple.fr", "https://127.0.0.1/",
     "https://exemple.fr:8443/", "https://exemple.fr/a b", "https://localhost/", "//exemple.fr",
     "https://" + "a" * 300 + ".fr", "https://ex\u0435mple.fr"],
)  # fmt: skip
def test_addresses_that_are_no_site_of_others(typed: str, village: Village):
    with pytest.raises(CannotList):
        checked_url(typed)


def test_one_role_keeps_the_list_and_what_was_typed_stays(village: Village, client_of):
    with pytest.raises(NotYoursToKeep):
        write(row=None, facts=SHARED, by=village.jeanne, at=village.now)
    assert client_of(village.jeanne).get(reverse("aid:partner_new")).status_code == 403
    karim, page = client_of(village.karim), reverse("aid:partner_new")
    typed = {
        "kind": "site",
        "title": "Prêt d’outils",
        "why": "Une perceuse pour un jour.",
        "url": "http://a.fr",
    }
    wrong = karim.post(page, typed)
    assert wrong.status_code == 422
    assert "Prêt d’outils" in wrong.content.decode()
    assert karim.post(page, typed | {"url": "https://a.fr"}).status_code == 302
    assert karim.post(page, typed | {"url": "https://b.fr"}).status_code == 422  # it is there already
    row = Partner.objects.get()
    karim.post(reverse("aid:partner_removed", args=[row.pk]))
    take_off(row=row, by=village.karim)
    assert not Partner.objects.exists()


def test_who_to_ask_is_chosen_in_the_form_and_stays_when_another_line_changes(village: Village, client_of):
    """Also somebody without a role, whom the list named before."""
    karim, new = client_of(village.karim), reverse("aid:partner_new")
    typed = {"kind": "site", "title": "Prêt", "why": "Une perceuse.", "url": "https://a.fr"}
    karim.post(new, typed | {"ask": village.monique.pk})
    row = Partner.objects.get()
    assert row.ask == village.monique
    write(row=row, facts=SHARED | {"ask": village.jeanne}, by=village.karim, at=village.now)
    page = reverse("aid:partner", args=[row.pk])
    assert f'value="{village.jeanne.pk}" selected' in karim.get(page).content.decode()
    karim.post(page, typed | {"ask": village.jeanne.pk})
    assert Partner.objects.get().ask == village.jeanne
