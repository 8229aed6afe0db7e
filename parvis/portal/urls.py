"""The paths of the portal area."""

from django.urls import path

from parvis.portal.views import home, space

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("mon-espace/", space.show, name="my_space"),
]
