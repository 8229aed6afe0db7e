"""Declares the wiki area to Django."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "parvis.wiki"
    label = "wiki"
