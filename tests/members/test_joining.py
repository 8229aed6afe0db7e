"""Joining: alone, as a couple under one number, by the voice of a correspondent."""

from datetime import UTC, datetime

import pytest

from parvis.chronicle.models import Deed
from parvis.members.contacts import read_contact
from parvis.members.joining import join, same_person, sharing
from parvis.members.models import Member

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NUMBER = "01 99 00 12 34"
pytestmark = pytest.mark.django_db


def test_odile_and_henri_share_a_number_and_stay_two_persons():
    odile = join(name="Odile Perrin", contact=read_contact(NUMBER), at=NOW)
    henri = join(name="Henri Perrin", contact=read_contact(NUMBER), at=NOW)
    assert same_person("PERRIN Odile", sharing(read_contact("+33 1 99 00 12 34"))) == odile
    assert same_person("Henri Perrin", sharing(read_contact(NUMBER))) == henri
    assert same_person("Rosa Perrin", sharing(read_contact(NUMBER))) is None
    assert odile.card_code != henri.card_code


def test_someone_without_any_address_can_join():
    rosa = join(name="Rosa Diaz", contact=None, at=NOW)
    assert rosa.contact_points.count() == 0


def test_joining_by_voice_keeps_who_heard_it_when_and_which_sentence():
    monique = join(name="Monique Roche", contact=None, at=NOW)
    odile = join(
        name="Odile Perrin",
        contact=read_contact(NUMBER),
        at=NOW,
        verified=True,
        heard_by=monique,
        consent_sentence="Je note votre nom. Êtes-vous d’accord ?",
        how="spoken",
    )
    consent = odile.consents.get()
    assert (consent.heard_by, consent.given_at, consent.how) == (monique, NOW, "spoken")
    assert consent.sentence == "Je note votre nom. Êtes-vous d’accord ?"
    assert odile.journal.get().author == monique
    assert odile.verified_at == NOW
    deed = Deed.objects.get(verb="members.joined", for_person=odile.pk)
    assert deed.person == monique.pk


def test_someone_who_left_is_not_found_again():
    odile = join(name="Odile Perrin", contact=read_contact(NUMBER), at=NOW)
    Member.objects.filter(pk=odile.pk).update(left_at=NOW)
    assert same_person("Odile Perrin", sharing(read_contact(NUMBER))) is None
