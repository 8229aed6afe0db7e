from parvis.aid.models.notice import Need, Notice, NoticeEnd, Offer

__all__ = ["Need", "Notice", "NoticeEnd", "Offer"]
