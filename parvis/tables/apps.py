"""Declares the tables area to Django."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "parvis.tables"
    label = "tables"

    def ready(self) -> None:
        from parvis.tables.holdings import hold

        hold()
