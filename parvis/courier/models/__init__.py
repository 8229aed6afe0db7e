from parvis.courier.models.dispatch import Channel, Dispatch

__all__ = ["Channel", "Dispatch"]
