"""Declares the kit area to Django."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from parvis.kit import freshness, menu, one_request


class KitConfig(AppConfig):
    name = "parvis.kit"
    label = "kit"

    def ready(self) -> None:
        from parvis.kit.measuring import gauge, one
        from parvis.kit.room import database_bytes, free_bytes

        gauge("parvis_database_bytes", "Size of the database.", lambda: one(database_bytes()))
        gauge("parvis_disk_free_bytes", "Room left on the disk of the data.", lambda: one(free_bytes()))
        connection_created.connect(freshness.watch, dispatch_uid="freshness")
        request_started.connect(one_request.begin, dispatch_uid="one request")
        request_finished.connect(one_request.end, dispatch_uid="one request")
        menu.register_foot(words=_("Display"), url_name="kit:display", order=80)
