"""Declares the console area to Django."""

from django.apps import AppConfig

from parvis.kit import health


class ConsoleConfig(AppConfig):
    name = "parvis.console"
    label = "console"

    def ready(self) -> None:
        from parvis.console import working

        health.register("ouvrier", working.is_well)
