"""Declares the newsletters area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "parvis.newsletters"
    label = "newsletters"

    def ready(self) -> None:
        from parvis.kit import menu
        from parvis.meetings.during import show_to_who_comes
        from parvis.newsletters import answering, holdings, kinds, offering, purposes

        holdings.hold()
        purposes.register_all()
        kinds.register_all()
        answering.register_all()
        show_to_who_comes(offering.offer_more)
        menu.register_foot(
            words=_("Our letters"), url_name="newsletters:letters", order=45, area="newsletters"
        )
