"""What becomes of people: twins, the way back, being killed half way, thirty days."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.courier.models import Dispatch
from parvis.members.contacts import read_contact
from parvis.members.joining import join
from parvis.members.models import Consent, ContactPoint, Import, ImportLine, Member, Membership
from parvis.members.moving_in import applying, cleaning, jobs, preparing, storing
from parvis.members.moving_in.bringing import bring_text
from parvis.members.moving_in.confirming import NotReady, choose, confirm
from parvis.members.moving_in.drafts import Draft
from parvis.members.moving_in.inviting import INVITATION, invite, is_still_wanted
from parvis.members.moving_in.lines import Facts
from parvis.members.moving_in.settling import abandon, settle
from parvis.members.moving_in.summary import summary_of
from parvis.members.moving_in.twins import mark_twins
from parvis.members.moving_in.undoing import TooLateToUndo, undo
from tests.village import seat

State = ImportLine.State


def advance(brought: Import, at) -> Import:
    while brought.is_at_work:
        jobs.advance(at)
        brought.refresh_from_db()
    return brought


def prepared(text: str, village, name: str = "liste.csv") -> Import:
    brought = bring_text(name=name, text=text, by=village.fatou, at=village.now)
    settle(brought=brought, meanings=brought.meanings, at=village.now)
    brought.refresh_from_db()
    return advance(brought, village.now)


def moved_in(text: str, village, *, with_circles: bool = False, name: str = "liste.csv") -> Import:
    brought = prepared(text, village, name)
    confirm(brought=brought, with_circles=with_circles, at=village.now)
    brought.refresh_from_db()
    return advance(brought, village.now)


def twins(brought: Import) -> list[tuple]:
    return list(brought.lines.doubled().values_list("facts__name", "twin", "choice"))


def test_the_same_name_at_the_same_address_completes_the_record(village):
    brought = moved_in("Nom;Prénom;Mail;Tél\nMARTIN;Jeanne;JEANNE@exemple.fr;01 99 00 77 77\n", village)
    assert brought.lines.get().state == State.LINKED
    assert brought.lines.get().member == village.jeanne
    assert village.jeanne.contact_points.filter(address="+33199007777").exists()
    assert village.jeanne.contact_points.count() == 3
    village.jeanne.refresh_from_db()
    assert village.jeanne.name == "Jeanne Martin"


def test_a_couple_sharing_an_address_stays_two_people(village):
    brought = prepared("Nom;Prénom;Mail\nMARTIN;Jean;jeanne@exemple.fr\n", village)
    assert twins(brought) in ([("Jean Martin", "close", "create")], [])


def test_a_namesake_with_another_address_is_added_and_shown(village):
    brought = prepared("Nom;Prénom;Mail\nMARTIN;Jeanne;autre@exemple.fr\nMOREAU;Léa;\n", village)
    assert twins(brought) == [("Jeanne Martin", "namesake", "create"), ("Léa Moreau", "namesake", "skip")]


def test_the_same_person_twice_in_the_list_arrives_once_with_both_telephones(village):
    text = (
        "Nom;Prénom;Mail;Tél\nPETIT;Rosa;rosa@exemple.fr;0199002003\nPetit;ROSA;rosa@exemple.fr;0639982003\n"
    )
    before = Member.objects.count()
    brought = moved_in(text, village)
    assert Member.objects.count() == before + 1
    rosa = brought.lines.first().member
    assert set(rosa.contact_points.values_list("address", flat=True)) == {
        "rosa@exemple.fr", "+33199002003", "+33639982003",
    }  # fmt: skip


def test_a_twin_many_lines_before_is_found_too(village):
    middle = "".join(f"Personne{i};Anne;p{i}@exemple.fr\n" for i in range(1200))
    text = f"Nom;Prénom;Mail\nPETIT;Rosa;rosa@exemple.fr\n{middle}PETIT;Rosa;rosa@exemple.fr\n"
    before = Member.objects.count()
    moved_in(text, village)
    assert Member.objects.count() == before + 1201


def test_a_hundred_times_the_lines_do_not_mean_a_hundred_times_the_search(village):
    """Each batch asks the indexes of keys; walking through all earlier lines would be quadratic."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is written differently there")
    brought = prepared("Nom;Prénom;Mail\nPETIT;Rosa;rosa@exemple.fr\n", village)
    drafts = [Draft(9, 0, {}, Facts("Rosa Petit", ["rosa@exemple.fr"], ["+33199002003"]))]
    with CaptureQueriesContext(connection) as asked:
        mark_twins(brought, drafts)
    plans = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
            plans.append(" ".join(str(step[-1]) for step in plan))
    assert drafts[0].twin == "same"
    assert {"import_mails", "import_telephones", "import_names"} <= set(
        re.findall(r"import_\w+", " ".join(plans))
    )
    assert not [plan for plan in plans if "SCAN" in plan or "autoindex" in plan]


