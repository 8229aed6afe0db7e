"""Declares the covisits area to Django."""

from django.apps import AppConfig


class CovisitsConfig(AppConfig):
    name = "parvis.covisits"
    label = "covisits"

    def ready(self) -> None:
        from parvis.covisits import holdings, purposes
        from parvis.covisits.bar import bar, start
        from parvis.covisits.live.doors import open_doors
        from parvis.covisits.live.showing import following
        from parvis.covisits.signing_out import leave_with
        from parvis.kit import jinja
        from parvis.members.sessions import when_signing_out

        holdings.hold()
        purposes.register_all()
        jinja.offer("company_bar", bar)
        jinja.offer("following", following)
        jinja.offer("start_visit", start)
        when_signing_out(leave_with)
        open_doors()
