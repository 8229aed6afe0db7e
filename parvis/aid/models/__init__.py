from parvis.aid.models.bridge import HelpKind, LookedAfter, Readiness, Volunteer, Wake
from parvis.aid.models.bridge_sheet import BridgeSheet
from parvis.aid.models.exchange import Agreement, Exchange, ExchangeEnd, Settlement
from parvis.aid.models.flow import FlowTable
from parvis.aid.models.gift import CounterGift, Gift
from parvis.aid.models.notice import Need, Notice, NoticeEnd, Offer
from parvis.aid.models.partner import Partner
from parvis.aid.models.purchase import GroupPurchase, Share
from parvis.aid.models.purchase_review import HeldPurchase, PurchaseReview
from parvis.aid.models.review import Doubt, HeldBack, NoticeReport, Review

__all__ = [
    "Agreement", "BridgeSheet", "CounterGift", "Doubt", "Exchange", "ExchangeEnd", "FlowTable", "Gift",
    "GroupPurchase", "HeldBack", "HeldPurchase", "HelpKind", "LookedAfter", "Need", "Notice",
    "NoticeEnd", "NoticeReport", "Offer", "Partner", "PurchaseReview", "Readiness", "Review",
    "Settlement", "Share", "Volunteer", "Wake",
]  # fmt: skip
