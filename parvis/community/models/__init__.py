from parvis.community.models.circle import Circle
from parvis.community.models.community import Community
from parvis.community.models.place import Place, Room
from parvis.community.models.ritual import Ritual
from parvis.community.models.switch import Switch

__all__ = ["Circle", "Community", "Place", "Ritual", "Room", "Switch"]
