"""What a form says of a value that does not fit: in our words, whichever field says it."""

import gettext
import re
from pathlib import Path

import django
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils import translation

from parvis.kit.form_words import changed_meanwhile, heading

THEIRS = gettext.translation("django", Path(django.__file__).parent / "conf" / "locale", ["fr"])
ODD = ("-999999999999", "999999999999", "1.23456789", "x" * 20_000, "x", "\0", "@", "une\nautre", "٣", None)


def declared(kind=forms.BaseForm):
    """Each field that a form of the house declares."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("parvis."):
            for name, field in getattr(one, "base_fields", {}).items():
                yield f"{one.__module__}.{one.__name__}.{name}", field
        yield from declared(one)


def sent_to(field):
    if isinstance(field, forms.FileField):
        return (SimpleUploadedFile("x" * 300 + ".exe", b""), SimpleUploadedFile("a.exe", b"x"), None)
    return ([one] for one in ODD) if isinstance(field, forms.MultipleChoiceField) else ODD


def refusals(field):
    for value in sent_to(field):
        try:
            field.clean(value)
        except ValidationError as refused:
            yield from refused.error_list
        except (TypeError, AttributeError):  # what only its own widget hands to it
            continue


def said_of(refused):
    """As it reads, and the sentence before its figures were put in it (those that count have none)."""
    is_counted = not isinstance(refused.message, str) and refused.code in {"max_length", "min_length"}
    return refused.messages[0], "" if is_counted else str(refused.message)


@pytest.mark.django_db
def test_no_field_speaks_with_the_words_of_django():
    assert get_resolver().url_patterns  # every form is known once every view is
    theirs = {words for words in THEIRS._catalog.values() if words}
    with translation.override("fr"):
        said = {(name, *said_of(refused)) for name, field in declared() for refused in refusals(field)}
    assert len({read for _name, read, _sentence in said}) > 50
    assert not [one for one in said if one[2] in theirs or "Assurez-vous" in one[1]]


@pytest.mark.parametrize(
    ("field", "value", "french"),
    [
        (forms.IntegerField(max_value=8), 9, "Le nombre est trop grand\u00a0: 8 au plus."),
        (forms.IntegerField(min_value=1), 0, "Le nombre est trop petit\u00a0: 1 au moins."),
        (forms.CharField(max_length=2), "non", "C’est trop long\u00a0: 2 signes au plus, vous en avez 3."),
        (forms.DecimalField(decimal_places=2), "1,234", "Après la virgule\u00a0: 2 chiffres au plus."),
    ],
)
def test_what_does_not_fit_is_said_shortly(field, value, french):
    with translation.override("fr"), pytest.raises(ValidationError) as refused:
        field.localize = True
        field.clean(value)
    with translation.override("fr"):
        assert refused.value.messages == [french]


def test_the_hyphen_of_a_label_never_ends_a_line(client, db):
    page = client.get("/connexion/").content.decode()
    assert re.search(r'<label for="id_\w+">[^<]*<span class="nowrap">e-mail</span>', page)


class _Asking(forms.Form):
    name = forms.CharField()
    many = forms.IntegerField(max_value=8)


@pytest.mark.parametrize(
    ("sent", "refused", "french"),
    [
        ({}, None, "Il manque une information"),
        ({"name": "Rosa", "many": 9}, None, "À revoir avant de continuer"),
        ({"many": 9}, None, "À revoir avant de continuer"),
        ({"name": "Rosa", "many": 2}, "C’est complet.", "Cela n’a pas pu se faire"),
        ({"many": 9}, changed_meanwhile("Comparez."), "Cela a changé entre-temps"),
    ],
)
def test_what_is_wrong_is_headed_by_what_is_true_of_it(sent, refused, french):
    form = _Asking(sent)
    if refused:
        form.add_error(None, refused)
    with translation.override("fr"):
        assert heading(form) == french
