"""First steps: what one wished to learn, ticked by either of two, never a score."""

import pytest

from parvis.members.learning_together import tick, walk_of, wish
from parvis.members.models import FirstStep

pytestmark = pytest.mark.django_db


def test_a_person_wishes_ticks_and_is_asked_once_how_to_be_reached(village, client_of):
    mine, odile = client_of(village.odile), village.odile
    mine.post("/mon-espace/premiers-pas/", {"steps": ["enter", "come", "nonsense"]})
    assert set(odile.first_steps.values_list("step", flat=True)) == {"enter", "come"}
    mine.post("/mon-espace/premiers-pas/enter/")
    assert "désormais" not in mine.get("/mon-espace/premiers-pas/").content.decode()
    mine.post("/mon-espace/premiers-pas/come/")
    page = mine.get("/mon-espace/premiers-pas/").content.decode()
    assert "Comment souhaitez-vous que l’on vous joigne désormais" in page
    for figure in ("%", "sur 4", "sur 2", "score"):
        assert figure not in page.split("<main")[1].split("</main>")[0]
    mine.post("/mon-espace/premiers-pas/joindre/", {"point": ""})
    assert "désormais" not in mine.get("/mon-espace/premiers-pas/").content.decode()
    mine.post("/mon-espace/premiers-pas/enter/", {"answer": "again"})
    assert odile.first_steps.get(step="enter").done_at is None


def test_the_answer_changes_how_they_are_reached_and_only_with_their_own_ways(village, now, client_of):
    odile, stranger = village.odile, village.jeanne.contact_points.first()
    mail = odile.contact_points.create(kind="mail", address="odile@exemple.fr", added_at=now, verified_at=now)
    mine = client_of(odile)
    mine.post("/mon-espace/premiers-pas/joindre/", {"point": mail.pk})
    odile.refresh_from_db()
    mail.refresh_from_db()
    assert (odile.needs_calling, mail.is_preferred) == (False, True)
    client_of(village.henri).post("/mon-espace/premiers-pas/joindre/", {"point": stranger.pk})
    stranger.refresh_from_db()
    assert not village.henri.contact_points.filter(pk=stranger.pk).exists()
    assert stranger.member == village.jeanne


def test_the_correspondent_walks_it_with_the_record_open_only(village, client_of):
    desk, path = client_of(village.monique), f"/permanence/personnes/{village.odile.pk}/premiers-pas/"
    assert desk.get(path).status_code == 302
    desk.post(path, {"steps": ["enter"]})
    assert not FirstStep.objects.exists()
    desk.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "visit"})
    desk.post(path, {"steps": ["enter", "come"]})
    desk.post(f"{path}enter/")
    row = village.odile.first_steps.get(step="enter")
    assert (row.noted_by, row.done_at is not None) == (village.monique, True)
    assert "apprendre" in village.odile.journal.latest("pk").words
    desk.post(f"{path}come/")
    assert "À demander une seule fois" in desk.get(path).content.decode()


def test_what_is_ticked_stays_when_wishes_change_and_all_can_be_forgotten(village, now, client_of):
    odile = village.odile
    wish(member=odile, steps=["enter", "come"], by=odile, at=now)
    tick(member=odile, step="enter", by=odile, at=now)
    tick(member=odile, step="story", by=odile, at=now)  # never wished
    wish(member=odile, steps=["cancel"], by=odile, at=now)
    assert set(odile.first_steps.values_list("step", flat=True)) == {"enter", "cancel"}
    assert walk_of(odile).is_begun
    client_of(odile).post("/mon-espace/premiers-pas/oubli/")
    assert not FirstStep.objects.exists()


def test_trying_is_marked_and_writes_nothing(village, anonymous, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        for stage in ("", "venir", "note", "rendu", "<x>"):
            page = anonymous.get("/premiers-pas/essai/", {"etape": stage}).content.decode()
            assert "Pour essayer." in page
            assert "Rien n’est noté, personne n’est prévenu, aucune place n’est prise." in page
            assert "<form" not in page


def test_the_path_on_paper_names_nobody(village, anonymous):
    page = anonymous.get("/permanence/premiers-pas/").content.decode()
    assert page.count('class="sheet folded"') == 2
    assert "Dire «" in page
    assert "Odile" not in page


def test_how_somebody_is_reached_changes_at_the_desk_with_their_word_only(village, now, client_of):
    desk, lea = client_of(village.monique), village.lea
    point = lea.contact_points.create(kind="telephone", address="+33639980099", added_at=now)
    desk.post(f"/permanence/personnes/{lea.pk}/ouverture/", {"reason": "visit"})
    answer = desk.post(f"/permanence/personnes/{lea.pk}/premiers-pas/joindre/", {"point": point.pk})
    point.refresh_from_db()
    assert not point.is_preferred
    assert not lea.first_steps.exists()
    assert answer.status_code == 409
