"""Declares the wiki area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WikiConfig(AppConfig):
    name = "parvis.wiki"
    label = "wiki"

    def ready(self) -> None:
        from parvis.kit import menu
        from parvis.wiki import digest, holdings, telling_by_mail

        holdings.hold()
        digest.tell()
        telling_by_mail.register_all()
        menu.register(area="wiki", words=_("Stories"), url_name="wiki:stories", order=40)
