"""Declares the tables area to Django."""

from django.apps import AppConfig

# Of the seating on a telephone: all that `waking` may bring in.
SCRIPTS = (
    "waking", "seating", "evenings", "turning", "plans", "composing", "late", "suiting", "meetings",
    "first-seats", "facts", "exchanging", "judging", "moving", "costing", "dice", "seeding",
)  # fmt: skip


class TablesConfig(AppConfig):
    name = "parvis.tables"
    label = "tables"

    def ready(self) -> None:
        from parvis.kit import jinja
        from parvis.meetings.adding_to_the_room import Addition, add_to_the_room
        from parvis.meetings.during import show_to_who_comes
        from parvis.tables.adopting import adopt
        from parvis.tables.carrying import carried
        from parvis.tables.coffee import holdings as coffee_holdings
        from parvis.tables.coffee import purposes as coffee_purposes
        from parvis.tables.coffee import replying as coffee_replies
        from parvis.tables.holdings import hold
        from parvis.tables.my_table import piece
        from parvis.tables.reading import start_of

        hold()
        jinja.offer("evening_start", start_of)
        show_to_who_comes(piece)
        add_to_the_room(Addition(
            "tables", "tables/room/_seating.html", "waking", SCRIPTS, carried=carried, gathered=adopt
        ))  # fmt: skip
        coffee_holdings.hold()
        coffee_purposes.register_all()
        coffee_replies.register_all()
