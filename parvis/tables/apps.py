"""Declares the tables area to Django."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "parvis.tables"
    label = "tables"

    def ready(self) -> None:
        from parvis.kit import jinja
        from parvis.meetings.during import show_to_who_comes
        from parvis.tables.coffee import holdings as coffee_holdings
        from parvis.tables.coffee import purposes as coffee_purposes
        from parvis.tables.coffee import replying as coffee_replies
        from parvis.tables.holdings import hold
        from parvis.tables.my_table import piece
        from parvis.tables.reading import start_of

        hold()
        jinja.offer("evening_start", start_of)
        show_to_who_comes(piece)
        coffee_holdings.hold()
        coffee_purposes.register_all()
        coffee_replies.register_all()
