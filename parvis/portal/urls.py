"""The paths of the portal area."""

from django.urls import path

from parvis.portal.views import home, search, space, year

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("recherche/", search.show, name="search"),
    path("annees/<int:number>/", year.show, name="year"),
    path("mon-espace/", space.show, name="my_space"),
]
