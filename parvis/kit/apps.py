"""Declares the kit area to Django."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from parvis.kit import freshness, menu


class KitConfig(AppConfig):
    name = "parvis.kit"
    label = "kit"

    def ready(self) -> None:
        connection_created.connect(freshness.watch, dispatch_uid="freshness")
        menu.register_foot(words=_("Display"), url_name="kit:display", order=80)
