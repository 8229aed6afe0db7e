"""Declares the members area to Django."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "parvis.members"
    label = "members"

    def ready(self) -> None:
        from parvis.kit import jinja, menu
        from parvis.members import declaring, explaining, helping, sessions
        from parvis.members.holdings import (
            acting,
            belonging,
            carried,
            ending,
            entering,
            lists,
            lived,
            person,
        )

        for area in (person, acting, belonging, entering, lists, carried, lived, ending):
            area.hold()
        user_logged_in.connect(sessions.note_entry)
        self._speak_for_people()
        jinja.offer("helper", helping.helper)
        jinja.offer("backups_words", explaining.backups_words)
        menu.register_foot(words=_("What Parvis keeps"), url_name="members:privacy", order=30)
        menu.register(area="directory", words=_("Who is who"), url_name="members:directory", order=50)
        declaring.declare_purposes()

    def _speak_for_people(self) -> None:
        """The courier knows addresses, not people: it asks here."""
        from parvis.courier.in_time import when_late
        from parvis.courier.replying import know_addresses
        from parvis.courier.stopping import passes_silence_when, stop_when
        from parvis.courier.texting.answering import register_text
        from parvis.courier.texting.ceiling import when_nearly_spent
        from parvis.courier.undelivered import when_undelivered
        from parvis.members import (
            attention,
            calling_instead,
            calling_too,
            reaching,
            still_here,
            strangers,
            texting,
        )

        know_addresses(reaching.mail_addresses)
        when_undelivered(calling_instead.call_instead)
        when_undelivered(calling_too.way_around)
        when_late(calling_too.call_too)
        for stop in (still_here.is_out, attention.is_unwished, strangers.is_too_much):
            stop_when(stop)
        passes_silence_when(strangers.is_own_door)
        when_nearly_spent(texting.tell_nearly_spent)
        register_text("members.wish", texting.wish, order=20)
        register_text("members.pass_on", texting.pass_on, order=90)
