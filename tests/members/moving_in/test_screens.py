"""An association moves in: through the pages, as a secretary does it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.courier.models import Dispatch
from parvis.members.models import Import, Member

LIST = """Nom;Prénom;Courriel;Téléphone
DUPONT;Jean et Odile;jean@exemple.fr;06 39 98 20 01
MARTIN;Jeanne;jeanne@exemple.fr;
;;perdu@exemple.fr;
PETIT;Rosa;;0199002003
"""


def bring(client, text=LIST, name="adhérents.csv"):
    file = SimpleUploadedFile(name, text.encode("cp1252"))
    return client.post(reverse("console:imports"), {"file": file})


def settled(client, brought):
    page = client.get(reverse("console:import_columns", args=[brought.pk]))
    assert page.status_code == 200
    values = {f"column-{i}": meaning for i, meaning in enumerate(brought.meanings)}
    return client.post(reverse("console:import_columns", args=[brought.pk]), values)


def test_a_secretary_moves_in_with_a_list_and_nobody_is_written_to(village, client_of):
    client, before = client_of(village.fatou), Member.objects.count()
    answer = bring(client)
    brought = Import.objects.get()
    assert answer["Location"] == reverse("console:import_columns", args=[brought.pk])
    assert settled(client, brought)["Location"] == reverse("console:import_doubles", args=[brought.pk])
    doubles = client.get(reverse("console:import_doubles", args=[brought.pk]))
    assert "Jeanne Martin" in doubles.text
    answer = client.post(reverse("console:import_doubles", args=[brought.pk]), {})
    ready = client.get(answer["Location"])
    assert "Ligne 4" in ready.text
    assert Member.objects.count() == before
    answer = client.post(reverse("console:import_confirmation", args=[brought.pk]), {})
    done = client.get(answer["Location"])
    assert done.status_code == 200
    assert Member.objects.count() == before + 3
    assert not Dispatch.objects.exists()


def test_inviting_writes_to_those_who_arrived_and_only_to_them(village, client_of):
    client = client_of(village.fatou)
    bring(client)
    brought = Import.objects.get()
    settled(client, brought)
    client.post(reverse("console:import_confirmation", args=[brought.pk]), {})
    client.post(reverse("console:import_invitations", args=[brought.pk]), {"most": "1"})
    assert Dispatch.objects.count() == 1
    client.post(reverse("console:import_invitations", args=[brought.pk]), {"by_call": "on"})
    assert sorted(Dispatch.objects.values_list("name", "channel")) == [
        ("Jean Dupont", "mail"),
        ("Odile Dupont", "mail"),
        ("Rosa Petit", "telephone"),
    ]
    page = client.get(reverse("console:import", args=[brought.pk]))
    assert page.status_code == 200


def test_a_list_is_taken_back_whole(village, client_of):
    client, before = client_of(village.fatou), Member.objects.count()
    bring(client)
    brought = Import.objects.get()
    settled(client, brought)
    client.post(reverse("console:import_confirmation", args=[brought.pk]), {})
    answer = client.post(reverse("console:import_undoing", args=[brought.pk]))
    assert client.get(answer["Location"]).status_code == 200
    assert Member.objects.count() == before


def test_a_pdf_in_disguise_is_refused_gently_and_the_paste_survives(village, client_of):
    client = client_of(village.fatou)
    file = SimpleUploadedFile("membres.csv", b"%PDF-1.7 \x00")
    answer = client.post(reverse("console:imports"), {"file": file, "text": "Jeanne Martin"})
    assert answer.status_code == 422
    assert "PDF" in answer.text
    assert "Jeanne Martin" in answer.text
    assert not Import.objects.exists()
