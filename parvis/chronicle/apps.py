"""Declares the chronicle area to Django, and finds the reactions of every area."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ChronicleConfig(AppConfig):
    name = "parvis.chronicle"
    label = "chronicle"

    def ready(self) -> None:
        autodiscover_modules("following")
