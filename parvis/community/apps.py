"""Declares the community area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "parvis.community"
    label = "community"

    def ready(self) -> None:
        from parvis.community.identity import current, letterhead
        from parvis.community.switches import is_on
        from parvis.courier.letterhead import write_under
        from parvis.kit import jinja, menu

        write_under(letterhead)
        jinja.offer("community", current)
        menu.filter_by(is_on)
        menu.register_foot(words=_("Our charter"), url_name="community:charter", order=60)
