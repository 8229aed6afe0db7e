"""Those who watch over a place are told the truth, and nothing more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.console import working
from parvis.courier.models import Dispatch
from parvis.kit import health


@pytest.mark.django_db
def test_a_process_that_answers_is_alive(client):
    assert client.get("/sante/vif").json() == {"bien": True, "controles": {}}


@pytest.mark.django_db
class TestReady:
    def test_all_is_well(self, client):
        answer = client.get("/sante/pret")
        assert answer.status_code == 200
        assert set(answer.json()["controles"]) >= {"base", "migrations", "disque", "courrier", "ouvrier"}
        assert answer["Cache-Control"] == "no-store"

    def test_mail_that_nobody_carries_is_noticed(self, client):
        late = timezone.now() - timedelta(minutes=16)
        Dispatch.objects.create(
            channel="mail", purpose="x", address="a@exemple.fr", title="x", body="x", message_id="<x@x>",
            written_at=late, not_before_at=late,
        )  # fmt: skip
        answer = client.get("/sante/pret")
        assert answer.status_code == 503
        assert answer.json()["controles"]["courrier"] is False

    def test_a_worker_that_died_is_noticed(self, client, monkeypatch):
        dead = working.Worker([])
        dead.threads = [working.threading.Thread()]
        monkeypatch.setattr(working, "_of_this_process", [dead])
        assert client.get("/sante/pret").json()["controles"]["ouvrier"] is False

    def test_a_full_disk_is_noticed(self, client, monkeypatch):
        monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)
        assert client.get("/sante/pret").status_code == 503

    def test_a_check_that_breaks_counts_as_ill_and_tells_no_secret(self, client, monkeypatch):
        def broken() -> bool:
            raise ValueError("postgres://parvis:secret@db")

        monkeypatch.setitem(health._checks, "base", broken)
        answer = client.get("/sante/pret")
        assert answer.status_code == 503
        assert "secret" not in answer.content.decode()
