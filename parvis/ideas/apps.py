"""Declares the ideas area to Django."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "parvis.ideas"
    label = "ideas"

    def ready(self) -> None:
        from parvis.ideas import holdings, purposes, replying

        holdings.hold()
        purposes.register_all()
        replying.register_all()
