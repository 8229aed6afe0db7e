"""The paths of the portal area."""

from django.urls import path

from parvis.portal.views import space

app_name = "portal"
urlpatterns = [path("mon-espace/", space.show, name="my_space")]
