"""Declares the aid area to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AidConfig(AppConfig):
    name = "parvis.aid"
    label = "aid"

    def ready(self) -> None:
        from parvis.aid import digest, hearing, holdings, purposes
        from parvis.aid.bridge import holdings as bridge_holdings
        from parvis.aid.bridge import purposes as bridge_purposes
        from parvis.aid.bridge import replying as bridge_replies
        from parvis.aid.bridge.reading import awake_bridges
        from parvis.aid.ending import when_ended
        from parvis.aid.exchange import awaiting as exchange_awaiting
        from parvis.aid.exchange import holdings as exchange_holdings
        from parvis.aid.exchange import purposes as exchange_purposes
        from parvis.aid.exchange import replying as exchange_replies
        from parvis.aid.exchange import talk as exchange_talk
        from parvis.aid.exchange.showing import answers_of
        from parvis.aid.exchange.stopping import stop_those_of
        from parvis.aid.purchases import holdings as purchase_holdings
        from parvis.aid.purchases import telling as purchases
        from parvis.aid.purchases import telling_reviews as purchase_reviews
        from parvis.aid.reporting import holdings as report_holdings
        from parvis.aid.reporting import telling as reports
        from parvis.aid.reporting.doubts import laid_bare
        from parvis.aid.reporting.holding_back import held_of
        from parvis.aid.reporting.reviewing import when_kept
        from parvis.aid.telling_answers import tell_changed
        from parvis.kit import jinja, menu
        from parvis.members.awaiting import register_asking

        for one in (exchange_holdings, holdings, bridge_holdings, purchase_holdings, report_holdings):
            one.hold()  # exchanges are erased before their notices: the other of each is told
        for known in (purposes, hearing, bridge_purposes, bridge_replies, purchases, reports):
            known.register_all()
        for known in (exchange_purposes, exchange_replies, exchange_talk, purchase_reviews):
            known.register_all()
        when_ended(stop_those_of)
        when_kept(tell_changed)
        register_asking("aid", exchange_awaiting.asked_of, order=20)
        digest.tell()
        jinja.offer("aid_answers", answers_of)
        for offered in (held_of, laid_bare, awake_bridges):
            jinja.offer(offered.__name__, offered)
        menu.register(area="aid", words=_("Mutual aid"), url_name="aid:index", order=30)