def test_the_persons_choice_is_followed(village):
    brought = prepared(
        "Nom;Prénom;Mail\nMARTIN;Jeanne;jeanne@exemple.fr\nNGUYEN;Paul;paul@exemple.fr\n", village
    )
    first, second = brought.lines.doubled()
    choose(brought=brought, choices={first.pk: "skip"}, for_all={"close": "skip"})
    choose(brought=brought, choices={second.pk: "create"})
    before = Member.objects.count()
    confirm(brought=brought, with_circles=False, at=village.now)
    brought.refresh_from_db()
    advance(brought, village.now)
    assert Member.objects.count() == before + 1
    assert list(brought.lines.order_by("number").values_list("state", flat=True)) == ["skipped", "created"]


def test_what_is_kept_of_a_newcomer_says_where_they_come_from(village):
    brought = moved_in("Nom;Prénom;Tél;Membre depuis\nPETIT;Rosa;0639982003;01/09/2019\n", village)
    rosa = brought.lines.get().member
    consent = rosa.consents.get()
    assert (consent.how, consent.heard_by) == (Consent.How.IMPORTED, village.fatou)
    assert "liste.csv" in consent.sentence
    assert rosa.joined_at.year == 2019
    assert rosa.verified_at is None
    assert not rosa.is_listed
    assert not rosa.contact_points.get().verified_at
    assert brought.lines.get().facts == {}


def test_the_file_is_private_and_goes_once_people_have_moved_in(village, django_capture_on_commit_callbacks):
    brought = prepared("Nom;Prénom\nPETIT;Rosa\n", village)
    path = storing.path_of(brought)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    confirm(brought=brought, with_circles=False, at=village.now)
    brought.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        advance(brought, village.now)
    assert not path.exists()


def test_circles_only_when_the_person_says_so(village):
    text = "Nom;Prénom;Groupe\nPETIT;Rosa;jardin partagé\nROY;Luc;Chorale\n"
    assert not moved_in(text, village).lines.first().member.memberships.exists()
    brought = moved_in(text.replace("PETIT", "PETITE").replace("ROY", "ROYER"), village, with_circles=True)
    assert [m.circle for m in brought.lines.first().member.memberships.all()] == [village.gardeners]
    assert Circle.objects.filter(name="Chorale").exists()
    undo(brought=brought, by=village.fatou, at=village.now)
    brought.refresh_from_db()
    advance(brought, village.now)
    assert not Circle.objects.filter(name="Chorale").exists()


def test_a_list_neither_finds_nor_tells_a_secret_circle_but_for_who_is_inside(village):
    secret = Circle.objects.create(name="Chorale", joining="secret", created_at=village.now)
    brought = moved_in("Nom;Prénom;Groupe\nROY;Luc;Chorale\n", village, with_circles=True)
    made = brought.lines.first().member.memberships.get().circle
    assert (made.name, made.joining, brought.made_circles) == ("Chorale", "on_request", [made.pk])
    assert not secret.memberships.exists()
    Membership.objects.create(
        member=village.fatou, circle=secret, asked_at=village.now, accepted_at=village.now
    )
    made.delete()
    inside = moved_in("Nom;Prénom;Groupe\nROYER;Lucien;chorale\n", village, with_circles=True)
    assert inside.lines.first().member.memberships.get().circle == secret


def test_killed_at_any_moment_it_resumes_without_anyone_twice(village, monkeypatch):
    monkeypatch.setattr(preparing, "BATCH", 3)
    monkeypatch.setattr(applying, "BATCH", 3)
    text = "Nom;Prénom;Mail\n" + "".join(f"Personne{i};Anne;p{i}@exemple.fr\n" for i in range(20))
    brought = bring_text(name="liste", text=text, by=village.fatou, at=village.now)
    settle(brought=brought, meanings=brought.meanings, at=village.now)
    before = Member.objects.count()
    work = {"preparing": preparing.prepare_some, "applying": applying.apply_some}
    insert = preparing.insert
    for turn in range(60):
        brought.refresh_from_db()
        if brought.state == "ready":
            confirm(brought=brought, with_circles=False, at=village.now)
        elif brought.state == "done":
            break
        elif turn % 2:
            work[brought.state](brought.pk, village.now)
        else:
            # The process dies after it has written, before the transaction ends, and loses its open file.
            def dying(*args, **kwargs):
                insert(*args, **kwargs)
                raise KeyboardInterrupt

            with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(preparing, "insert", dying)
                patch.setattr("parvis.members.moving_in.rows.update", dying_update)
                work[brought.state](brought.pk, village.now)
            preparing._open.clear()
    assert brought.state == "done"
    assert Member.objects.count() == before + 20
    assert summary_of(brought).newcomers == 20


