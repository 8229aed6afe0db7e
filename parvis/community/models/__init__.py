from parvis.community.models.circle import Circle
from parvis.community.models.closure import Closure
from parvis.community.models.community import Community
from parvis.community.models.interest import Interest
from parvis.community.models.place import Place, Room
from parvis.community.models.ritual import Ritual
from parvis.community.models.switch import Switch

__all__ = ["Circle", "Closure", "Community", "Interest", "Place", "Ritual", "Room", "Switch"]
