"""Declares the aid area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AidConfig(AppConfig):
    name = "parvis.aid"
    label = "aid"

    def ready(self) -> None:
        from parvis.aid import holdings
        from parvis.kit import menu

        holdings.hold()
        menu.register(area="aid", words=_("Mutual aid"), url_name="aid:index", order=30)