def dying_update(*_args, **_kwargs):
    raise KeyboardInterrupt


def test_undoing_keeps_whoever_has_acted_and_says_so(village):
    text = "Nom;Prénom;Mail\n" + "".join(
        f"{name};Anne;{name}@exemple.fr\n" for name in ("Un", "Deux", "Trois", "Quatre", "Cinq")
    )
    brought = moved_in(text, village)
    one, two, three, four, five = (line.member for line in brought.lines.order_by("number"))
    later = village.now + timedelta(days=1)
    seat(one, village.cafe, later)
    record("members.listed", subject=two, at=later, person=two.pk)
    ContactPoint.objects.filter(member=three).update(verified_at=later)
    four.roles.create(kind="animator", since_on=later.date())
    undo(brought=brought, by=village.fatou, at=later)
    brought.refresh_from_db()
    advance(brought, later)
    assert set(Member.objects.filter(pk__in=[m.pk for m in (one, two, three, four, five)])) == {
        one,
        two,
        three,
        four,
    }
    assert (summary_of(brought).kept, summary_of(brought).undone) == (4, 1)


def test_undoing_takes_back_what_was_added_to_members_and_nothing_else(village):
    points = set(village.jeanne.contact_points.values_list("pk", flat=True))
    brought = moved_in("Nom;Prénom;Mail;Tél\nMartin;Jeanne;jeanne@exemple.fr;0199007777\n", village)
    assert village.jeanne.contact_points.count() == len(points) + 1
    undo(brought=brought, by=village.fatou, at=village.now)
    brought.refresh_from_db()
    advance(brought, village.now)
    assert set(village.jeanne.contact_points.values_list("pk", flat=True)) == points


def test_after_thirty_days_there_is_no_way_back_and_nothing_left_of_the_list(village):
    brought = moved_in("Nom;Prénom\nPETIT;Rosa\n", village)
    late = village.now + timedelta(days=31)
    with pytest.raises(TooLateToUndo):
        undo(brought=brought, by=village.fatou, at=late)
    cleaning.clean(late)
    assert not brought.lines.exists()
    assert Member.objects.filter(name="Rosa Petit").exists()


def test_an_invitation_leaves_only_if_the_person_is_still_here(village):
    brought = moved_in("Nom;Prénom;Mail\nPETIT;Rosa;rosa@exemple.fr\n", village)
    with pytest.raises(NotReady):
        invite(brought=prepared("Nom;Prénom\nX;Y\n", village), by=village.fatou, at=village.now, most=None)
    assert invite(brought=brought, by=village.fatou, at=village.now, most=None) == 1
    brought.refresh_from_db()
    advance(brought, village.now)
    letter = Dispatch.objects.get(purpose=INVITATION)
    assert "Rosa Petit" in letter.body
    assert is_still_wanted(letter, village.now)
    assert invite(brought=brought, by=village.fatou, at=village.now, most=None) == 0
    brought.refresh_from_db()
    undo(brought=brought, by=village.fatou, at=village.now)
    brought.refresh_from_db()
    advance(brought, village.now)
    assert not Member.objects.filter(name="Rosa Petit").exists()
    assert not is_still_wanted(letter, village.now)


def test_a_list_given_up_leaves_nothing(village):
    brought = prepared("Nom;Prénom\nPETIT;Rosa\n", village)
    before = Member.objects.count()
    abandon(brought=brought)
    assert not Import.objects.exists()
    assert Member.objects.count() == before


def test_the_members_list_leaves_safely_and_can_come_back(village, client_of):
    join(name="=Rosa Petit", contact=read_contact("piege@exemple.fr"), at=village.now)
    text = b"".join(client_of(village.fatou).post(reverse("console:member_list"))).decode("utf-8-sig")
    assert "'=Rosa Petit" in text
    before = Member.objects.count()
    brought = moved_in(text, village)
    assert Member.objects.count() == before
    assert summary_of(brought).completed == before
    assert not any(line.added for line in brought.lines.all())
