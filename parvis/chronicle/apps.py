"""Declares the chronicle area to Django."""

from django.apps import AppConfig


class ChronicleConfig(AppConfig):
    name = "parvis.chronicle"
    label = "chronicle"
