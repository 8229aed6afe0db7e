"""Declares the community area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "parvis.community"
    label = "community"

    def ready(self) -> None:
        from parvis.community import digest, hours_in_words
        from parvis.community.identity import current, letterhead
        from parvis.community.switches import is_on
        from parvis.courier.letterhead import write_under
        from parvis.kit import jinja, menu

        digest.tell()
        write_under(letterhead)
        jinja.offer("community", current)
        jinja.offer("access_in_words", hours_in_words.access)
        jinja.offer("room_in_words", hours_in_words.of_room)
        jinja.offer("closure_in_words", hours_in_words.closure)
        jinja.offer("hours_of_day", hours_in_words.day)
        jinja.offer("is_on", is_on)
        menu.filter_by(is_on)
        menu.register_foot(words=_("Our charter"), url_name="community:charter", order=60)
