"""The door other servers may knock at: memory in front, Django behind (see parvis.kit.front)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from parvis.kit.front.door import Front
from parvis.kit.front.shelf import Shelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = Front(get_wsgi_application(), Shelf(settings.STATIC_ROOT))
