"""The paths of the community area."""

from django.urls import path

from parvis.community.views import charter, identity

app_name = "community"
urlpatterns = [
    path("couleurs-<slug:digest>.css", identity.colours, name="colours"),
    path("logo-<slug:digest>.webp", identity.logo, name="logo"),
    path("charte/", charter.show, name="charter"),
]
