"""Declares the portal area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "parvis.portal"
    label = "portal"

    def ready(self) -> None:
        from parvis.kit import menu

        menu.register(area="space", words=_("My space"), url_name="portal:my_space", order=60)
        menu.register_search(words=_("Search"), url_name="portal:search")
