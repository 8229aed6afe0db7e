"""Declares the meetings area to Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "parvis.meetings"
    label = "meetings"

    def ready(self) -> None:
        from parvis.meetings.purposes import register_all

        register_all()
