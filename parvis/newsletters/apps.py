"""Declares the newsletters area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "parvis.newsletters"
    label = "newsletters"

    def ready(self) -> None:
        from parvis.kit import menu
        from parvis.newsletters import holdings

        holdings.hold()
        menu.register_foot(
            words=_("Our letters"), url_name="newsletters:letters", order=45, area="newsletters"
        )
