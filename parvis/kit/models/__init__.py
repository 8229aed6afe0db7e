from parvis.kit.models.schedule import Schedule

__all__ = ["Schedule"]
