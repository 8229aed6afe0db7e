"""Every field has an end: in its form, and in the model that keeps it."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.db import models

import parvis

# Written by our own code, from parts that each have an end.
COMPOSED = {
    "courier.Dispatch.body", "courier.Dispatch.calendar", "members.Consent.sentence", "members.Mandate.sentence",
    "members.MandateRequest.sentence", "members.Guardian.sentence", "courier.Edition.text", "courier.Edition.html",
}  # fmt: skip
MOST = 20_000  # characters of the longest text people write


def every_form():
    """Every form class of the house."""
    for module in pkgutil.walk_packages(parvis.__path__, "parvis."):
        if ".forms" in module.name:
            for one in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(one, type)
                    and issubclass(one, forms.BaseForm)
                    and one.__module__ == module.name
                ):
                    yield one


@pytest.mark.asvs("2.2.1", "1.3.3")
def test_every_text_field_of_every_form_has_an_end():
    seen, endless = 0, []
    for form in every_form():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.CharField):
                seen += 1
                if field.max_length is None or (field.max_length > MOST and name != "text"):
                    endless.append(f"{form.__module__}.{form.__name__}.{name}: {field.max_length}")
    assert not endless
    assert seen > 50


@pytest.mark.asvs("2.2.1", "1.4.2")
def test_every_number_of_every_form_has_two_ends():
    endless = [
        f"{form.__name__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if type(field) is forms.IntegerField and (field.min_value is None or field.max_value is None)
    ]
    assert not endless


def test_every_column_people_write_has_an_end():
    endless = [
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("parvis.")
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and column.max_length is None
        and f"{model._meta.label}.{column.name}" not in COMPOSED
    ]
    assert not endless


def test_a_file_field_is_bounded_by_what_reads_it():
    """The largest a form lets through is what the front lets through; each reader has its own smaller bound."""
    from django.conf import settings

    from parvis.kit import images
    from parvis.kit.ics import texts
    from parvis.members.moving_in import limits

    fields = {
        id(field): field  # a form made of another has its very fields
        for form in every_form()
        for field in form.base_fields.values()
        if isinstance(field, forms.FileField)
    }
    assert len(fields) == 5
    assert max(images.MOST_BYTES, limits.FILE_BYTES, texts.MOST_BYTES) < settings.LARGEST_BODY
