from parvis.courier.models.dispatch import Channel, Dispatch
from parvis.courier.models.hold import Hold

__all__ = ["Channel", "Dispatch", "Hold"]
