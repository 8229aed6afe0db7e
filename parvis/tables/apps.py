"""Declares the tables area to Django."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "parvis.tables"
    label = "tables"

    def ready(self) -> None:
        from parvis.meetings.during import show_to_who_comes
        from parvis.tables.holdings import hold
        from parvis.tables.my_table import piece

        hold()
        show_to_who_comes(piece)
