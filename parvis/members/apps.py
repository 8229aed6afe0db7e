"""Declares the members area to Django."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "parvis.members"
    label = "members"

    def ready(self) -> None:
        from parvis.kit import jinja, menu
        from parvis.members import (
            answering_the_courier,
            asking_for_mandates,
            declaring,
            digest,
            explaining,
            helping,
            sessions,
            telling_of_pace,
        )
        from parvis.members.holdings import (
            acting,
            belonging,
            carried,
            ending,
            entering,
            learning,
            lists,
            lived,
            person,
        )

        for area in (person, acting, belonging, entering, learning, lists, carried, lived, ending):
            area.hold()
        user_logged_in.connect(sessions.note_entry)
        answering_the_courier.begin()
        digest.tell()
        jinja.offer("helper", helping.helper)
        jinja.offer("backups_words", explaining.backups_words)
        menu.register_foot(words=_("What Parvis keeps"), url_name="members:privacy", order=30)
        menu.register(area="directory", words=_("Who is who"), url_name="members:directory", order=50)
        asking_for_mandates.listen()
        declaring.declare_purposes()
        telling_of_pace.register_all()
