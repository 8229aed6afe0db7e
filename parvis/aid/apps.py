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
        self._look_twice()
        self._keep_bridge()
        menu.register(area="aid", words=_("Mutual aid"), url_name="aid:index", order=30)

    def _look_twice(self) -> None:
        from parvis.aid.purchases import holdings as purchase_holdings
        from parvis.aid.purchases import telling as purchases
        from parvis.aid.reporting import holdings, telling
        from parvis.aid.reporting.holding_back import held_of
        from parvis.kit import jinja

        holdings.hold()
        telling.register_all()
        purchase_holdings.hold()
        purchases.register_all()
        jinja.offer("held_of", held_of)

    def _keep_bridge(self) -> None:
        from parvis.aid.bridge import holdings, purposes, replying

        holdings.hold()
        purposes.register_all()
        replying.register_all()
