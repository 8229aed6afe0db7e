"""Words written once for many: each copy holds what is its reader's own, and no other reader's."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern

import pytest

from parvis.courier.delivering import deliver_due
from parvis.courier.dispatching import dispatch_many, prepare
from parvis.courier.editions import Enclosed, progress_of, publish_edition, words_of
from parvis.courier.forgetting import forget_person, forget_words
from parvis.courier.lists import leave_list
from parvis.courier.models import Dispatch, Edition
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.undelivered import write_again

pytestmark = pytest.mark.django_db
State = Dispatch.State
LETTER = "test.letter"
TEXT = "{greeting}\n\nLe canal est gelé.\n\n{reply_line}\n\nChoisir : {choosing_link}"


@pytest.fixture(autouse=True)
def _letters():
    register_purpose(Purpose(LETTER, matter=Matter.JOINED, list_id="lettre"))


@pytest.fixture
def edition(now):
    return publish_edition(
        title="La lettre", text=TEXT, html="<p>{greeting}</p><p>Le canal est gelé.</p>", at=now
    )


@pytest.fixture
def copies(edition, now):
    def write(people=3, **values):
        rows = (
            prepare(
                channel="mail",
                purpose=LETTER,
                address=f"voisin{number}@exemple.fr",
                name=f"Voisin{number} Roux",
                person=number,
                title=edition.title,
                body="",
                edition=edition,
                once_key=f"letter:1:{number}",
                at=now,
                **values,
            )
            for number in range(1, people + 1)
        )
        return dispatch_many(rows, batch=2)

    return write


def letters(mailbox):
    found = [message_from_bytes(bytes(one.content), policy=modern) for one in mailbox.received]
    return {one["To"].addresses[0].addr_spec: one for one in found}


def plain(letter):
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_each_copy_greets_its_reader_and_the_rows_stay_light(copies, mailbox, now):
    assert copies(reply_to="r@exemple.fr") == 3
    assert set(Dispatch.objects.values_list("body", flat=True)) == {""}
    assert deliver_due(now) == 3
    letter = letters(mailbox)["voisin2@exemple.fr"]
    assert plain(letter).startswith("Bonjour Voisin2,\n\nLe canal est gelé.\n\nVous pouvez répondre")
    assert "/ce-que-je-recois/2-" in plain(letter)
    assert "<p>Bonjour Voisin2,</p><p>Le canal est gelé.</p>" in letter.get_body(("html",)).get_content()
    for number, address in ((1, "voisin1"), (3, "voisin3")):
        assert address not in bytes(letter).decode()
        assert f"Voisin{number}" not in bytes(letter).decode()


def test_written_twice_sent_once_and_progress_is_known(copies, village, mailbox, now):
    assert copies(subject=village.cafe) == 3
    assert copies(people=5, subject=village.cafe) == 2
    mailbox.answers["voisin1@exemple.fr"] = ["550 5.1.1 no such person"]
    deliver_due(now)
    leave_list(list_id="lettre", person=9, at=now)
    found = progress_of(village.cafe, LETTER)
    assert (found.waiting, found.sent, found.failed, found.dropped, found.total) == (0, 4, 1, 0, 5)
    with pytest.raises(ValueError, match="once_key"):
        dispatch_many([Dispatch()])


def test_who_left_the_list_meanwhile_gets_nothing(copies, mailbox, now):
    copies()
    leave_list(list_id="lettre", person=2, at=now)
    leave_list(list_id="lettre", person=2, at=now)
    deliver_due(now)
    assert sorted(letters(mailbox)) == ["voisin1@exemple.fr", "voisin3@exemple.fr"]
    assert Dispatch.objects.get(person=2).state == State.DROPPED


def test_a_name_is_never_read_as_a_mark_nor_as_a_page(edition, mailbox, now):
    row = prepare(
        channel="mail", purpose=LETTER, address="x@exemple.fr", name="{reply_line}<b> Roux", person=1,
        title="t", body="", edition=edition, at=now, reply_to="r@exemple.fr",
    )  # fmt: skip
    row.save()
    deliver_due(now)
    letter = letters(mailbox)["x@exemple.fr"]
    assert plain(letter).startswith("Bonjour {reply_line}<b>,")
    assert "Bonjour {reply_line}&lt;b&gt;," in letter.get_body(("html",)).get_content()


def test_two_at_one_address_get_one_copy_that_greets_both(edition, mailbox, now):
    for person, name in ((1, "Odile Roux"), (2, "Henri Roux")):
        prepare(
            channel="mail", purpose=LETTER, address="roux@exemple.fr", name=name, person=person, title="t",
            body="", edition=edition, at=now,
        ).save()  # fmt: skip
    assert deliver_due(now) == 1
    assert plain(letters(mailbox)["roux@exemple.fr"]).startswith("Bonjour Odile et Henri,")
    assert set(Dispatch.objects.values_list("state", flat=True)) == {State.SENT}


def test_by_another_way_the_words_are_whole(copies, edition, now):
    copies(people=1)
    row = Dispatch.objects.get()
    call = write_again(row, channel="telephone", address="+33199004512", at=now)
    assert call.body.startswith("Bonjour Voisin1,\n\nLe canal est gelé.")
    assert call.edition is None
    letter = prepare(
        channel="letter", purpose=LETTER, address="3 rue du Quai", name="Lou Roux", title="t", body="",
        edition=edition, at=now,
    )  # fmt: skip
    assert letter.body.startswith("Bonjour Lou,")


def test_files_go_with_each_copy_and_too_much_is_refused(mailbox, now):
    paper = Enclosed("lettre.pdf", "application/pdf", b"%PDF-1.7 deux pages")
    edition = publish_edition(title="t", text="Bonjour", attachments=[paper], at=now)
    prepare(
        channel="mail", purpose=LETTER, address="x@exemple.fr", title="t", body="", edition=edition, at=now
    ).save()
    deliver_due(now)
    (file,) = letters(mailbox)["x@exemple.fr"].iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("lettre.pdf", paper.content)
    with pytest.raises(ValueError, match="too long"):
        publish_edition(title="t", text="x" * 300_000, at=now)


def test_the_words_are_forgotten_with_the_last_copy_and_a_name_with_its_person(copies, edition, mailbox, now):
    Edition.objects.filter(pk=edition.pk).update(text="Merci à Odile Roux. {greeting}")
    copies()
    deliver_due(now)
    forget_person(person=99, addresses=(), names=["Odile Roux"], someone="quelqu’un", at=now)
    assert words_of(Dispatch.objects.first()).startswith("Merci à quelqu’un.")
    forget_words(now + timedelta(days=1), 2)
    assert Edition.objects.count() == 1
    forget_words(now + timedelta(days=1), 2)
    assert not Edition.objects.exists()
