"""Only what was typed is kept: French first, then every mail of the corpora, where they are at hand."""

import time
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.courier.attachments import attached
from parvis.courier.reading_mail import read_mail
from parvis.courier.reading_pages import words_of_page
from parvis.courier.unquoting import typed
from tests.courier.corpora import CRISP, NO_MESSAGE, bodies, folder, keeps_well

FLOOR_CRISP, FLOOR_TALON = 86, 19  # of 88 and 19: what we reach, and keep (mail-parser-reply: 44 and 13)
# The HTML body of this one says something else than its plain body.
_OTHERWISE = {("outlook.eml", "html"): "Allo! Follow up MIME!"}

FRENCH = {
    "gmail": ("Oui, à trois !\n\nLe mar. 24 nov. 2026 à 10:12, Les Voisins <r+a@canal.fr> a écrit :\n\n> Venez-vous ?", "Oui, à trois !"),
    "gmail folded": ("Oui\n\nLe mar. 24 nov. 2026 à 10:12, Les Voisins du Canal <\nr+abc@canal.exemple.fr> a écrit :\n\n> Quand ?", "Oui"),
    "outlook": ("Je viens.\n\n________________________________\nDe : Les Voisins <r@canal.fr>\nEnvoyé : mardi 24 novembre 2026 10:12\nÀ : Odile\nObjet : Café\n\nVenez-vous ?", "Je viens."),
    "outlook without address": ("Je viens.\n\nDe : Les Voisins du Canal\nEnvoyé : mardi 24 novembre 2026 10:12\nÀ : Odile\nObjet : Café\n\nVenez-vous ?", "Je viens."),
    "iphone": ("Je viens\n\nEnvoyé de mon iPhone\n\n> Le 24 nov. 2026 à 10:12, Les Voisins <p@c.fr> a écrit :\n> \n> Quand ?", "Je viens"),
    "android": ("Je viens\n\nEnvoyé depuis mon Galaxy\n\n\n-------- Message d'origine --------\nDe : Les Voisins\nObjet : Café", "Je viens"),
    "orange": ("Je viens\nOdile\n\n> Message du 24/11/26 10:12\n> De : \"Les Voisins\"\n> A : odile@exemple.fr\n> Objet : Café\n>\n> Quand ?", "Je viens\nOdile"),
    "orange unmarked": ("Je viens\n\n====\n\nMessage du : 24/11/2026 10:12\nDe : \"Les Voisins\" <r@canal.fr>\nA : odile@exemple.fr\nSujet : Café\n\nQuand ?", "Je viens"),
    "thunderbird below": ("Le 24/11/2026 à 10:12, Les Voisins a écrit :\n> Venez-vous ?\n> À mardi\n\nOui, avec Henri.\n", "Oui, avec Henri."),
    "greeting above": ("Bonjour,\n\nLe 24/11/2026 à 10:12, Les Voisins a écrit :\n> Venez-vous ?\n\nOui, avec Henri.\n", "Bonjour,\n\nOui, avec Henri."),
    "yahoo": ("Non merci\n\n     Le mardi 24 novembre 2026 à 10:12:03 UTC+1, Les Voisins <r@canal.fr> a écrit :\n\n Quand ?", "Non merci"),
    "names kept": ("Non, pas cette fois.\n\nCordialement,\nHenri", "Non, pas cette fois.\n\nCordialement,\nHenri"),
    "a sentence with a date": ("Le 24 novembre à 18:30 je ne peux pas.\nLe 25 oui.", "Le 24 novembre à 18:30 je ne peux pas.\nLe 25 oui."),
    "a list of hours": ("Voici :\nLe mardi : 18:30\nDe : chez moi\nmerci", "Voici :\nLe mardi : 18:30\nDe : chez moi\nmerci"),
    "envoyé in a sentence": ("Envoyé de bon cœur, le gâteau est prêt.", "Envoyé de bon cœur, le gâteau est prêt."),
    "only a quote": ("Le 24 nov. 2026 à 10:12, Les Voisins <r@canal.fr> a écrit :\n\n> Quand ?\n", ""),
    "only headers": ("De : Les Voisins <r@canal.fr>\nEnvoyé : mardi\nObjet : Café\n\nQuand ?", ""),
}  # fmt: skip

PAGES = {
    "gmail": '<div dir="ltr">oui</div><br><div class="gmail_quote"><div class="gmail_attr">Le mar. a écrit :<br></div><blockquote>Quand ?<p>x</blockquote></div>',
    "outlook": '<div>oui</div><hr><div id="divRplyFwdMsg"><b>De :</b> Les Voisins</div><div>Quand ?</div>',
    "outlook mobile": '<div>oui</div><div id="ms-outlook-mobile-signature">Envoyé à partir de Outlook pour <a href="x">iOS</a></div><div id="appendonsend"></div><div>Quand ?</div>',
    "thunderbird": '<p>oui</p><div class="moz-cite-prefix">Le 24/11/2026 à 10:12, x a écrit :<br></div><blockquote type="cite">Quand ?<p>a<div>b</blockquote>',
    "yahoo": '<html><head><style>p{}</style></head><body><div class="yahoo-style-wrap">oui</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>Quand ?</div></div></body></html>',
    "below": '<blockquote>Quand ?<br><p>x<li>y</blockquote><p>oui</p>',
}  # fmt: skip


