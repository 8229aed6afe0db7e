"""Declares the desk area to Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "parvis.desk"
    label = "desk"

    def ready(self) -> None:
        from parvis.desk import holdings

        holdings.hold()
