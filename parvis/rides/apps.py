"""Declares the rides area to Django."""

from django.apps import AppConfig


class RidesConfig(AppConfig):
    name = "parvis.rides"
    label = "rides"

    def ready(self) -> None:
        from parvis.kit import jinja
        from parvis.meetings.during import show_to_who_comes
        from parvis.meetings.noting_beside import note_beside
        from parvis.members.awaiting import register_asking
        from parvis.rides import awaiting, hearing, holdings, purposes, showing

        holdings.hold()
        purposes.register_all()
        hearing.register_all()
        register_asking("rides", awaiting.asked_of, order=30)
        show_to_who_comes(showing.piece, in_space=False)
        note_beside(showing.notes_of)
        jinja.offer("rides_of", showing.of_meeting)