@pytest.mark.parametrize("program", FRENCH)
def test_what_french_programs_quote_is_left_out_and_nothing_else(program):
    text, kept = FRENCH[program]
    assert typed(text) == kept
    assert typed(text.replace("\n", "\r\n")) == kept


@pytest.mark.parametrize("program", PAGES)
def test_the_same_of_pages(program):
    assert typed(words_of_page(PAGES[program])).splitlines()[0] == "oui"
    assert "Quand" not in typed(words_of_page(PAGES[program]))


def corpora():
    found = folder()
    if found is None:
        pytest.skip("the mail corpora are not here: give PARVIS_SHARED_DATA the folder they are in")
    return found


def test_the_corpora_are_answered_as_a_person_would(capsys):
    crisp, talon = corpora() / "email-crisp" / "fixtures", corpora() / "email-talon"
    assert {path.stem for path in crisp.glob("*.txt")} == {*CRISP, *NO_MESSAGE}
    said = {name: typed((crisp / f"{name}.txt").read_text(encoding="utf-8")) for name in CRISP}
    missed = [name for name, keeps in CRISP.items() if not keeps_well(said[name], keeps)]
    cases = {
        (path.name, kind): body for path in sorted(talon.glob("*.eml")) for kind, body in bodies(path).items()
    }
    heard = {case: typed(words_of_page(body) if case[1] == "html" else body) for case, body in cases.items()}
    missed_too = [case for case, words in heard.items() if words != _OTHERWISE.get(case, "Hello")]
    with capsys.disabled():
        print("\n| corpus | messages | as a person | missed |\n|---|---|---|---|")
        print(f"| crisp | {len(CRISP)} | {len(CRISP) - len(missed)} | {', '.join(missed)} |")
        print(
            f"| talon | {len(cases)} | {len(cases) - len(missed_too)} | {', '.join(map(str, missed_too))} |"
        )
    assert len(CRISP) - len(missed) >= FLOOR_CRISP
    assert len(cases) - len(missed_too) >= FLOOR_TALON


def test_the_french_message_with_a_message_inside_is_read_without_it():
    raw = (corpora() / "email-vitam" / "test-message-2.eml").read_bytes()
    mail = read_mail(raw)
    assert (mail.is_whole, bool(mail.text), bool(mail.sender)) == (True, True, True)
    inside = [part for part in message_from_bytes(raw).walk() if part.get_content_type() == "application/pdf"]
    assert inside
    assert all(name for name in mail.left_out)
    assert len(mail.pictures) <= 4


def test_every_message_of_the_corpora_is_read_without_a_word_of_error():
    for path in corpora().rglob("*"):
        if path.is_file() and path.suffix in (".eml", ".txt"):
            assert read_mail(path.read_bytes()).key


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw):
    assert len(read_mail(raw).key) == 64


PIECES = [
    "From: a@b", "From: =?utf-8?q?=", "To: ", "Content-Type: multipart/mixed; boundary=b", "Content-Type: image/png",
    "Content-Type: message/rfc822", "Content-Disposition: attachment; filename*=utf-8''%ff", "", "--b", "--b--",
    "Content-Transfer-Encoding: base64", "Content-Type: text/html; charset=\x00", "<div class=gmail_quote><p>",
    "Le 24 nov. 2026 à 10:12,", "a écrit :", "> x", "De : ", "Authentication-Results: ", "References: <", "Bcc: é\udc80",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_heap_of_pieces_of_mail_is_read(pieces):
    mail = read_mail("\r\n".join(pieces).encode("utf-8", "surrogatepass"))
    assert len(mail.text) <= 4000
    assert len(mail.pictures) <= 4


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=600))
def test_what_is_kept_was_typed(text):
    kept = typed(text)
    assert len(kept) <= 4000
    assert typed(kept) == kept or kept  # never grows, never raises


@pytest.mark.parametrize(
    "text",
    [
        "> " * 25_000,
        "Le 1 " * 10_000,
        ("a" * 999 + "\n") * 49,
        "-" * 50_000,
        "De : " * 9_000,
        "a@" * 20_000 + ":",
        ("Le 12:30 " + "a@" * 190 + "\n") * 120,
    ],
)
def test_what_was_made_to_be_slow_is_read_quickly(text):
    began = time.process_time()
    typed(text)
    words_of_page(text)
    assert time.process_time() - began < 15  # a tenth of a second here; what explodes takes minutes


def test_nothing_attached_is_nothing_taken():
    assert attached([]) == ((), ())


def test_a_long_paragraph_on_one_line_is_kept_whole():
    assert (
        typed("mot " * 900 + "\n\nLe 24 nov. 2026 à 10:12, Les Voisins a écrit :\n> Quand ?")
        == ("mot " * 900).strip()
    )
