"""Declares the federation area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FederationConfig(AppConfig):
    name = "parvis.federation"
    label = "federation"

    def ready(self) -> None:
        from parvis.federation import holdings
        from parvis.federation.sources import holdings as source_holdings
        from parvis.federation.sources import telling
        from parvis.kit import menu

        holdings.hold()
        source_holdings.hold()
        telling.declare()
        menu.register_foot(
            words=_("Follow the programme"), url_name="federation:follow", order=50, area="federation"
        )
