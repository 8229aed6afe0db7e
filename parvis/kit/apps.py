"""Declares the kit area to Django."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from parvis.kit import freshness


class KitConfig(AppConfig):
    name = "parvis.kit"
    label = "kit"

    def ready(self) -> None:
        connection_created.connect(freshness.watch, dispatch_uid="freshness")
